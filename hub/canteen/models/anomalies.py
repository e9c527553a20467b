"""What in a month's meals asks for an explanation, each finding with its evidence."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.accounts.models import Account
from hub.canteen.models.dishes import Dish
from hub.canteen.models.orders import MealOrder
from hub.canteen.models.redemption import Redemption
from hub.canteen.models.sites import MealSite
from hub.canteen.rules import AnomalyKind, AnomalyStatus
from hub.people.models import Resident


class MealAnomalyReport(Model):
    """One look through a month's meals of one kitchen. `month_on` is the first day of the month."""

    id = fields.UUIDField(primary_key=True)
    site_id: UUID
    site: fields.ForeignKeyRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", related_name="anomaly_reports", on_delete=fields.RESTRICT
    )
    month_on = fields.DateField()
    made_at = fields.DatetimeField()

    class Meta:
        table = "meal_anomaly_report"
        unique_together = (("site", "month_on"),)


class MealAnomaly(Model):
    """One finding. `measured` reached `threshold`, in the unit of its kind.

    `subject` says what it is about within its kind, so that a report that is made again finds it
    again. `resident` is whose meals, `account` who redeemed them, `dish` what was priced or eaten.
    """

    id = fields.UUIDField(primary_key=True)
    report_id: UUID
    report: fields.ForeignKeyRelation["MealAnomalyReport"] = fields.ForeignKeyField(
        "models.MealAnomalyReport", related_name="anomalies", on_delete=fields.RESTRICT
    )
    kind = fields.CharEnumField(AnomalyKind, max_length=20)
    subject = fields.CharField(max_length=80)
    resident_id: UUID | None
    resident: fields.ForeignKeyNullableRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", null=True, related_name="meal_anomalies", on_delete=fields.RESTRICT
    )
    account_id: UUID | None
    account: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="meal_anomalies", on_delete=fields.RESTRICT
    )
    dish_id: UUID | None
    dish: fields.ForeignKeyNullableRelation[Dish] = fields.ForeignKeyField(
        "models.Dish", null=True, related_name="anomalies", on_delete=fields.RESTRICT
    )
    measured = fields.IntField()
    threshold = fields.IntField()
    status = fields.CharEnumField(AnomalyStatus, max_length=20)
    found_at = fields.DatetimeField()
    decided_at = fields.DatetimeField(null=True)
    decided_by_id: UUID | None
    decided_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="decided_anomalies", on_delete=fields.RESTRICT
    )
    note = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "meal_anomaly"
        unique_together = (("report", "kind", "subject"),)


class MealAnomalyEvidence(Model):
    """An order that a finding is made of, and how it was redeemed, if it was."""

    id = fields.UUIDField(primary_key=True)
    anomaly_id: UUID
    anomaly: fields.ForeignKeyRelation["MealAnomaly"] = fields.ForeignKeyField(
        "models.MealAnomaly", related_name="evidence", on_delete=fields.CASCADE
    )
    position = fields.SmallIntField()
    order_id: UUID
    order: fields.ForeignKeyRelation[MealOrder] = fields.ForeignKeyField(
        "models.MealOrder", related_name="anomaly_evidence", on_delete=fields.RESTRICT
    )
    redemption_id: UUID | None
    redemption: fields.ForeignKeyNullableRelation[Redemption] = fields.ForeignKeyField(
        "models.Redemption", null=True, related_name="anomaly_evidence", on_delete=fields.RESTRICT
    )

    class Meta:
        table = "meal_anomaly_evidence"
        unique_together = (("anomaly", "position"),)
