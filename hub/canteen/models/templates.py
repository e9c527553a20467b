"""Weeks of meals that a canteen keeps, to make menus of."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.canteen.models.dishes import Dish
from hub.canteen.models.sites import MealSite
from hub.canteen.rules import MealPeriod


class MenuTemplate(Model):
    """A week of meals of one kitchen, under a name."""

    id = fields.UUIDField(primary_key=True)
    site_id: UUID
    site: fields.ForeignKeyRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", related_name="menu_templates", on_delete=fields.RESTRICT
    )
    name = fields.CharField(max_length=60)

    class Meta:
        table = "menu_template"


class MenuTemplateItem(Model):
    """A dish of one meal of the week. Weekdays count from Monday, 1, to Sunday, 7.

    The price is the dish's, on the day when a menu is made, unless one is given here.
    """

    id = fields.UUIDField(primary_key=True)
    template_id: UUID
    template: fields.ForeignKeyRelation["MenuTemplate"] = fields.ForeignKeyField(
        "models.MenuTemplate", related_name="items", on_delete=fields.CASCADE
    )
    weekday = fields.SmallIntField()
    period = fields.CharEnumField(MealPeriod, max_length=20)
    dish_id: UUID
    dish: fields.ForeignKeyRelation[Dish] = fields.ForeignKeyField(
        "models.Dish", related_name="template_items", on_delete=fields.RESTRICT
    )
    position = fields.SmallIntField()
    portions = fields.IntField()
    price_fen = fields.BigIntField(null=True)

    class Meta:
        table = "menu_template_item"
