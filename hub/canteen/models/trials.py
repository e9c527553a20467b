"""Trials of subsidy policies on a month's meals."""

from datetime import datetime
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.accounts.models import Account
from hub.canteen.rules import TrialStatus
from hub.grid.models import Area
from hub.people.models import Resident


class SubsidyTrial(Model):
    """What a month's meals in an area would have cost under a policy; no policy comes of it.

    `month_on` is the first day of the month, `name` that of a shipped schedule;
    `meals_done` of `meals` are done. `document` is a
    `rules.Policy` as JSON, `result` what `rules.Trial.result` gives, null until it is done.
    """

    id = fields.UUIDField(primary_key=True)
    area_id: UUID
    area: fields.ForeignKeyRelation[Area] = fields.ForeignKeyField(
        "models.Area", related_name="subsidy_trials", on_delete=fields.RESTRICT
    )
    month_on = fields.DateField()
    name = fields.CharField(max_length=120, null=True)
    document: object = fields.JSONField()
    status = fields.CharEnumField(TrialStatus, max_length=20)
    meals = fields.IntField()
    meals_done = fields.IntField(default=0)
    result: object = fields.JSONField(null=True)
    requested_by_id: UUID | None
    requested_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="subsidy_trials", on_delete=fields.RESTRICT
    )
    requested_at = fields.DatetimeField()
    finished_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "subsidy_trial"


class SubsidyTrialChange(Model):
    """One of the people whose payments a trial changes most; `position` 1 is the largest change."""

    id = fields.UUIDField(primary_key=True)
    trial_id: UUID
    trial: fields.ForeignKeyRelation[SubsidyTrial] = fields.ForeignKeyField(
        "models.SubsidyTrial", related_name="changes", on_delete=fields.CASCADE
    )
    resident_id: UUID
    resident: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="subsidy_trial_changes", on_delete=fields.RESTRICT
    )
    position = fields.SmallIntField()
    meals = fields.IntField()
    subsidy_then_fen = fields.BigIntField()
    subsidy_now_fen = fields.BigIntField()
    due_then_fen = fields.BigIntField()
    due_now_fen = fields.BigIntField()

    class Meta:
        table = "subsidy_trial_change"
