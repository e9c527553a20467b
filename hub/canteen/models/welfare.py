"""Checks on people who did not open their door, and who was asked to see after them."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.accounts.models import Account
from hub.canteen.models.rounds import DeliveryStop
from hub.canteen.rules import WelfareLevel, WelfareOutcome
from hub.grid.models import Area, AreaLeader
from hub.people.models import Resident


class WelfareCheck(Model):
    """Somebody did not open: `leader` was asked, and has until `due_at` to say how they are.

    `area` is their home's; it and the leader are as of then. A check without an outcome is open,
    and goes one level up when it is due. A resident has one that is open.
    """

    id = fields.UUIDField(primary_key=True)
    stop_id: UUID
    stop: fields.OneToOneRelation[DeliveryStop] = fields.OneToOneField(
        "models.DeliveryStop", related_name="welfare_check", on_delete=fields.RESTRICT
    )
    resident_id: UUID
    resident: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="welfare_checks", on_delete=fields.RESTRICT
    )
    area_id: UUID | None
    area: fields.ForeignKeyNullableRelation[Area] = fields.ForeignKeyField(
        "models.Area", null=True, related_name="welfare_checks", on_delete=fields.RESTRICT
    )
    is_at_risk = fields.BooleanField()
    level = fields.CharEnumField(WelfareLevel, max_length=20)
    leader_id: UUID | None
    leader: fields.ForeignKeyNullableRelation[AreaLeader] = fields.ForeignKeyField(
        "models.AreaLeader", null=True, related_name="welfare_checks", on_delete=fields.RESTRICT
    )
    opened_at = fields.DatetimeField()
    asked_at = fields.DatetimeField()
    due_at = fields.DatetimeField()
    outcome = fields.CharEnumField(WelfareOutcome, max_length=20, null=True)
    note = fields.CharField(max_length=200, null=True)
    confirmed_at = fields.DatetimeField(null=True)
    confirmed_by_id: UUID | None
    confirmed_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account",
        null=True,
        related_name="confirmed_welfare_checks",
        on_delete=fields.RESTRICT,
    )

    class Meta:
        table = "welfare_check"


class WelfareCall(Model):
    """One time that somebody was asked about a check."""

    id = fields.UUIDField(primary_key=True)
    check_id: UUID
    check: fields.ForeignKeyRelation["WelfareCheck"] = fields.ForeignKeyField(
        "models.WelfareCheck", related_name="calls", on_delete=fields.CASCADE
    )
    at = fields.DatetimeField()
    level = fields.CharEnumField(WelfareLevel, max_length=20)
    leader_id: UUID | None
    leader: fields.ForeignKeyNullableRelation[AreaLeader] = fields.ForeignKeyField(
        "models.AreaLeader", null=True, related_name="welfare_calls", on_delete=fields.RESTRICT
    )

    class Meta:
        table = "welfare_call"
