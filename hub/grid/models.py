"""What the grid stores. Checks, exclusions and further indexes are SQL in the migration."""

from datetime import date, datetime
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

from hub.grid.rules import AreaKind, OperatingMode, PostKind, SiteKind


class Area(Model):
    """A node of the grid as it is now. `ancestors` is the path from the city, itself last."""

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharEnumField(AreaKind, max_length=16)
    code = fields.CharField(max_length=40, unique=True)
    name = fields.CharField(max_length=80)
    name_en = fields.CharField(max_length=120, null=True)
    parent: fields.ForeignKeyNullableRelation["Area"] = fields.ForeignKeyField(
        "models.Area", related_name="children", null=True, on_delete=fields.RESTRICT
    )
    parent_id: UUID | None
    ancestors = ArrayField(element_type="uuid")
    from_on = fields.DateField()
    until_on: date | None = fields.DateField(null=True)

    class Meta:
        table = "area"


class AreaParent(Model):
    """In which area an area lay, from a day until a day."""

    id = fields.UUIDField(primary_key=True)
    area: fields.ForeignKeyRelation[Area] = fields.ForeignKeyField(
        "models.Area", related_name="parents", on_delete=fields.RESTRICT
    )
    area_id: UUID
    parent: fields.ForeignKeyRelation[Area] = fields.ForeignKeyField(
        "models.Area", related_name="former_children", on_delete=fields.RESTRICT
    )
    parent_id: UUID
    from_on = fields.DateField()
    until_on: date | None = fields.DateField(null=True)
    why = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "area_parent"


class RoleDefinition(Model):
    """A post that every area of a kind should have, from a day until a day, with its source."""

    id = fields.UUIDField(primary_key=True)
    code = fields.CharField(max_length=40, unique=True)
    name = fields.CharField(max_length=40)
    name_en = fields.CharField(max_length=80)
    kind = fields.CharEnumField(PostKind, max_length=16)
    area_kind = fields.CharEnumField(AreaKind, max_length=16)
    seats = fields.SmallIntField(default=1)
    source = fields.CharField(max_length=200)
    from_on = fields.DateField()
    until_on: date | None = fields.DateField(null=True)

    class Meta:
        table = "role_definition"


class AreaPost(Model):
    """One seat of a role definition in one area. Held when a leader is in it, vacant otherwise."""

    id = fields.UUIDField(primary_key=True)
    area: fields.ForeignKeyRelation[Area] = fields.ForeignKeyField(
        "models.Area", related_name="posts", on_delete=fields.RESTRICT
    )
    area_id: UUID
    role: fields.ForeignKeyRelation[RoleDefinition] = fields.ForeignKeyField(
        "models.RoleDefinition", related_name="posts", on_delete=fields.RESTRICT
    )
    role_id: UUID
    seat = fields.SmallIntField()

    class Meta:
        table = "area_post"
        unique_together = (("area", "role", "seat"),)


class AreaLeader(Model):
    """Who holds a post, from a day until a day. `resident_id` is set for a known resident."""

    id = fields.UUIDField(primary_key=True)
    post: fields.ForeignKeyRelation[AreaPost] = fields.ForeignKeyField(
        "models.AreaPost", related_name="holders", on_delete=fields.RESTRICT
    )
    post_id: UUID
    area: fields.ForeignKeyRelation[Area] = fields.ForeignKeyField(
        "models.Area", related_name="leaders", on_delete=fields.RESTRICT
    )
    area_id: UUID
    resident_id: UUID | None = fields.UUIDField(null=True)
    name = fields.CharField(max_length=80)
    contact_phone = fields.CharField(max_length=20, null=True)
    is_deputy = fields.BooleanField(default=False)
    from_on = fields.DateField()
    until_on: date | None = fields.DateField(null=True)
    appointed_by: UUID | None = fields.UUIDField(null=True)
    ended_why = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "area_leader"


class AreaMode(Model):
    """A mode other than NORMAL, declared by an area for its subtree, in [from_at, until_at).

    `until_at` is the expected end, by which the mode ends by itself; ending it early brings it
    forward. `closed_at` is when its end was recorded as a move.
    """

    id = fields.UUIDField(primary_key=True)
    area: fields.ForeignKeyRelation[Area] = fields.ForeignKeyField(
        "models.Area", related_name="modes", on_delete=fields.RESTRICT
    )
    area_id: UUID
    mode = fields.CharEnumField(OperatingMode, max_length=16)
    authority = fields.CharField(max_length=120)
    basis = fields.CharField(max_length=200)
    reason = fields.CharField(max_length=500)
    from_at = fields.DatetimeField()
    until_at = fields.DatetimeField()
    closed_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "area_mode"


class AreaModeMove(Model):
    """One step of an area's operating mode: who, when, from, to, until when, why."""

    id = fields.UUIDField(primary_key=True)
    area_mode: fields.ForeignKeyRelation[AreaMode] = fields.ForeignKeyField(
        "models.AreaMode", related_name="moves", on_delete=fields.RESTRICT
    )
    area_mode_id: UUID
    at = fields.DatetimeField()
    account_id: UUID | None = fields.UUIDField(null=True)
    from_mode = fields.CharEnumField(OperatingMode, max_length=16)
    to_mode = fields.CharEnumField(OperatingMode, max_length=16)
    until_at: datetime | None = fields.DatetimeField(null=True)
    why = fields.CharField(max_length=500)

    class Meta:
        table = "area_mode_move"


class Site(Model):
    """A place that serves people. Roles are granted at sites; the canteen's data hang on them."""

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharEnumField(SiteKind, max_length=16)
    code = fields.CharField(max_length=40, unique=True)
    name = fields.CharField(max_length=80)
    name_en = fields.CharField(max_length=120, null=True)
    area: fields.ForeignKeyRelation[Area] = fields.ForeignKeyField(
        "models.Area", related_name="sites", on_delete=fields.RESTRICT
    )
    area_id: UUID
    address = fields.CharField(max_length=200)
    phone = fields.CharField(max_length=20, null=True)
    longitude: float | None = fields.FloatField(null=True)
    latitude: float | None = fields.FloatField(null=True)
    is_open = fields.BooleanField(default=True)
    from_on = fields.DateField()
    until_on: date | None = fields.DateField(null=True)

    class Meta:
        table = "site"


class ImportRun(Model):
    """How far the import of one file has come, so that a run that was cut off goes on where it was.

    `file_digest` is the SHA-256 of the file; `lines_done` the last line whose batch is committed.
    """

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharField(max_length=20)
    file_digest = fields.BinaryField()
    file_name = fields.CharField(max_length=200)
    lines_done = fields.IntField(default=0)
    counts: dict[str, int] = fields.JSONField()
    account_id: UUID | None = fields.UUIDField(null=True)
    started_at = fields.DatetimeField()
    finished_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "import_run"
        unique_together = (("kind", "file_digest"),)
