"""What is offered, how much of it is taken, and what is left over."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.accounts.models import Account
from hub.canteen.models.dishes import Dish
from hub.canteen.models.sites import MealSite
from hub.canteen.rules import FulfilmentMode, MealPeriod, MenuStatus


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
    While `closed_at` is set the site is closed for this meal, and nothing can be ordered.
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
    closed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "serving"


class MenuItem(Model):
    """One dish of a menu: its name and price as promised, and how many portions are taken.

    `taken` is at least 0 and at most `portions`, which the database checks. `revision` counts how
    often the dish became another, in name or in what is in it: an order is accepted only for the
    revision that it was checked against. Portions that nobody ordered move from `portions` to
    `counter_portions` when they are released to the counter; what is cooked is the sum of both.
    """

    id = fields.UUIDField(primary_key=True)
    menu_id: UUID
    menu: fields.ForeignKeyRelation["Menu"] = fields.ForeignKeyField(
        "models.Menu", related_name="items", on_delete=fields.CASCADE
    )
    dish_id: UUID
    dish: fields.ForeignKeyRelation[Dish] = fields.ForeignKeyField(
        "models.Dish", related_name="items", on_delete=fields.RESTRICT
    )
    position = fields.SmallIntField()
    name = fields.CharField(max_length=60)
    name_en = fields.CharField(max_length=120, null=True)
    price_fen = fields.BigIntField()
    portions = fields.IntField()
    taken = fields.IntField(default=0)
    revision = fields.IntField(default=0)
    is_sold_out = fields.BooleanField(default=False)
    counter_portions = fields.IntField(default=0)
    counter_sold = fields.IntField(default=0)
    counter_price_fen = fields.BigIntField(null=True)

    class Meta:
        table = "menu_item"


class MenuItemSubstitution(Model):
    """Another dish in the place of one that was on a menu, and maybe ordered already."""

    id = fields.UUIDField(primary_key=True)
    item_id: UUID
    item: fields.ForeignKeyRelation["MenuItem"] = fields.ForeignKeyField(
        "models.MenuItem", related_name="substitutions", on_delete=fields.CASCADE
    )
    from_dish_id: UUID
    from_dish: fields.ForeignKeyRelation[Dish] = fields.ForeignKeyField(
        "models.Dish", related_name="replaced_by", on_delete=fields.RESTRICT
    )
    to_dish_id: UUID
    to_dish: fields.ForeignKeyRelation[Dish] = fields.ForeignKeyField(
        "models.Dish", related_name="replaces", on_delete=fields.RESTRICT
    )
    from_name = fields.CharField(max_length=60)
    to_name = fields.CharField(max_length=60)
    reason = fields.CharField(max_length=200)
    at = fields.DatetimeField()
    by_id: UUID | None
    by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="substitutions", on_delete=fields.RESTRICT
    )

    class Meta:
        table = "menu_item_substitution"


class CounterSale(Model):
    """Leftover portions sold at the counter to whoever comes, unsubsidised.

    A sale that was voided counts no more; its portions are for sale again.
    """

    id = fields.UUIDField(primary_key=True)
    site_id: UUID
    site: fields.ForeignKeyRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", related_name="counter_sales", on_delete=fields.RESTRICT
    )
    item_id: UUID
    item: fields.ForeignKeyRelation["MenuItem"] = fields.ForeignKeyField(
        "models.MenuItem", related_name="counter_sales", on_delete=fields.RESTRICT
    )
    portions = fields.IntField()
    price_fen = fields.BigIntField()
    amount_fen = fields.BigIntField()
    sold_at = fields.DatetimeField()
    sold_by_id: UUID | None
    sold_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="counter_sales", on_delete=fields.RESTRICT
    )
    voided_at = fields.DatetimeField(null=True)
    voided_by_id: UUID | None
    voided_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="voided_counter_sales", on_delete=fields.RESTRICT
    )
    void_reason = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "counter_sale"
