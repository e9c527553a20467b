"""Meal cards and their moves."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.accounts.models import Account
from hub.canteen.models.ledger import LedgerAccount
from hub.canteen.rules import CardFreeze, CardStatus
from hub.people.models import Resident


class MealCard(Model):
    """A card that opens a resident's account, as long as it is live.

    The number is kept sealed, as a keyed hash to find the card by, and by its last four digits.
    """

    id = fields.UUIDField(primary_key=True)
    resident_id: UUID
    resident: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="meal_cards", on_delete=fields.RESTRICT
    )
    account_id: UUID
    account: fields.ForeignKeyRelation[LedgerAccount] = fields.ForeignKeyField(
        "models.LedgerAccount", related_name="cards", on_delete=fields.RESTRICT
    )
    number = fields.BinaryField()
    number_hash = fields.BinaryField()
    number_tail = fields.CharField(max_length=4)
    status = fields.CharEnumField(CardStatus, max_length=20)
    status_at = fields.DatetimeField()
    frozen_why = fields.CharEnumField(CardFreeze, max_length=20, null=True)
    issued_at = fields.DatetimeField()
    replaces_id: UUID | None
    replaces: fields.ForeignKeyNullableRelation["MealCard"] = fields.ForeignKeyField(
        "models.MealCard", null=True, related_name="replaced_by", on_delete=fields.RESTRICT
    )

    class Meta:
        table = "meal_card"


class MealCardMove(Model):
    """One move of a card along its states: who, when, from, to, why."""

    id = fields.UUIDField(primary_key=True)
    card_id: UUID
    card: fields.ForeignKeyRelation[MealCard] = fields.ForeignKeyField(
        "models.MealCard", related_name="moves", on_delete=fields.RESTRICT
    )
    at = fields.DatetimeField()
    from_status = fields.CharEnumField(CardStatus, max_length=20, null=True)
    to_status = fields.CharEnumField(CardStatus, max_length=20)
    by_id: UUID | None
    by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="meal_card_moves", on_delete=fields.RESTRICT
    )
    reason = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "meal_card_move"


class MealCardReveal(Model):
    """Somebody looked at the full number of a card, and said why."""

    id = fields.UUIDField(primary_key=True)
    card_id: UUID
    card: fields.ForeignKeyRelation[MealCard] = fields.ForeignKeyField(
        "models.MealCard", related_name="reveals", on_delete=fields.RESTRICT
    )
    by_id: UUID | None
    by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="meal_card_reveals", on_delete=fields.RESTRICT
    )
    at = fields.DatetimeField()
    reason = fields.CharField(max_length=200)

    class Meta:
        table = "meal_card_reveal"
