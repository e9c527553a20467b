"""What counters without a network were given, and what they scanned."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.accounts.models import Account
from hub.canteen.models.orders import MealOrder
from hub.canteen.models.sites import MealSite
from hub.canteen.rules import MealPeriod, RedemptionMethod, ScanDecision, ScanOutcome
from hub.people.models import Resident


class OfflineList(Model):
    """The orders of one point and meal, as a counter took them along before the network went.

    Scans are taken in until `until_at`, or until the counter says that it has sent them all.
    """

    id = fields.UUIDField(primary_key=True)
    point_id: UUID
    point: fields.ForeignKeyRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", related_name="offline_lists", on_delete=fields.RESTRICT
    )
    on = fields.DateField()
    period = fields.CharEnumField(MealPeriod, max_length=20)
    made_at = fields.DatetimeField()
    made_by_id: UUID | None
    made_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="offline_lists", on_delete=fields.RESTRICT
    )
    until_at = fields.DatetimeField()
    closed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "offline_list"


class OfflineScan(Model):
    """One scan of an offline counter, as it came in: it redeemed an order, or somebody decides.

    `device` and `key` name it, so that an upload may be repeated. `problem` is the name of the
    reason why it could not redeem; then somebody decides whether the meal counts.
    """

    id = fields.UUIDField(primary_key=True)
    list_id: UUID
    list: fields.ForeignKeyRelation[OfflineList] = fields.ForeignKeyField(
        "models.OfflineList", related_name="scans", on_delete=fields.RESTRICT
    )
    device = fields.CharField(max_length=40)
    key = fields.CharField(max_length=64)
    order_id: UUID | None
    order: fields.ForeignKeyNullableRelation[MealOrder] = fields.ForeignKeyField(
        "models.MealOrder", null=True, related_name="offline_scans", on_delete=fields.RESTRICT
    )
    method = fields.CharEnumField(RedemptionMethod, max_length=20)
    reason = fields.CharField(max_length=200, null=True)
    collector_id: UUID | None
    collector: fields.ForeignKeyNullableRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", null=True, related_name="offline_scans", on_delete=fields.RESTRICT
    )
    scanned_at = fields.DatetimeField()
    uploaded_at = fields.DatetimeField()
    uploaded_by_id: UUID | None
    uploaded_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="offline_scans", on_delete=fields.RESTRICT
    )
    outcome = fields.CharEnumField(ScanOutcome, max_length=20)
    problem = fields.CharField(max_length=40, null=True)
    decision = fields.CharEnumField(ScanDecision, max_length=20, null=True)
    decided_at = fields.DatetimeField(null=True)
    decided_by_id: UUID | None
    decided_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="scan_decisions", on_delete=fields.RESTRICT
    )
    decided_reason = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "offline_scan"
        unique_together = (("list", "device", "key"),)
