"""What a kitchen was told at the cut-off: written once, never changed."""

from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

from hub.canteen.models.dishes import Dish
from hub.canteen.models.menus import Menu
from hub.canteen.models.orders import MealOrder
from hub.canteen.models.sites import MealSite
from hub.canteen.rules import FulfilmentMode, MealPeriod


class KitchenSheet(Model):
    """The sheet of a menu, under the menu's key, as its orders were when it was locked."""

    id = fields.UUIDField(primary_key=True)
    menu_id: UUID
    menu: fields.OneToOneRelation[Menu] = fields.OneToOneField(
        "models.Menu", related_name="kitchen_sheet", on_delete=fields.RESTRICT
    )
    site_id: UUID
    site: fields.ForeignKeyRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", related_name="kitchen_sheets", on_delete=fields.RESTRICT
    )
    on = fields.DateField()
    period = fields.CharEnumField(MealPeriod, max_length=20)
    made_at = fields.DatetimeField()

    class Meta:
        table = "kitchen_sheet"


class MealLabel(Model):
    """One order of a sheet, under the order's key: what the label on its box says.

    `diet` is what the food must respect, kinds of need without their substances (`SOFT`), sorted:
    portions are cooked by it. `needs` are all needs with substance and severity, the allergies
    first, as a list of objects with `kind`, `substance` and `severity`.
    """

    id = fields.UUIDField(primary_key=True)
    order_id: UUID
    order: fields.OneToOneRelation[MealOrder] = fields.OneToOneField(
        "models.MealOrder", related_name="label", on_delete=fields.RESTRICT
    )
    sheet_id: UUID
    sheet: fields.ForeignKeyRelation[KitchenSheet] = fields.ForeignKeyField(
        "models.KitchenSheet", related_name="labels", on_delete=fields.RESTRICT
    )
    point_id: UUID
    point: fields.ForeignKeyRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", related_name="meal_labels", on_delete=fields.RESTRICT
    )
    number = fields.IntField()
    mode = fields.CharEnumField(FulfilmentMode, max_length=20)
    resident_name = fields.CharField(max_length=80)
    address = fields.CharField(max_length=200, null=True)
    note = fields.CharField(max_length=200, null=True)
    diet: list[str] = ArrayField("text", default=list)
    has_allergy = fields.BooleanField()
    needs: object = fields.JSONField()

    class Meta:
        table = "meal_label"


class MealLabelLine(Model):
    """Portions of one dish on a label, under the key of the order's line."""

    id = fields.UUIDField(primary_key=True)
    label_id: UUID
    label: fields.ForeignKeyRelation[MealLabel] = fields.ForeignKeyField(
        "models.MealLabel", related_name="lines", on_delete=fields.RESTRICT
    )
    dish_id: UUID
    dish: fields.ForeignKeyRelation[Dish] = fields.ForeignKeyField(
        "models.Dish", related_name="label_lines", on_delete=fields.RESTRICT
    )
    position = fields.SmallIntField()
    name = fields.CharField(max_length=60)
    name_en = fields.CharField(max_length=120, null=True)
    portions = fields.IntField()

    class Meta:
        table = "meal_label_line"
