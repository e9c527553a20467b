"""What is stored about accounts: who they are, how they sign in, their sessions and their roles."""

from datetime import datetime
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.accounts.rules import SessionEnd, SessionKind, SignInMethod
from hub.grid.models import Area, Site
from hub.kernel.access import Role
from hub.people.models import Resident


class Account(Model):
    """Somebody who can sign in: by name and password, as a resident, or on an issuer's word."""

    id = fields.UUIDField(primary_key=True)
    name = fields.CharField(max_length=40, null=True, unique=True)
    display_name = fields.CharField(max_length=60)
    password_hash = fields.CharField(max_length=200, null=True)
    password_changed_at: datetime | None = fields.DatetimeField(null=True)
    resident: fields.OneToOneNullableRelation[Resident] = fields.OneToOneField(
        "models.Resident", related_name="account", null=True, on_delete=fields.RESTRICT
    )
    resident_id: UUID | None
    created_at = fields.DatetimeField()
    signed_in_at: datetime | None = fields.DatetimeField(null=True)
    disabled_at: datetime | None = fields.DatetimeField(null=True)
    disabled_reason = fields.CharField(max_length=400, null=True)

    sessions: fields.ReverseRelation["Session"]
    grants: fields.ReverseRelation["RoleGrant"]
    identities: fields.ReverseRelation["ExternalIdentity"]

    class Meta:
        table = "account"


class ExternalIdentity(Model):
    """An account as an issuer knows it: `subject` is the issuer's word, unique within it."""

    id = fields.UUIDField(primary_key=True)
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name="identities", on_delete=fields.RESTRICT
    )
    account_id: UUID
    issuer = fields.CharField(max_length=300)
    subject = fields.CharField(max_length=255)
    created_at = fields.DatetimeField()

    class Meta:
        table = "external_identity"
        unique_together = (("issuer", "subject"),)


class Session(Model):
    """One signed-in device. It ends by its owner, by expiry, or unused for `idle_seconds`."""

    id = fields.UUIDField(primary_key=True)
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name="sessions", on_delete=fields.RESTRICT
    )
    account_id: UUID
    token_hash = fields.BinaryField()
    kind = fields.CharEnumField(SessionKind, max_length=16)
    method = fields.CharEnumField(SignInMethod, max_length=16)
    source = fields.CharField(max_length=64)
    user_agent = fields.CharField(max_length=200)
    created_at = fields.DatetimeField()
    seen_at = fields.DatetimeField()
    idle_seconds = fields.IntField()
    expires_at = fields.DatetimeField()
    ended_at: datetime | None = fields.DatetimeField(null=True)
    end_reason = fields.CharEnumField(SessionEnd, max_length=20, null=True)

    class Meta:
        table = "session"


class RoleGrant(Model):
    """A role within a scope: the whole city, an area's subtree or a site; half-open in time.

    `granted_by` is null when the operator granted it on the command line.
    """

    id = fields.UUIDField(primary_key=True)
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name="grants", on_delete=fields.RESTRICT
    )
    account_id: UUID
    role = fields.CharEnumField(Role, max_length=40)
    area: fields.ForeignKeyNullableRelation[Area] = fields.ForeignKeyField(
        "models.Area", related_name="role_grants", null=True, on_delete=fields.RESTRICT
    )
    area_id: UUID | None
    site: fields.ForeignKeyNullableRelation[Site] = fields.ForeignKeyField(
        "models.Site", related_name="role_grants", null=True, on_delete=fields.RESTRICT
    )
    site_id: UUID | None
    from_at = fields.DatetimeField()
    until_at: datetime | None = fields.DatetimeField(null=True)
    reason = fields.CharField(max_length=400)
    granted_at = fields.DatetimeField()
    granted_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name="given_grants", null=True, on_delete=fields.RESTRICT
    )
    granted_by_id: UUID | None
    revoked_at: datetime | None = fields.DatetimeField(null=True)
    revoked_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", related_name="revoked_grants", null=True, on_delete=fields.RESTRICT
    )
    revoked_by_id: UUID | None
    revoke_reason = fields.CharField(max_length=400, null=True)

    class Meta:
        table = "role_grant"


class OneTimeCode(Model):
    """A code for a phone, by keyed hashes. Also made, and never sent, for phones nobody has."""

    id = fields.UUIDField(primary_key=True)
    phone_hash = fields.BinaryField()
    code_hash = fields.BinaryField()
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    tries_left = fields.IntField()
    used_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "one_time_code"
