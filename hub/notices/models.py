"""What is stored of notifications. Checks and further indexes are SQL in the migration."""

from datetime import datetime
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.accounts.models import Account
from hub.grid.models import Site
from hub.kernel.fields import ClockTimeField
from hub.notices.rules import (
    LONGEST_BODY,
    LONGEST_TITLE,
    DeliveryProblem,
    DeliveryStatus,
    NotificationChannel,
    NotificationLanguage,
    NotificationTopic,
)
from hub.people.models import Resident


class NotificationRecipient(Model):
    """Who is told: a resident, or the account of somebody who works here."""

    id = fields.UUIDField(primary_key=True)
    resident: fields.OneToOneNullableRelation[Resident] = fields.OneToOneField(
        "models.Resident", related_name="notified", null=True, on_delete=fields.RESTRICT
    )
    resident_id: UUID | None
    account: fields.OneToOneNullableRelation[Account] = fields.OneToOneField(
        "models.Account", related_name="notified", null=True, on_delete=fields.RESTRICT
    )
    account_id: UUID | None
    language = fields.CharEnumField(NotificationLanguage, max_length=2)

    class Meta:
        table = "notification_recipient"


class NotificationPreference(Model):
    """What a recipient said about a topic and a channel; without it the topic's traits count."""

    id = fields.UUIDField(primary_key=True)
    recipient: fields.ForeignKeyRelation[NotificationRecipient] = fields.ForeignKeyField(
        "models.NotificationRecipient", related_name="preferences", on_delete=fields.CASCADE
    )
    recipient_id: UUID
    topic = fields.CharEnumField(NotificationTopic, max_length=40)
    channel = fields.CharEnumField(NotificationChannel, max_length=20)
    is_on = fields.BooleanField()
    set_at = fields.DatetimeField()

    class Meta:
        table = "notification_preference"
        unique_together = (("recipient", "topic", "channel"),)


class Notification(Model):
    """What one recipient was told about one cause, in their language: a line of their inbox."""

    id = fields.UUIDField(primary_key=True)
    recipient: fields.ForeignKeyRelation[NotificationRecipient] = fields.ForeignKeyField(
        "models.NotificationRecipient", related_name="notifications", on_delete=fields.CASCADE
    )
    recipient_id: UUID
    topic = fields.CharEnumField(NotificationTopic, max_length=40)
    cause = fields.CharField(max_length=120)
    about = fields.CharField(max_length=120, null=True)
    title = fields.CharField(max_length=LONGEST_TITLE)
    body = fields.CharField(max_length=LONGEST_BODY)
    at = fields.DatetimeField()
    read_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "notification"
        unique_together = (("recipient", "cause"),)


class NotificationDelivery(Model):
    """A notification on its way to a resident's telephone through one channel.

    `due_at` is when it is sent next, or when the lease of who is sending it ends; `site` is where
    it happened. After `expires_at` it is of no use.
    """

    id = fields.UUIDField(primary_key=True)
    notification: fields.ForeignKeyRelation[Notification] = fields.ForeignKeyField(
        "models.Notification", related_name="deliveries", on_delete=fields.CASCADE
    )
    notification_id: UUID
    resident: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="notification_deliveries", on_delete=fields.RESTRICT
    )
    resident_id: UUID
    site: fields.ForeignKeyNullableRelation[Site] = fields.ForeignKeyField(
        "models.Site", related_name="notification_deliveries", null=True, on_delete=fields.RESTRICT
    )
    site_id: UUID | None
    topic = fields.CharEnumField(NotificationTopic, max_length=40)
    channel = fields.CharEnumField(NotificationChannel, max_length=20)
    status = fields.CharEnumField(DeliveryStatus, max_length=20)
    problem = fields.CharEnumField(DeliveryProblem, max_length=20, null=True)
    is_urgent = fields.BooleanField()
    attempts = fields.SmallIntField()
    queued_at = fields.DatetimeField()
    due_at = fields.DatetimeField()
    expires_at: datetime | None = fields.DatetimeField(null=True)
    settled_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "notification_delivery"
        unique_together = (("notification", "channel"),)


class NotificationQuietHours(Model):
    """Quiet hours, in force on `from_on` and no longer on `until_on`; they may hold midnight."""

    id = fields.UUIDField(primary_key=True)
    starts = ClockTimeField()
    ends = ClockTimeField()
    source = fields.CharField(max_length=400)
    from_on = fields.DateField()
    until_on = fields.DateField(null=True)

    class Meta:
        table = "notification_quiet_hours"
