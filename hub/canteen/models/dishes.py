"""What a canteen knows how to cook: dishes, what goes into them, and set meals made of them."""

from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

from hub.canteen.models.sites import MealSite
from hub.canteen.rules import DishKind, Texture


class Dish(Model):
    """Something a canteen cooks. Shared by the whole city when `site` is null.

    `contents` are the names of all ingredients. Of a set meal made of other dishes, the contents,
    the allergens and the nutrition are worked out from its parts and kept here.
    """

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
    texture = fields.CharEnumField(Texture, max_length=20, default=Texture.REGULAR)
    contents: list[str] = ArrayField("text", default=list)
    recipe = fields.TextField(null=True)
    price_fen = fields.BigIntField()
    retired_on = fields.DateField(null=True)

    class Meta:
        table = "dish"


class DishIngredient(Model):
    """How much of one ingredient goes into a portion of a dish."""

    id = fields.UUIDField(primary_key=True)
    dish_id: UUID
    dish: fields.ForeignKeyRelation["Dish"] = fields.ForeignKeyField(
        "models.Dish", related_name="ingredients", on_delete=fields.CASCADE
    )
    position = fields.SmallIntField()
    name = fields.CharField(max_length=40)
    grams = fields.IntField()

    class Meta:
        table = "dish_ingredient"


class DishPart(Model):
    """Portions of a dish in a set meal. A part is no set meal made of parts itself."""

    id = fields.UUIDField(primary_key=True)
    dish_id: UUID
    dish: fields.ForeignKeyRelation["Dish"] = fields.ForeignKeyField(
        "models.Dish", related_name="parts", on_delete=fields.CASCADE
    )
    part_id: UUID
    part: fields.ForeignKeyRelation["Dish"] = fields.ForeignKeyField(
        "models.Dish", related_name="part_of", on_delete=fields.RESTRICT
    )
    position = fields.SmallIntField()
    portions = fields.SmallIntField()

    class Meta:
        table = "dish_part"
