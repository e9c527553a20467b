"""What outside providers say: their events, and how their statements compare with the ledger."""

from datetime import datetime
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.accounts.models import Account
from hub.canteen.models.payments import MealPayment
from hub.canteen.rules import ChargeStatus, DifferenceKind, ProviderEventOutcome


class ProviderEvent(Model):
    """An event that a provider has told of, kept so that it counts once."""

    id = fields.UUIDField(primary_key=True)
    provider = fields.CharField(max_length=20)
    event_id = fields.CharField(max_length=80)
    kind = fields.CharField(max_length=40)
    body_hash = fields.BinaryField()
    outcome = fields.CharEnumField(ProviderEventOutcome, max_length=20)
    received_at = fields.DatetimeField()

    class Meta:
        table = "provider_event"


class Reconciliation(Model):
    """One comparison of a provider's statement of a day with what is stored here."""

    id = fields.UUIDField(primary_key=True)
    provider = fields.CharField(max_length=20)
    on = fields.DateField()
    at = fields.DatetimeField()
    matched = fields.IntField()
    taken_up = fields.IntField()

    class Meta:
        table = "reconciliation"
        unique_together = (("provider", "on"),)


class ReconciliationDifference(Model):
    """What a provider's statement and the ledger do not agree on, for people to look at."""

    id = fields.UUIDField(primary_key=True)
    reconciliation_id: UUID
    reconciliation: fields.ForeignKeyRelation[Reconciliation] = fields.ForeignKeyField(
        "models.Reconciliation", related_name="differences", on_delete=fields.RESTRICT
    )
    kind = fields.CharEnumField(DifferenceKind, max_length=20)
    reference = fields.CharField(max_length=80)
    payment_id: UUID | None
    payment: fields.ForeignKeyNullableRelation[MealPayment] = fields.ForeignKeyField(
        "models.MealPayment", null=True, related_name="differences", on_delete=fields.RESTRICT
    )
    ours_fen = fields.BigIntField(null=True)
    theirs_fen = fields.BigIntField(null=True)
    resolved_at: datetime | None = fields.DatetimeField(null=True)
    resolved_by_id: UUID | None
    resolved_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="resolved_differences", on_delete=fields.RESTRICT
    )
    note = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "reconciliation_difference"
        unique_together = (("reconciliation", "reference"),)


class SandboxCharge(Model):
    """What the sandbox provider knows of a payment: the outside world of a development hub."""

    id = fields.UUIDField(primary_key=True)
    reference = fields.CharField(max_length=80, unique=True)
    amount_fen = fields.BigIntField()
    status = fields.CharEnumField(ChargeStatus, max_length=20)
    decided_at: datetime | None = fields.DatetimeField(null=True)
    told_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "sandbox_charge"


class SandboxRefund(Model):
    """What the sandbox provider has given back, once by the hub's key of the refund."""

    id = fields.UUIDField(primary_key=True)
    charge_id: UUID
    charge: fields.ForeignKeyRelation[SandboxCharge] = fields.ForeignKeyField(
        "models.SandboxCharge", related_name="refunds", on_delete=fields.RESTRICT
    )
    amount_fen = fields.BigIntField()
    attempts = fields.IntField(default=0)
    done_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "sandbox_refund"
