"""What is cooked and offered, and how much of it is taken."""

from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

from hub.canteen.models.sites import MealSite
from hub.canteen.rules import DishKind, FulfilmentMode, MealPeriod, MenuStatus


class Dish(Model):
    """Something a canteen cooks. Shared by the whole city when `site` is null."""

    id = fields.UUIDField(primary_key=True)
    site_id: UUID | None
    site: fields.ForeignKeyNullableRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", null=True, related_name="dishes", on_delete=fields.RESTRICT
    )
    name = fields.CharField(max_length=60)
    name_en = fields.CharField(max_length=120, null=True)
    kind = fields.CharEnumField(DishKind, max_length=20)
    allergens: list[str] = ArrayField("text", default=list)
    kcal = fields.IntField(null=True)
    sugar_mg = fields.IntField(null=True)
    sodium_mg = fields.IntField(null=True)
    is_low_sugar = fields.BooleanField(default=False)
    is_low_salt = fields.BooleanField(default=False)
    is_soft = fields.BooleanField(default=False)
    price_fen = fields.BigIntField()
    retired_on = fields.DateField(null=True)

    class Meta:
        table = "dish"


class Menu(Model):
    """What one kitchen offers on one day for one period, at its own counter and its meal points.

    `cutoff_at` is the latest cut-off of its servings, null while it is a draft. `last_number`
    counts the orders ever accepted, so that each gets the next number.
    """

    id = fields.UUIDField(primary_key=True)
    site_id: UUID
    site: fields.ForeignKeyRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", related_name="menus", on_delete=fields.RESTRICT
    )
    on = fields.DateField()
    period = fields.CharEnumField(MealPeriod, max_length=20)
    status = fields.CharEnumField(MenuStatus, max_length=20)
    note = fields.CharField(max_length=200, null=True)
    cutoff_at = fields.DatetimeField(null=True)
    published_at = fields.DatetimeField(null=True)
    locked_at = fields.DatetimeField(null=True)
    last_number = fields.IntField(default=0)

    class Meta:
        table = "menu"


class Serving(Model):
    """A menu as served at one point in one mode: from when, until when orders are accepted.

    Made when the menu is published, so that what residents were promised outlives a change of the
    site's service times. `taken` counts orders and never exceeds `capacity`, when there is one.
    """

    id = fields.UUIDField(primary_key=True)
    menu_id: UUID
    menu: fields.ForeignKeyRelation["Menu"] = fields.ForeignKeyField(
        "models.Menu", related_name="servings", on_delete=fields.CASCADE
    )
    point_id: UUID
    point: fields.ForeignKeyRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", related_name="servings", on_delete=fields.RESTRICT
    )
    mode = fields.CharEnumField(FulfilmentMode, max_length=20)
    cutoff_at = fields.DatetimeField()
    serve_from_at = fields.DatetimeField()
    serve_until_at = fields.DatetimeField()
    capacity = fields.IntField(null=True)
    taken = fields.IntField(default=0)

    class Meta:
        table = "serving"


class MenuItem(Model):
    """One dish of a menu: its name and price as promised, and how many portions are taken.

    `taken` is at least 0 and at most `portions`, which the database checks.
    """

    id = fields.UUIDField(primary_key=True)
    menu_id: UUID
    menu: fields.ForeignKeyRelation["Menu"] = fields.ForeignKeyField(
        "models.Menu", related_name="items", on_delete=fields.CASCADE
    )
    dish_id: UUID
    dish: fields.ForeignKeyRelation["Dish"] = fields.ForeignKeyField(
        "models.Dish", related_name="items", on_delete=fields.RESTRICT
    )
    position = fields.SmallIntField()
    name = fields.CharField(max_length=60)
    name_en = fields.CharField(max_length=120, null=True)
    price_fen = fields.BigIntField()
    portions = fields.IntField()
    taken = fields.IntField(default=0)

    class Meta:
        table = "menu_item"
