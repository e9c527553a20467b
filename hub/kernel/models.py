"""What the kernel stores: the audit trail, idempotency keys and the outbox of events."""

from tortoise import fields
from tortoise.models import Model


class Audit(Model):
    """One attempted change: who, as which role, for whom, from where, with what outcome."""

    id = fields.UUIDField(primary_key=True)
    at = fields.DatetimeField()
    account_id = fields.UUIDField(null=True)
    role = fields.CharField(max_length=40, null=True)
    beneficiary_id = fields.UUIDField(null=True)
    operation = fields.CharField(max_length=80)
    request_id = fields.CharField(max_length=64)
    source = fields.CharField(max_length=64)
    input = fields.JSONField(null=True)
    outcome = fields.CharField(max_length=64)
    result: object = fields.JSONField(null=True)

    class Meta:
        table = "audit"


class Idempotency(Model):
    """The answer given for an idempotency key, so that the same key gets the same answer."""

    id = fields.UUIDField(primary_key=True)
    account_id = fields.UUIDField()
    operation = fields.CharField(max_length=80)
    key = fields.CharField(max_length=128)
    input_hash = fields.BinaryField()
    result: object = fields.JSONField(null=True)
    at = fields.DatetimeField()

    class Meta:
        table = "idempotency"
        unique_together = (("account_id", "operation", "key"),)


class Event(Model):
    """Something that happened, written with the change itself and told to every process after it."""

    id = fields.BigIntField(primary_key=True, generated=True)
    topic = fields.CharField(max_length=80)
    subject_id = fields.UUIDField()
    scope_id = fields.UUIDField(null=True)
    payload: object = fields.JSONField()
    at = fields.DatetimeField()
    handled_at = fields.DatetimeField(null=True)

    class Meta:
        table = "event"
