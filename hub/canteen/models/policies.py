"""Subsidy policies as published, one row a version."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.grid.models import Area


class SubsidyPolicy(Model):
    """A published subsidy schedule, one version, with its source. One is in force per area and day.

    `document` is a `rules.Policy` as JSON.
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

    class Meta:
        table = "subsidy_policy"
        unique_together = (("code", "version"),)
