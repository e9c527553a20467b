"""Orders that a changed dish no longer suits."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.accounts.models import Account
from hub.canteen.models.menus import MenuItem
from hub.canteen.models.orders import MealOrder
from hub.canteen.rules import DietConflictKind, DietResolution


class DietConflict(Model):
    """A dish that was changed after it was ordered, and does not suit the person as it is now.

    While it is not resolved the order is neither packed nor handed over.
    """

    id = fields.UUIDField(primary_key=True)
    order_id: UUID
    order: fields.ForeignKeyRelation[MealOrder] = fields.ForeignKeyField(
        "models.MealOrder", related_name="diet_conflicts", on_delete=fields.CASCADE
    )
    item_id: UUID
    item: fields.ForeignKeyRelation[MenuItem] = fields.ForeignKeyField(
        "models.MenuItem", related_name="diet_conflicts", on_delete=fields.RESTRICT
    )
    kind = fields.CharEnumField(DietConflictKind, max_length=20)
    dish_name = fields.CharField(max_length=60)
    found_at = fields.DatetimeField()
    resolution = fields.CharEnumField(DietResolution, max_length=20, null=True)
    resolved_at = fields.DatetimeField(null=True)
    resolved_by_id: UUID | None
    resolved_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="diet_conflicts", on_delete=fields.RESTRICT
    )
    reason = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "diet_conflict"
