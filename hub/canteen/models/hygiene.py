"""What food safety asks to be written down: samples, temperatures, waste, and their limits."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.accounts.models import Account
from hub.canteen.models.menus import MenuItem
from hub.canteen.models.sites import MealSite
from hub.canteen.rules import HygieneLimitKind, TemperaturePlace, WasteReason


class HygieneLimit(Model):
    """A published limit, in force on `from_on` and no longer on `until_on`.

    Temperatures are in tenths of a degree Celsius, weights in grams, times in hours; both bounds
    are allowed values, and one that is null does not bind.
    """

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharEnumField(HygieneLimitKind, max_length=20)
    lowest = fields.IntField(null=True)
    highest = fields.IntField(null=True)
    source = fields.CharField(max_length=400)
    from_on = fields.DateField()
    until_on = fields.DateField(null=True)

    class Meta:
        table = "hygiene_limit"


class RetainedSample(Model):
    """The sample of one dish of one meal; kept until `keep_until_at`, as the limits then said."""

    id = fields.UUIDField(primary_key=True)
    item_id: UUID
    item: fields.OneToOneRelation[MenuItem] = fields.OneToOneField(
        "models.MenuItem", related_name="sample", on_delete=fields.RESTRICT
    )
    site_id: UUID
    site: fields.ForeignKeyRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", related_name="samples", on_delete=fields.RESTRICT
    )
    grams = fields.IntField()
    fridge = fields.CharField(max_length=60, null=True)
    taken_at = fields.DatetimeField()
    taken_by_id: UUID | None
    taken_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="taken_samples", on_delete=fields.RESTRICT
    )
    keep_until_at = fields.DatetimeField()
    disposed_at = fields.DatetimeField(null=True)
    disposed_by_id: UUID | None
    disposed_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="disposed_samples", on_delete=fields.RESTRICT
    )

    class Meta:
        table = "retained_sample"


class TemperatureReading(Model):
    """One measured temperature in tenths of a degree Celsius, with the limits of that day.

    One that is out of them is an alarm until somebody says what was done.
    """

    id = fields.UUIDField(primary_key=True)
    site_id: UUID
    site: fields.ForeignKeyRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", related_name="temperatures", on_delete=fields.RESTRICT
    )
    place = fields.CharEnumField(TemperaturePlace, max_length=20)
    equipment = fields.CharField(max_length=60, null=True)
    tenths = fields.SmallIntField()
    lowest_tenths = fields.IntField(null=True)
    highest_tenths = fields.IntField(null=True)
    is_alarm = fields.BooleanField()
    at = fields.DatetimeField()
    by_id: UUID | None
    by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="temperatures", on_delete=fields.RESTRICT
    )
    acknowledged_at = fields.DatetimeField(null=True)
    acknowledged_by_id: UUID | None
    acknowledged_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="acknowledged_alarms", on_delete=fields.RESTRICT
    )
    measure = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "temperature_reading"


class MealWaste(Model):
    """Food of one dish of one meal that was thrown away: portions, grams, or both."""

    id = fields.UUIDField(primary_key=True)
    item_id: UUID
    item: fields.ForeignKeyRelation[MenuItem] = fields.ForeignKeyField(
        "models.MenuItem", related_name="waste", on_delete=fields.RESTRICT
    )
    site_id: UUID
    site: fields.ForeignKeyRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", related_name="waste", on_delete=fields.RESTRICT
    )
    reason = fields.CharEnumField(WasteReason, max_length=20)
    portions = fields.IntField(null=True)
    grams = fields.IntField(null=True)
    note = fields.CharField(max_length=200, null=True)
    at = fields.DatetimeField()
    by_id: UUID | None
    by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="meal_waste", on_delete=fields.RESTRICT
    )

    class Meta:
        table = "meal_waste"
