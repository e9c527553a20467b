"""Payments, what of an order is paid, money on its way back, and the terms on which it goes."""

from datetime import datetime
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.accounts.models import Account
from hub.canteen.models.orders import MealOrder
from hub.canteen.models.sites import MealSite
from hub.canteen.rules import PaymentMethod, PaymentPurpose, PaymentStatus, RefundStatus
from hub.grid.models import Area
from hub.people.models import Resident


class MealBill(Model):
    """What of an order is paid; there is one as soon as somebody has paid something."""

    order_id: UUID
    order: fields.OneToOneRelation[MealOrder] = fields.OneToOneField(
        "models.MealOrder", primary_key=True, related_name="bill", on_delete=fields.RESTRICT
    )
    due_fen = fields.BigIntField()
    paid_fen = fields.BigIntField()

    class Meta:
        table = "meal_bill"


class MealPayment(Model):
    """One payment: for an order, or onto the card of a resident.

    `site` is whose counter took it, or whose order it is for; null for a top-up from elsewhere.
    `url` is where the person pays an outside provider, `reference` how that provider calls it.
    """

    id = fields.UUIDField(primary_key=True)
    purpose = fields.CharEnumField(PaymentPurpose, max_length=20)
    method = fields.CharEnumField(PaymentMethod, max_length=20)
    status = fields.CharEnumField(PaymentStatus, max_length=20)
    amount_fen = fields.BigIntField()
    refunded_fen = fields.BigIntField(default=0)
    resident_id: UUID
    resident: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="meal_payments", on_delete=fields.RESTRICT
    )
    order_id: UUID | None
    order: fields.ForeignKeyNullableRelation[MealOrder] = fields.ForeignKeyField(
        "models.MealOrder", null=True, related_name="payments", on_delete=fields.RESTRICT
    )
    site_id: UUID | None
    site: fields.ForeignKeyNullableRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", null=True, related_name="meal_payments", on_delete=fields.RESTRICT
    )
    provider = fields.CharField(max_length=20, null=True)
    reference = fields.CharField(max_length=80, null=True)
    url = fields.CharField(max_length=300, null=True)
    created_at = fields.DatetimeField()
    created_by_id: UUID | None
    created_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="meal_payments", on_delete=fields.RESTRICT
    )
    expires_at: datetime | None = fields.DatetimeField(null=True)
    captured_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "meal_payment"


class MealRefund(Model):
    """Money that goes back through an outside provider, tried until it has gone or cannot."""

    id = fields.UUIDField(primary_key=True)
    payment_id: UUID
    payment: fields.ForeignKeyRelation[MealPayment] = fields.ForeignKeyField(
        "models.MealPayment", related_name="refunds", on_delete=fields.RESTRICT
    )
    amount_fen = fields.BigIntField()
    status = fields.CharEnumField(RefundStatus, max_length=20)
    requested_at = fields.DatetimeField()
    attempts = fields.IntField(default=0)
    next_at: datetime | None = fields.DatetimeField(null=True)
    done_at: datetime | None = fields.DatetimeField(null=True)
    problem = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "meal_refund"


class MealRefundPolicy(Model):
    """How much goes back after a late cancellation or a no-show, in an area, from a day on.

    Up to `pay_out_alone_fen`, one person alone pays out at a counter what is owed.
    """

    id = fields.UUIDField(primary_key=True)
    area_id: UUID
    area: fields.ForeignKeyRelation[Area] = fields.ForeignKeyField(
        "models.Area", related_name="meal_refund_policies", on_delete=fields.RESTRICT
    )
    late_cancel_percent = fields.SmallIntField()
    no_show_percent = fields.SmallIntField()
    pay_out_alone_fen = fields.BigIntField()
    source = fields.CharField(max_length=200)
    from_on = fields.DateField()
    until_on = fields.DateField(null=True)
    published_at = fields.DatetimeField()

    class Meta:
        table = "meal_refund_policy"
