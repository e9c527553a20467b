"""Subsidy policies as published, one row a version."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.accounts.models import Account
from hub.grid.models import Area


class SubsidyPolicy(Model):
    """A published subsidy schedule, one version, with its source. One is in force per area and day.

    `document` is a `rules.Policy` as JSON. Nothing of a version ever changes but its end: the next
    one ends it (`replaces`, which ended on `replaced_until_on` until then, null for never), and one
    that is withdrawn before it begins ends on the day on which it would have begun.
    """

    id = fields.UUIDField(primary_key=True)
    area_id: UUID
    area: fields.ForeignKeyRelation[Area] = fields.ForeignKeyField(
        "models.Area", related_name="subsidy_policies", on_delete=fields.RESTRICT
    )
    code = fields.CharField(max_length=40)
    version = fields.IntField()
    name = fields.CharField(max_length=120)
    source = fields.CharField(max_length=400)
    from_on = fields.DateField()
    until_on = fields.DateField(null=True)
    document: object = fields.JSONField()
    published_at = fields.DatetimeField()
    published_by_id: UUID | None
    published_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account",
        null=True,
        related_name="published_subsidy_policies",
        on_delete=fields.RESTRICT,
    )
    replaces_id: UUID | None
    replaces: fields.ForeignKeyNullableRelation["SubsidyPolicy"] = fields.ForeignKeyField(
        "models.SubsidyPolicy", null=True, related_name="replaced_by", on_delete=fields.RESTRICT
    )
    replaced_until_on = fields.DateField(null=True)
    withdrawn_at = fields.DatetimeField(null=True)
    withdraw_reason = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "subsidy_policy"
        unique_together = (("code", "version"),)
