"""Proofs that meals were taken, beside the states of their orders."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.accounts.models import Account
from hub.canteen.models.offline import OfflineList
from hub.canteen.models.orders import MealOrder
from hub.canteen.models.sites import MealSite
from hub.canteen.rules import RedemptionMethod
from hub.people.models import Resident


class Redemption(Model):
    """One meal that was taken: at which point, how that was proved, by whom it was fetched.

    An order has one that is not reversed. `at` is when the meal was handed over, `recorded_at` when
    the hub heard of it: later, when it comes off an offline list. No `collector` means that the
    resident came in person.
    """

    id = fields.UUIDField(primary_key=True)
    order_id: UUID
    order: fields.ForeignKeyRelation[MealOrder] = fields.ForeignKeyField(
        "models.MealOrder", related_name="redemptions", on_delete=fields.RESTRICT
    )
    point_id: UUID
    point: fields.ForeignKeyRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", related_name="redemptions", on_delete=fields.RESTRICT
    )
    method = fields.CharEnumField(RedemptionMethod, max_length=20)
    reason = fields.CharField(max_length=200, null=True)
    at = fields.DatetimeField()
    recorded_at = fields.DatetimeField()
    by_id: UUID | None
    by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="redemptions", on_delete=fields.RESTRICT
    )
    collector_id: UUID | None
    collector: fields.ForeignKeyNullableRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", null=True, related_name="collections", on_delete=fields.RESTRICT
    )
    list_id: UUID | None
    list: fields.ForeignKeyNullableRelation[OfflineList] = fields.ForeignKeyField(
        "models.OfflineList", null=True, related_name="redemptions", on_delete=fields.RESTRICT
    )
    reversed_at = fields.DatetimeField(null=True)
    reversed_by_id: UUID | None
    reversed_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="reversals", on_delete=fields.RESTRICT
    )
    reversed_reason = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "redemption"
