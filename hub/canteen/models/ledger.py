"""The double-entry ledger: its accounts, its entries, and their postings."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.accounts.models import Account
from hub.canteen.models.cash import CashDrawer
from hub.canteen.models.menus import CounterSale
from hub.canteen.models.orders import MealOrder
from hub.canteen.models.payments import MealPayment
from hub.canteen.models.sites import MealSite
from hub.canteen.rules import LedgerAccountKind, LedgerEntryKind
from hub.people.models import Resident


class LedgerAccount(Model):
    """One account, of a resident, of a site or of an outside provider.

    Of a resident's account the balance is kept, and how many postings it has had; null otherwise.
    """

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharEnumField(LedgerAccountKind, max_length=20)
    resident_id: UUID | None
    resident: fields.ForeignKeyNullableRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", null=True, related_name="ledger_accounts", on_delete=fields.RESTRICT
    )
    site_id: UUID | None
    site: fields.ForeignKeyNullableRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", null=True, related_name="ledger_accounts", on_delete=fields.RESTRICT
    )
    provider = fields.CharField(max_length=20, null=True)
    balance_fen = fields.BigIntField(null=True)
    last_number = fields.IntField(null=True)

    class Meta:
        table = "ledger_account"


class LedgerEntry(Model):
    """One movement of money, written once and never changed.

    `site` is whose counter it was at, `drawer` whose cash it touched; `reverses` names the entry
    that this one takes back.
    """

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharEnumField(LedgerEntryKind, max_length=20)
    at = fields.DatetimeField()
    site_id: UUID | None
    site: fields.ForeignKeyNullableRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", null=True, related_name="ledger_entries", on_delete=fields.RESTRICT
    )
    order_id: UUID | None
    order: fields.ForeignKeyNullableRelation[MealOrder] = fields.ForeignKeyField(
        "models.MealOrder", null=True, related_name="ledger_entries", on_delete=fields.RESTRICT
    )
    payment_id: UUID | None
    payment: fields.ForeignKeyNullableRelation[MealPayment] = fields.ForeignKeyField(
        "models.MealPayment", null=True, related_name="ledger_entries", on_delete=fields.RESTRICT
    )
    drawer_id: UUID | None
    drawer: fields.ForeignKeyNullableRelation[CashDrawer] = fields.ForeignKeyField(
        "models.CashDrawer", null=True, related_name="ledger_entries", on_delete=fields.RESTRICT
    )
    sale_id: UUID | None
    sale: fields.ForeignKeyNullableRelation[CounterSale] = fields.ForeignKeyField(
        "models.CounterSale", null=True, related_name="ledger_entries", on_delete=fields.RESTRICT
    )
    reverses_id: UUID | None
    reverses: fields.ForeignKeyNullableRelation["LedgerEntry"] = fields.ForeignKeyField(
        "models.LedgerEntry", null=True, related_name="reversals", on_delete=fields.RESTRICT
    )
    by_id: UUID | None
    by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="ledger_entries", on_delete=fields.RESTRICT
    )
    note = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "ledger_entry"


class LedgerPosting(Model):
    """So much to one account: a credit when positive, a debit when negative.

    Of a resident's account, `number` counts its postings from 1 and `balance_fen` is what the
    account came to by this one.
    """

    id = fields.UUIDField(primary_key=True)
    entry_id: UUID
    entry: fields.ForeignKeyRelation[LedgerEntry] = fields.ForeignKeyField(
        "models.LedgerEntry", related_name="postings", on_delete=fields.RESTRICT
    )
    account_id: UUID
    account: fields.ForeignKeyRelation[LedgerAccount] = fields.ForeignKeyField(
        "models.LedgerAccount", related_name="postings", on_delete=fields.RESTRICT
    )
    amount_fen = fields.BigIntField()
    at = fields.DatetimeField()
    number = fields.IntField(null=True)
    balance_fen = fields.BigIntField(null=True)

    class Meta:
        table = "ledger_posting"
