"""What somebody proposes to pay out, for a second person to do."""

from datetime import datetime
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.accounts.models import Account
from hub.canteen.models.ledger import LedgerEntry
from hub.canteen.models.sites import MealSite
from hub.people.models import Resident


class PayOutProposal(Model):
    """Money that is owed to a resident, to be paid out at a counter by a second person.

    `entry` is the movement by which it was; each proposal serves once.
    """

    id = fields.UUIDField(primary_key=True)
    resident_id: UUID
    resident: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="pay_out_proposals", on_delete=fields.RESTRICT
    )
    site_id: UUID
    site: fields.ForeignKeyRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", related_name="pay_out_proposals", on_delete=fields.RESTRICT
    )
    amount_fen = fields.BigIntField()
    received_by = fields.CharField(max_length=200)
    proposed_at: datetime = fields.DatetimeField()
    proposed_by_id: UUID | None
    proposed_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="pay_out_proposals", on_delete=fields.RESTRICT
    )
    entry_id: UUID | None
    entry: fields.ForeignKeyNullableRelation[LedgerEntry] = fields.ForeignKeyField(
        "models.LedgerEntry", null=True, related_name="pay_out_proposals", on_delete=fields.RESTRICT
    )

    class Meta:
        table = "pay_out_proposal"
