"""What the canteen stores. Limits are constraints of the database, written in the migration."""

from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

from hub.accounts.models import Account
from hub.canteen.rules import (
    ClaimStatus,
    DishKind,
    FulfilmentMode,
    MealPeriod,
    MenuStatus,
    OrderChannel,
    OrderStatus,
    UseWindow,
)
from hub.grid.models import Area, Site
from hub.kernel.fields import ClockTimeField
from hub.people.models import Resident


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


class Dish(Model):
    """Something a canteen cooks. Shared by the whole city when `site` is null."""

    id = fields.UUIDField(primary_key=True)
    site_id: UUID | None
    site: fields.ForeignKeyNullableRelation["MealSite"] = fields.ForeignKeyField(
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
    site: fields.ForeignKeyRelation["MealSite"] = fields.ForeignKeyField(
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
    point: fields.ForeignKeyRelation["MealSite"] = fields.ForeignKeyField(
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


class SubsidyPolicy(Model):
    """A published subsidy schedule, one version, with its source. One is in force per area and day.

    `document` is a `rules.Policy` as JSON.
    """

    id = fields.UUIDField(primary_key=True)
    area_id: UUID
    area: fields.ForeignKeyRelation[Area] = fields.ForeignKeyField(
        "models.Area", related_name="subsidy_policies", on_delete=fields.RESTRICT
    )
    code = fields.CharField(max_length=40)
    version = fields.IntField()
    name = fields.CharField(max_length=120)
    source = fields.CharField(max_length=400)
    from_on = fields.DateField()
    until_on = fields.DateField(null=True)
    document: object = fields.JSONField()
    published_at = fields.DatetimeField()

    class Meta:
        table = "subsidy_policy"
        unique_together = (("code", "version"),)


class MealOrder(Model):
    """One resident's order for one meal. `number` counts up from 1 within its menu.

    `site` is the kitchen that cooks, `point` where the meal is eaten, fetched or sent from. Money:
    `price_fen` of the list, less `discount_fen` of the operator, less `subsidy_fen`, is `due_fen`.
    `shares` (who funds the subsidy), `quote` (how it was worked out) and `address` (where it is
    delivered) are as they were when the order was accepted.
    """

    id = fields.UUIDField(primary_key=True)
    number = fields.IntField()
    menu_id: UUID
    menu: fields.ForeignKeyRelation["Menu"] = fields.ForeignKeyField(
        "models.Menu", related_name="orders", on_delete=fields.RESTRICT
    )
    serving_id: UUID
    serving: fields.ForeignKeyRelation["Serving"] = fields.ForeignKeyField(
        "models.Serving", related_name="orders", on_delete=fields.RESTRICT
    )
    site_id: UUID
    site: fields.ForeignKeyRelation["MealSite"] = fields.ForeignKeyField(
        "models.MealSite", related_name="orders", on_delete=fields.RESTRICT
    )
    point_id: UUID
    point: fields.ForeignKeyRelation["MealSite"] = fields.ForeignKeyField(
        "models.MealSite", related_name="point_orders", on_delete=fields.RESTRICT
    )
    on = fields.DateField()
    period = fields.CharEnumField(MealPeriod, max_length=20)
    mode = fields.CharEnumField(FulfilmentMode, max_length=20)
    resident_id: UUID
    resident: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="meal_orders", on_delete=fields.RESTRICT
    )
    status = fields.CharEnumField(OrderStatus, max_length=20)
    status_at = fields.DatetimeField()
    price_fen = fields.BigIntField()
    discount_fen = fields.BigIntField()
    subsidy_fen = fields.BigIntField()
    due_fen = fields.BigIntField()
    policy_id: UUID | None
    policy: fields.ForeignKeyNullableRelation["SubsidyPolicy"] = fields.ForeignKeyField(
        "models.SubsidyPolicy", null=True, related_name="orders", on_delete=fields.RESTRICT
    )
    shares: object = fields.JSONField()
    quote: object = fields.JSONField()
    address = fields.CharField(max_length=200, null=True)
    note = fields.CharField(max_length=200, null=True)
    channel = fields.CharEnumField(OrderChannel, max_length=20)
    placed_by_id: UUID | None
    placed_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="placed_meal_orders", on_delete=fields.RESTRICT
    )
    placed_at = fields.DatetimeField()
    is_after_cutoff = fields.BooleanField(default=False)
    cancelled_at = fields.DatetimeField(null=True)

    class Meta:
        table = "meal_order"


class MealOrderLine(Model):
    """Portions of one dish in an order, with the name and unit price that were promised."""

    id = fields.UUIDField(primary_key=True)
    order_id: UUID
    order: fields.ForeignKeyRelation["MealOrder"] = fields.ForeignKeyField(
        "models.MealOrder", related_name="lines", on_delete=fields.CASCADE
    )
    item_id: UUID
    item: fields.ForeignKeyRelation["MenuItem"] = fields.ForeignKeyField(
        "models.MenuItem", related_name="lines", on_delete=fields.RESTRICT
    )
    position = fields.SmallIntField()
    name = fields.CharField(max_length=60)
    name_en = fields.CharField(max_length=120, null=True)
    portions = fields.IntField()
    price_fen = fields.BigIntField()

    class Meta:
        table = "meal_order_line"


class MealOrderMove(Model):
    """One move of an order along its states: who, when, from, to, why."""

    id = fields.UUIDField(primary_key=True)
    order_id: UUID
    order: fields.ForeignKeyRelation["MealOrder"] = fields.ForeignKeyField(
        "models.MealOrder", related_name="moves", on_delete=fields.CASCADE
    )
    at = fields.DatetimeField()
    from_status = fields.CharEnumField(OrderStatus, max_length=20, null=True)
    to_status = fields.CharEnumField(OrderStatus, max_length=20)
    by_id: UUID | None
    by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="meal_order_moves", on_delete=fields.RESTRICT
    )
    reason = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "meal_order_move"


class SubsidyClaim(Model):
    """The subsidy of one order. Per meal a person has one that is not released, city-wide."""

    id = fields.UUIDField(primary_key=True)
    order_id: UUID
    order: fields.OneToOneRelation["MealOrder"] = fields.OneToOneField(
        "models.MealOrder", related_name="claim", on_delete=fields.RESTRICT
    )
    resident_id: UUID
    resident: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="subsidy_claims", on_delete=fields.RESTRICT
    )
    policy_id: UUID
    policy: fields.ForeignKeyRelation["SubsidyPolicy"] = fields.ForeignKeyField(
        "models.SubsidyPolicy", related_name="claims", on_delete=fields.RESTRICT
    )
    on = fields.DateField()
    period = fields.CharEnumField(MealPeriod, max_length=20)
    amount_fen = fields.BigIntField()
    status = fields.CharEnumField(ClaimStatus, max_length=20)

    class Meta:
        table = "subsidy_claim"


class SubsidyUse(Model):
    """What a person has reserved or redeemed of a cap, by day or week, across all sites.

    The database keeps `amount_fen` within `limit_fen` and `meals` within `limit_meals`; a null
    limit does not bind.
    """

    id = fields.UUIDField(primary_key=True)
    resident_id: UUID
    resident: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="subsidy_uses", on_delete=fields.RESTRICT
    )
    policy_id: UUID
    policy: fields.ForeignKeyRelation["SubsidyPolicy"] = fields.ForeignKeyField(
        "models.SubsidyPolicy", related_name="uses", on_delete=fields.RESTRICT
    )
    window = fields.CharEnumField(UseWindow, max_length=20)
    from_on = fields.DateField()
    amount_fen = fields.BigIntField()
    limit_fen = fields.BigIntField(null=True)
    meals = fields.IntField()
    limit_meals = fields.IntField(null=True)

    class Meta:
        table = "subsidy_use"
        unique_together = (("resident", "policy", "window", "from_on"),)
