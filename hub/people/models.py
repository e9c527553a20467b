"""What is stored of people. Checks, exclusions and further indexes are SQL in the migration.

Identity numbers and telephone numbers are kept three times: encrypted, as a keyed hash to be found
by, and masked to be shown, so that a read never decrypts.
"""

from datetime import date, datetime
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

from hub.grid.models import Area
from hub.people.rules import (
    AddressKind,
    ConsentMethod,
    DepartureKind,
    DietaryNeedKind,
    ProxyStatus,
    Relation,
    Severity,
    Sex,
    StatusKind,
)


class Resident(Model):
    """A person the city serves or who acts for one. `area` is home: entrance, building or compound.

    `area` is null for family members who live elsewhere and are known only because they are
    proxies; `hukou_region` is the GB/T 2260 code where the household is registered, and
    `hukou_area` its area when that is in this city.
    """

    id = fields.UUIDField(primary_key=True)
    name = fields.CharField(max_length=80)
    name_pinyin = fields.CharField(max_length=160, null=True)
    name_initials = fields.CharField(max_length=40, null=True)
    sex = fields.CharEnumField(Sex, max_length=8)
    born_on = fields.DateField()
    identity_number: bytes | None = fields.BinaryField(null=True)
    identity_hash: bytes | None = fields.BinaryField(null=True)
    identity_masked = fields.CharField(max_length=18, null=True)
    phone: bytes | None = fields.BinaryField(null=True)
    phone_hash: bytes | None = fields.BinaryField(null=True)
    phone_masked = fields.CharField(max_length=20, null=True)
    area: fields.ForeignKeyNullableRelation[Area] = fields.ForeignKeyField(
        "models.Area", related_name="residents", null=True, on_delete=fields.RESTRICT
    )
    area_id: UUID | None
    room = fields.CharField(max_length=40, null=True)
    hukou_area: fields.ForeignKeyNullableRelation[Area] = fields.ForeignKeyField(
        "models.Area", related_name="registered_residents", null=True, on_delete=fields.RESTRICT
    )
    hukou_area_id: UUID | None
    hukou_region = fields.CharField(max_length=6, null=True)
    died_on: date | None = fields.DateField(null=True)
    moved_out_on: date | None = fields.DateField(null=True)
    registered_at = fields.DatetimeField()

    class Meta:
        table = "resident"


class ResidentAddress(Model):
    """Where a resident lived or was registered, from a day until a day."""

    id = fields.UUIDField(primary_key=True)
    resident: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="addresses", on_delete=fields.RESTRICT
    )
    resident_id: UUID
    kind = fields.CharEnumField(AddressKind, max_length=8)
    area: fields.ForeignKeyNullableRelation[Area] = fields.ForeignKeyField(
        "models.Area", related_name="addresses", null=True, on_delete=fields.RESTRICT
    )
    area_id: UUID | None
    room = fields.CharField(max_length=40, null=True)
    region = fields.CharField(max_length=6, null=True)
    from_on = fields.DateField()
    until_on: date | None = fields.DateField(null=True)

    class Meta:
        table = "resident_address"


class Household(Model):
    """The people who live together behind one door."""

    id = fields.UUIDField(primary_key=True)
    code = fields.CharField(max_length=40, null=True, unique=True)
    area: fields.ForeignKeyRelation[Area] = fields.ForeignKeyField(
        "models.Area", related_name="households", on_delete=fields.RESTRICT
    )
    area_id: UUID
    room = fields.CharField(max_length=40, null=True)
    from_on = fields.DateField()
    until_on: date | None = fields.DateField(null=True)

    class Meta:
        table = "household"


class HouseholdMember(Model):
    """One resident's time in one household. A resident is in at most one household a day."""

    id = fields.UUIDField(primary_key=True)
    household: fields.ForeignKeyRelation[Household] = fields.ForeignKeyField(
        "models.Household", related_name="members", on_delete=fields.RESTRICT
    )
    household_id: UUID
    resident: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="memberships", on_delete=fields.RESTRICT
    )
    resident_id: UUID
    relation = fields.CharEnumField(Relation, max_length=16)
    from_on = fields.DateField()
    until_on: date | None = fields.DateField(null=True)

    class Meta:
        table = "household_member"


class Proxy(Model):
    """Who (`holder`) may act for whom (`ward`), in which scopes, from a day until a day.

    `slot` is the place, 1 to 5, in the holder's family account; it is taken when both have agreed.
    `proposer_id` is the side that asked, null when staff did. An unbound proxy stays as history.
    """

    id = fields.UUIDField(primary_key=True)
    ward: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="proxies", on_delete=fields.RESTRICT
    )
    ward_id: UUID
    holder: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="proxy_for", on_delete=fields.RESTRICT
    )
    holder_id: UUID
    relation = fields.CharEnumField(Relation, max_length=16)
    scopes = ArrayField(element_type="text")
    status = fields.CharEnumField(ProxyStatus, max_length=16)
    slot: int | None = fields.SmallIntField(null=True)
    proposer_id: UUID | None = fields.UUIDField(null=True)
    proposed_at = fields.DatetimeField()
    consent_method = fields.CharEnumField(ConsentMethod, max_length=16, null=True)
    consent_document = fields.CharField(max_length=120, null=True)
    consent_at: datetime | None = fields.DatetimeField(null=True)
    from_on = fields.DateField()
    until_on: date | None = fields.DateField(null=True)

    class Meta:
        table = "proxy"


class ProxyMove(Model):
    """One step of a proxy binding: who, when, from, to, why."""

    id = fields.UUIDField(primary_key=True)
    proxy: fields.ForeignKeyRelation[Proxy] = fields.ForeignKeyField(
        "models.Proxy", related_name="moves", on_delete=fields.RESTRICT
    )
    proxy_id: UUID
    at = fields.DatetimeField()
    account_id: UUID | None = fields.UUIDField(null=True)
    from_status = fields.CharEnumField(ProxyStatus, max_length=16, null=True)
    to_status = fields.CharEnumField(ProxyStatus, max_length=16)
    why = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "proxy_move"


class ResidentStatus(Model):
    """A circumstance of a resident, from a day until a day. `level` is 1 to 4, if any."""

    id = fields.UUIDField(primary_key=True)
    resident: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="statuses", on_delete=fields.RESTRICT
    )
    resident_id: UUID
    kind = fields.CharEnumField(StatusKind, max_length=32)
    level: int | None = fields.SmallIntField(null=True)
    basis = fields.CharField(max_length=120, null=True)
    from_on = fields.DateField()
    until_on: date | None = fields.DateField(null=True)
    recorded_at = fields.DatetimeField()
    recorded_by: UUID | None = fields.UUIDField(null=True)
    ended_why = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "resident_status"


class DietaryNeed(Model):
    """What a resident's food must respect, from a day until a day.

    `substance` is the name of an `Allergen` for an allergy, and a word such as 香菜 for AVOID.
    """

    id = fields.UUIDField(primary_key=True)
    resident: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="dietary_needs", on_delete=fields.RESTRICT
    )
    resident_id: UUID
    kind = fields.CharEnumField(DietaryNeedKind, max_length=16)
    substance = fields.CharField(max_length=40, null=True)
    severity = fields.CharEnumField(Severity, max_length=16)
    note = fields.CharField(max_length=200, null=True)
    from_on = fields.DateField()
    until_on: date | None = fields.DateField(null=True)
    recorded_at = fields.DatetimeField()
    recorded_by: UUID | None = fields.UUIDField(null=True)

    class Meta:
        table = "dietary_need"


class Departure(Model):
    """The death or moving away of a resident: when it happened, when it was known, and from whom.

    `ended` are the periods that it cut short, `{"table", "id", "until_on"}` with the end they had;
    `revoked_at` is set when it turned out to be wrong, or when who moved away came back.
    """

    id = fields.UUIDField(primary_key=True)
    resident: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="departures", on_delete=fields.RESTRICT
    )
    resident_id: UUID
    kind = fields.CharEnumField(DepartureKind, max_length=16)
    on = fields.DateField()
    known_at = fields.DatetimeField()
    source = fields.CharField(max_length=200)
    to_region = fields.CharField(max_length=6, null=True)
    recorded_by: UUID | None = fields.UUIDField(null=True)
    ended: list[dict[str, str | None]] = fields.JSONField()
    revoked_at: datetime | None = fields.DatetimeField(null=True)
    revoked_why = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "departure"


class Reveal(Model):
    """One time that staff looked at a resident's unmasked numbers, and the reason they gave."""

    id = fields.UUIDField(primary_key=True)
    resident: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="reveals", on_delete=fields.RESTRICT
    )
    resident_id: UUID
    account_id: UUID | None = fields.UUIDField(null=True)
    at = fields.DatetimeField()
    reason = fields.CharField(max_length=200)

    class Meta:
        table = "reveal"
