"""Orders, their lines and their moves."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.accounts.models import Account
from hub.canteen.models.menus import Menu, MenuItem, Serving
from hub.canteen.models.policies import SubsidyPolicy
from hub.canteen.models.sites import MealSite
from hub.canteen.rules import FulfilmentMode, MealPeriod, OrderChannel, OrderStatus
from hub.people.models import Resident


class MealOrder(Model):
    """One resident's order for one meal. `number` counts up from 1 within its menu.

    `site` is the kitchen that cooks, `point` where the meal is eaten, fetched or sent from. Money:
    `price_fen` of the list, less `discount_fen` of the operator, less `subsidy_fen`, is `due_fen`.
    `shares` (who funds the subsidy), `quote` (how it was worked out) and `address` (where it is
    delivered) are as they were when the order was accepted. `has_diet_conflict` while a dish that
    was changed afterwards does not suit the person.
    """

    id = fields.UUIDField(primary_key=True)
    number = fields.IntField()
    menu_id: UUID
    menu: fields.ForeignKeyRelation[Menu] = fields.ForeignKeyField(
        "models.Menu", related_name="orders", on_delete=fields.RESTRICT
    )
    serving_id: UUID
    serving: fields.ForeignKeyRelation[Serving] = fields.ForeignKeyField(
        "models.Serving", related_name="orders", on_delete=fields.RESTRICT
    )
    site_id: UUID
    site: fields.ForeignKeyRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", related_name="orders", on_delete=fields.RESTRICT
    )
    point_id: UUID
    point: fields.ForeignKeyRelation[MealSite] = fields.ForeignKeyField(
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
    policy: fields.ForeignKeyNullableRelation[SubsidyPolicy] = fields.ForeignKeyField(
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
    has_diet_conflict = fields.BooleanField(default=False)

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
    item: fields.ForeignKeyRelation[MenuItem] = fields.ForeignKeyField(
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
