"""The cash drawer of a site, day by day."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.accounts.models import Account
from hub.canteen.models.sites import MealSite


class CashDrawer(Model):
    """The cash of one site on one day: opened with a float, counted and closed once.

    `taken_fen` is what the ledger took in less what it paid out; with the float it is what should
    be there, and `counted_fen` what was.
    """

    id = fields.UUIDField(primary_key=True)
    site_id: UUID
    site: fields.ForeignKeyRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", related_name="cash_drawers", on_delete=fields.RESTRICT
    )
    on = fields.DateField()
    opening_fen = fields.BigIntField()
    opened_at = fields.DatetimeField()
    opened_by_id: UUID | None
    opened_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="opened_drawers", on_delete=fields.RESTRICT
    )
    taken_fen = fields.BigIntField(null=True)
    counted_fen = fields.BigIntField(null=True)
    difference_fen = fields.BigIntField(null=True)
    reason = fields.CharField(max_length=200, null=True)
    closed_at = fields.DatetimeField(null=True)
    closed_by_id: UUID | None
    closed_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="closed_drawers", on_delete=fields.RESTRICT
    )

    class Meta:
        table = "cash_drawer"
