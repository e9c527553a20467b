"""Monthly settlements with operators: batches, their lines and moves, and the public list."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.accounts.models import Account
from hub.canteen.models.orders import MealOrder
from hub.canteen.models.redemption import Redemption
from hub.canteen.models.sites import MealSite
from hub.canteen.rules import (
    MealPeriod,
    SettlementExceptionStatus,
    SettlementFigureKind,
    SettlementLineKind,
    SettlementRemoval,
    SettlementStatus,
)
from hub.people.models import Resident


class SettlementBatch(Model):
    """What a month's subsidised meals of one kitchen come to. `month_on` is its first day.

    `version` counts how often it was handed in, from 1. While it is put together `built_on`,
    `built_period` and `built_number` name the last order that was looked at, and `meals_done` of
    about `meals` are done; `built_at` when all are. The sums are those of the lines that are not
    removed. Nobody signs twice: `submitted_by`, `checked_by`, `approved_by` and `paid_by` differ.
    Once it is paid its orders become settled, `settled` of them so far, up to `settled_line_id`.
    """

    id = fields.UUIDField(primary_key=True)
    site_id: UUID
    site: fields.ForeignKeyRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", related_name="settlements", on_delete=fields.RESTRICT
    )
    month_on = fields.DateField()
    version = fields.SmallIntField(default=1)
    status = fields.CharEnumField(SettlementStatus, max_length=20)
    status_at = fields.DatetimeField()
    opened_at = fields.DatetimeField()
    meals = fields.IntField()
    meals_done = fields.IntField(default=0)
    built_on = fields.DateField(null=True)
    built_period = fields.CharEnumField(MealPeriod, max_length=20, null=True)
    built_number = fields.IntField(null=True)
    built_at = fields.DatetimeField(null=True)
    line_count = fields.IntField(default=0)
    amount_fen = fields.BigIntField(default=0)
    city_fen = fields.BigIntField(default=0)
    district_fen = fields.BigIntField(default=0)
    township_fen = fields.BigIntField(default=0)
    community_fen = fields.BigIntField(default=0)
    society_fen = fields.BigIntField(default=0)
    open_exceptions = fields.IntField(default=0)
    submitted_by_id: UUID | None
    submitted_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="submitted_settlements", on_delete=fields.RESTRICT
    )
    checked_by_id: UUID | None
    checked_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="checked_settlements", on_delete=fields.RESTRICT
    )
    approved_by_id: UUID | None
    approved_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="approved_settlements", on_delete=fields.RESTRICT
    )
    paid_by_id: UUID | None
    paid_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="paid_settlements", on_delete=fields.RESTRICT
    )
    public_until_on = fields.DateField(null=True)
    settled = fields.IntField(default=0)
    settled_line_id = fields.UUIDField(null=True)
    settled_at = fields.DatetimeField(null=True)

    class Meta:
        table = "settlement_batch"
        unique_together = (("site", "month_on"),)


class SettlementLine(Model):
    """One meal of a batch, or what takes one of an earlier batch back.

    The amounts are the order's own shares, by level. A line that was removed counts nowhere. One
    that is `reclaimed` is taken back by a correction in the operator's next batch.
    """

    id = fields.UUIDField(primary_key=True)
    batch_id: UUID
    batch: fields.ForeignKeyRelation["SettlementBatch"] = fields.ForeignKeyField(
        "models.SettlementBatch", related_name="lines", on_delete=fields.RESTRICT
    )
    kind = fields.CharEnumField(SettlementLineKind, max_length=20)
    order_id: UUID
    order: fields.ForeignKeyRelation[MealOrder] = fields.ForeignKeyField(
        "models.MealOrder", related_name="settlement_lines", on_delete=fields.RESTRICT
    )
    redemption_id: UUID
    redemption: fields.ForeignKeyRelation[Redemption] = fields.ForeignKeyField(
        "models.Redemption", related_name="settlement_lines", on_delete=fields.RESTRICT
    )
    resident_id: UUID
    resident: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="settlement_lines", on_delete=fields.RESTRICT
    )
    on = fields.DateField()
    amount_fen = fields.BigIntField()
    city_fen = fields.BigIntField()
    district_fen = fields.BigIntField()
    township_fen = fields.BigIntField()
    community_fen = fields.BigIntField()
    society_fen = fields.BigIntField()
    corrects_id: UUID | None
    corrects: fields.ForeignKeyNullableRelation["SettlementLine"] = fields.ForeignKeyField(
        "models.SettlementLine", null=True, related_name="corrections", on_delete=fields.RESTRICT
    )
    correction_reason = fields.CharField(max_length=200, null=True)
    removed_at = fields.DatetimeField(null=True)
    removed_why = fields.CharEnumField(SettlementRemoval, max_length=20, null=True)
    exception = fields.CharEnumField(SettlementExceptionStatus, max_length=20, null=True)
    exception_reason = fields.CharField(max_length=200, null=True)
    raised_at = fields.DatetimeField(null=True)
    raised_by_id: UUID | None
    raised_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="raised_exceptions", on_delete=fields.RESTRICT
    )
    answer = fields.CharField(max_length=200, null=True)
    answered_at = fields.DatetimeField(null=True)
    answered_by_id: UUID | None
    answered_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="answered_exceptions", on_delete=fields.RESTRICT
    )
    decision_note = fields.CharField(max_length=200, null=True)
    decided_at = fields.DatetimeField(null=True)
    decided_by_id: UUID | None
    decided_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="decided_exceptions", on_delete=fields.RESTRICT
    )
    reclaim_reason = fields.CharField(max_length=200, null=True)
    reclaimed_at = fields.DatetimeField(null=True)
    reclaimed_by_id: UUID | None
    reclaimed_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="reclaimed_lines", on_delete=fields.RESTRICT
    )

    class Meta:
        table = "settlement_line"


class SettlementMove(Model):
    """One step of a batch: who, when, from, to, why, and of which version."""

    id = fields.UUIDField(primary_key=True)
    batch_id: UUID
    batch: fields.ForeignKeyRelation["SettlementBatch"] = fields.ForeignKeyField(
        "models.SettlementBatch", related_name="moves", on_delete=fields.CASCADE
    )
    at = fields.DatetimeField()
    from_status = fields.CharEnumField(SettlementStatus, max_length=20, null=True)
    to_status = fields.CharEnumField(SettlementStatus, max_length=20)
    version = fields.SmallIntField()
    by_id: UUID | None
    by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="settlement_moves", on_delete=fields.RESTRICT
    )
    reason = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "settlement_move"


class SettlementPerson(Model):
    """One row of the public list of a batch: a masked name, and no key that leads to the person."""

    id = fields.UUIDField(primary_key=True)
    batch_id: UUID
    batch: fields.ForeignKeyRelation["SettlementBatch"] = fields.ForeignKeyField(
        "models.SettlementBatch", related_name="persons", on_delete=fields.CASCADE
    )
    position = fields.IntField()
    name = fields.CharField(max_length=80)
    meals = fields.IntField()
    amount_fen = fields.BigIntField()

    class Meta:
        table = "settlement_person"
        unique_together = (("batch", "position"),)


class SettlementFigure(Model):
    """A figure of settlements and findings, in force on `from_on`, no longer on `until_on`."""

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharEnumField(SettlementFigureKind, max_length=20)
    value = fields.IntField()
    source = fields.CharField(max_length=200)
    from_on = fields.DateField()
    until_on = fields.DateField(null=True)

    class Meta:
        table = "settlement_figure"
