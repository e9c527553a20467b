"""Where meals are cooked and served, and when."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.canteen.rules import FulfilmentMode, MealPeriod
from hub.grid.models import Site
from hub.kernel.fields import ClockTimeField


class MealSite(Model):
    """The catering side of a site, under the site's key.

    `kitchen` is the canteen that cooks for a meal point; null means that it cooks here.
    `portions_a_person` bounds the portions of one order.
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
