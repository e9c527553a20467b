"""Where meals are cooked and served, and when."""

from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

from hub.accounts.models import Account
from hub.canteen.rules import FulfilmentMode, MealPeriod
from hub.grid.models import Area, Site
from hub.kernel.fields import ClockTimeField


class MealSite(Model):
    """The catering side of a site, under the site's key.

    `kitchen` is the canteen that cooks for a meal point; null means that it cooks here.
    `portions_a_person` bounds the portions of one order. `service_radius_metres` is how far those
    live whom it is meant for, `delivery_radius_metres` how far it delivers. `funding_area` is the
    area whose budget pays for it, when that is not the township where it lies.
    """

    id = fields.UUIDField(primary_key=True)
    site_id: UUID
    site: fields.OneToOneRelation[Site] = fields.OneToOneField(
        "models.Site", related_name="meal_site", on_delete=fields.RESTRICT
    )
    kitchen_id: UUID | None
    kitchen: fields.ForeignKeyNullableRelation["MealSite"] = fields.ForeignKeyField(
        "models.MealSite", null=True, related_name="points", on_delete=fields.RESTRICT
    )
    portions_a_person = fields.SmallIntField(default=6)
    delivery_radius_metres = fields.IntField(null=True)
    service_radius_metres = fields.IntField(null=True)
    funding_area_id: UUID | None
    funding_area: fields.ForeignKeyNullableRelation[Area] = fields.ForeignKeyField(
        "models.Area", null=True, related_name="funded_meal_sites", on_delete=fields.RESTRICT
    )

    class Meta:
        table = "meal_site"


class ServiceTime(Model):
    """When a site serves one period in one mode, and until when it takes orders for it.

    Orders close `cutoff_days` before the day of the meal at `cutoff_time`, local time. Days
    are half-open: in force on `from_on`, no longer on `until_on`.
    """

    id = fields.UUIDField(primary_key=True)
    site_id: UUID
    site: fields.ForeignKeyRelation["MealSite"] = fields.ForeignKeyField(
        "models.MealSite", related_name="service_times", on_delete=fields.RESTRICT
    )
    period = fields.CharEnumField(MealPeriod, max_length=20)
    mode = fields.CharEnumField(FulfilmentMode, max_length=20)
    from_on = fields.DateField()
    until_on = fields.DateField(null=True)
    serve_from = ClockTimeField()
    serve_until = ClockTimeField()
    cutoff_days = fields.SmallIntField()
    cutoff_time = ClockTimeField()
    capacity = fields.IntField(null=True)

    class Meta:
        table = "service_time"


class MealSiteClosure(Model):
    """Days on which a site does not serve some meals: planned, or stopped at once.

    Days are half-open; `until_on` is null while nobody knows the end of a stop. One that was ended
    closes nothing any more. `cancelled_orders` counts the orders that a stop cancelled.
    """

    id = fields.UUIDField(primary_key=True)
    site_id: UUID
    site: fields.ForeignKeyRelation["MealSite"] = fields.ForeignKeyField(
        "models.MealSite", related_name="closures", on_delete=fields.RESTRICT
    )
    periods: list[str] = ArrayField("text")
    from_on = fields.DateField()
    until_on = fields.DateField(null=True)
    reason = fields.CharField(max_length=200)
    is_stop = fields.BooleanField(default=False)
    cancelled_orders = fields.IntField(default=0)
    created_at = fields.DatetimeField()
    created_by_id: UUID | None
    created_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="meal_site_closures", on_delete=fields.RESTRICT
    )
    ended_at = fields.DatetimeField(null=True)
    ended_by_id: UUID | None
    ended_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="ended_closures", on_delete=fields.RESTRICT
    )

    class Meta:
        table = "meal_site_closure"
