"""What the kernel stores: the audit trail, idempotency keys, the outbox of events, throttles."""

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.fields.db_defaults import SqlDefault
from tortoise.models import Model


class TransactionIdField(fields.Field[int], int):
    """The number of the transaction that wrote a row, set by PostgreSQL."""

    SQL_TYPE = "XID8"


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
    input: object = fields.JSONField(null=True)
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
    """Something that happened, written with the change itself, told to every process after it."""

    id = fields.BigIntField(primary_key=True, generated=True)
    topic = fields.CharField(max_length=80)
    subject_id = fields.UUIDField()
    scope_id = fields.UUIDField(null=True)
    payload: object = fields.JSONField()
    at = fields.DatetimeField()
    # Readers find what became visible since they last looked by it: keys commit out of order.
    transaction_id = TransactionIdField(db_default=SqlDefault("pg_current_xact_id()"))
    attempts = fields.IntField(db_default=0)
    retry_at = fields.DatetimeField(null=True)
    handled_by: object = ArrayField(element_type="text", db_default=SqlDefault("'{}'"))
    handled_at = fields.DatetimeField(null=True)
    error = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "event"


class Throttle(Model):
    """How many of its tries a name, phone or source (hashed) has taken in the present window."""

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharField(max_length=40)
    subject_hash = fields.BinaryField()
    taken = fields.IntField()
    allowed = fields.IntField()
    until_at = fields.DatetimeField()

    class Meta:
        table = "throttle"


class CalendarOverride(Model):
    """A day that differs from the published calendar: a local holiday or a make-up working day."""

    on = fields.DateField(primary_key=True)
    is_working = fields.BooleanField()
    source = fields.CharField(max_length=200)

    class Meta:
        table = "calendar_override"
