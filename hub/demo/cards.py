"""Money of the demonstration: cards, what was topped up and paid, and the cash of every day.

It follows the orders in the order of time, so that no card is ever overdrawn and every statement
adds up.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from hub.canteen.rules import (
    CANCELLED,
    CARD_NUMBER,
    COMPLETED,
    OF_RESIDENTS,
    RANDOM_DIGITS,
    CardFreeze,
    CardStatus,
    LedgerAccountKind,
    LedgerEntryKind,
    OrderStatus,
    PaymentMethod,
    PaymentPurpose,
    PaymentStatus,
    card_number,
    card_tail,
)
from hub.demo.residents import Elder
from hub.kernel import keyring
from hub.kernel.clock import day_of
from hub.kernel.ids import new_key

Row = dict[str, Any]

_WITH_CARD = 0.6
_TOP_UPS = (50_00, 100_00, 100_00, 200_00)
_FLOAT_FEN = 200_00
_MINUTE = timedelta(minutes=1)
_MISCOUNTED = 12
"""Of so many drawers one was miscounted."""
_TABLES = (
    "cash_drawer",
    "ledger_account",
    "meal_card",
    "meal_card_move",
    "meal_bill",
    "meal_payment",
    "ledger_entry",
    "ledger_posting",
)


@dataclass(slots=True)
class Books:
    """The rows of all money, written as time goes on. `staff_id` stands at every counter."""

    staff_id: UUID
    random: Random
    now: datetime
    rows: dict[str, list[Row]] = field(default_factory=lambda: {table: [] for table in _TABLES})
    accounts: dict[tuple[LedgerAccountKind, UUID], Row] = field(default_factory=dict)
    cards: dict[UUID, Row] = field(default_factory=dict)
    bills: dict[UUID, Row] = field(default_factory=dict)
    drawers: dict[tuple[UUID, date], Row] = field(default_factory=dict)
    taken: dict[UUID, int] = field(default_factory=dict)

    def fill(
        self, elders: list[Elder], orders: list[Row], sales: list[Row]
    ) -> dict[str, list[Row]]:
        """Cards for most, and payments for all orders that were paid; the rows by table."""
        first = min((order["placed_at"] for order in orders), default=self.now)
        for elder in elders:
            if self.random.random() < _WITH_CARD:
                self._issue(elder.id, first - timedelta(days=1))
        paid: dict[UUID, Row] = {}
        for at, order, is_refund in sorted(self._happenings(orders), key=lambda each: each[0]):
            if is_refund:
                self._refund(order, paid[order["id"]], at)
            elif order["due_fen"] > 0:
                paid[order["id"]] = self._pay(order, at)
        for sale in sales:
            cash = self._account(LedgerAccountKind.CASH, sale["site_id"])
            income = self._account(LedgerAccountKind.SALES, sale["site_id"])
            self._post(
                LedgerEntryKind.COUNTER_SOLD,
                sale["amount_fen"],
                cash,
                income,
                None,
                sale["sold_at"],
                sale=sale,
            )
        self._mishaps()
        self._count()
        return self.rows

    def _happenings(self, orders: list[Row]) -> list[tuple[datetime, Row, bool]]:
        """When each order is paid, and when the money goes back."""
        found: list[tuple[datetime, Row, bool]] = []
        for order in orders:
            if order["resident_id"] in self.cards:
                found.append((order["placed_at"], order, False))
                if order["status"] in CANCELLED | {OrderStatus.REFUNDED} and order["due_fen"] > 0:
                    found.append((order["status_at"] + _MINUTE, order, True))
            elif order["status"] in COMPLETED.values():
                found.append((order["status_at"], order, False))
        return found

    def _issue(self, resident_id: UUID, at: datetime, replaces: Row | None = None) -> Row:
        number = card_number("".join(self.random.choices("0123456789", k=RANDOM_DIGITS)))
        keys = keyring.current()
        card = {
            "id": new_key(),
            "resident_id": resident_id,
            "account_id": self._account(LedgerAccountKind.CARD, resident_id)["id"],
            "number": keys.seal(number, CARD_NUMBER),
            "number_hash": keys.digest(number, CARD_NUMBER),
            "number_tail": card_tail(number),
            "status": CardStatus.ACTIVE,
            "status_at": at,
            "frozen_why": None,
            "issued_at": at,
            "replaces_id": replaces and replaces["id"],
        }
        self.cards[resident_id] = card
        self.rows["meal_card"].append(card)
        self._moved(card, None, CardStatus.ACTIVE, at, None)
        return card

    def _pay(self, order: Row, at: datetime) -> Row:
        card = self.cards.get(order["resident_id"])
        if card is None:
            method, source = (
                PaymentMethod.CASH,
                self._account(LedgerAccountKind.CASH, order["point_id"]),
            )
        else:
            method, source = (
                PaymentMethod.CARD,
                self._account(LedgerAccountKind.CARD, order["resident_id"]),
            )
            if source["balance_fen"] < order["due_fen"]:
                self._top_up(order, source, at - _MINUTE)
        payment = self._payment(PaymentPurpose.ORDER, method, order["due_fen"], order, at)
        sales = self._account(LedgerAccountKind.SALES, order["site_id"])
        self._post(LedgerEntryKind.ORDER_PAID, order["due_fen"], source, sales, payment, at)
        fen = order["due_fen"]
        self.bills[order["id"]] = {"order_id": order["id"], "due_fen": fen, "paid_fen": fen}
        self.rows["meal_bill"].append(self.bills[order["id"]])
        return payment

    def _top_up(self, order: Row, account: Row, at: datetime) -> None:
        fen = max(self.random.choice(_TOP_UPS), order["due_fen"])
        payment = self._payment(PaymentPurpose.TOP_UP, PaymentMethod.CASH, fen, order, at)
        cash = self._account(LedgerAccountKind.CASH, order["point_id"])
        self._post(LedgerEntryKind.TOPPED_UP, fen, cash, account, payment, at)

    def _refund(self, order: Row, payment: Row, at: datetime) -> None:
        at = min(at, self.now)
        payment["status"], payment["refunded_fen"] = PaymentStatus.REFUNDED, payment["amount_fen"]
        self.bills[order["id"]]["paid_fen"] = 0
        sales = self._account(LedgerAccountKind.SALES, order["site_id"])
        card = self._account(LedgerAccountKind.CARD, order["resident_id"])
        kind = LedgerEntryKind.ORDER_REFUNDED
        self._post(kind, payment["amount_fen"], sales, card, payment, at)

    def _mishaps(self) -> None:
        """One card is lost, one replaced, one given up with money still owed.

        A city with too few cards to choose from is spared them.
        """
        charged = [
            card
            for card in self.cards.values()
            if self._account(LedgerAccountKind.CARD, card["resident_id"])["balance_fen"] > 0
        ]
        if len(charged) < 3:
            return
        lost, broken, closed = charged[:3]
        self._move(lost, CardStatus.FROZEN, "遗失", CardFreeze.LOST)
        self._move(broken, CardStatus.REPLACED, "卡片损坏")
        self._issue(broken["resident_id"], self.now, replaces=broken)
        self._move(closed, CardStatus.CLOSED, "迁往外地")
        account = self._account(LedgerAccountKind.CARD, closed["resident_id"])
        owed = self._account(LedgerAccountKind.PAYABLE, closed["resident_id"])
        fen = account["balance_fen"]
        self._post(LedgerEntryKind.CARD_CLOSED, fen, account, owed, None, self.now)

    def _count(self) -> None:
        """Every drawer but today's is counted; now and then something is missing."""
        for number, drawer in enumerate(self.drawers.values(), 1):
            if drawer["on"] >= day_of(self.now):
                continue
            taken = self.taken[drawer["id"]]
            missing = self.random.choice((50, 100, -30)) if number % _MISCOUNTED == 0 else 0
            at = drawer["opened_at"] + timedelta(hours=13)
            drawer |= {
                "taken_fen": taken,
                "counted_fen": drawer["opening_fen"] + taken - missing,
                "difference_fen": -missing,
                "reason": "找零有误" if missing else None,
                "closed_at": at,
                "closed_by_id": self.staff_id,
            }
            if missing:
                site = drawer["site_id"]
                cash = self._account(LedgerAccountKind.CASH, site)
                difference = self._account(LedgerAccountKind.CASH_DIFFERENCE, site)
                kind = LedgerEntryKind.CASH_COUNTED
                self._post(kind, -missing, cash, difference, None, at, site_id=site)

    def _payment(
        self,
        purpose: PaymentPurpose,
        method: PaymentMethod,
        fen: int,
        order: Row,
        at: datetime,
    ) -> Row:
        is_order = purpose is PaymentPurpose.ORDER
        payment = {
            "id": new_key(),
            "purpose": purpose,
            "method": method,
            "status": PaymentStatus.CAPTURED,
            "amount_fen": fen,
            "refunded_fen": 0,
            "resident_id": order["resident_id"],
            "order_id": order["id"] if is_order else None,
            "site_id": order["point_id"],
            "created_at": at,
            "created_by_id": self.staff_id if method is PaymentMethod.CASH else None,
            "captured_at": at,
        }
        self.rows["meal_payment"].append(payment)
        return payment

    def _post(
        self,
        kind: LedgerEntryKind,
        fen: int,
        source: Row,
        target: Row,
        payment: Row | None,
        at: datetime,
        site_id: UUID | None = None,
        sale: Row | None = None,
    ) -> None:
        """So much from one account to another."""
        cash = next((a for a in (source, target) if a["kind"] is LedgerAccountKind.CASH), None)
        drawer = None
        about = payment or sale
        if cash is not None and about is not None:
            drawer = self._drawer(cash["site_id"], at)
            self.taken[drawer["id"]] += fen if cash is source else -fen
        entry = {
            "id": new_key(),
            "kind": kind,
            "at": at,
            "site_id": about["site_id"] if about else site_id,
            "order_id": payment and payment["order_id"],
            "payment_id": payment and payment["id"],
            "sale_id": sale and sale["id"],
            "drawer_id": drawer and drawer["id"],
            "by_id": self.staff_id if cash else None,
        }
        self.rows["ledger_entry"].append(entry)
        for account, amount in ((source, -fen), (target, fen)):
            is_kept = account["kind"] in OF_RESIDENTS
            if is_kept:
                account["balance_fen"] += amount
                account["last_number"] += 1
            self.rows["ledger_posting"].append(
                {
                    "id": new_key(),
                    "entry_id": entry["id"],
                    "account_id": account["id"],
                    "amount_fen": amount,
                    "at": at,
                    "number": account["last_number"],
                    "balance_fen": account["balance_fen"],
                }
            )

    def _account(self, kind: LedgerAccountKind, owner_id: UUID) -> Row:
        if (kind, owner_id) not in self.accounts:
            nothing = 0 if kind in OF_RESIDENTS else None
            account = {
                "id": new_key(),
                "kind": kind,
                "resident_id": owner_id if kind in OF_RESIDENTS else None,
                "site_id": None if kind in OF_RESIDENTS else owner_id,
                "balance_fen": nothing,
                "last_number": nothing,
            }
            self.accounts[kind, owner_id] = account
            self.rows["ledger_account"].append(account)
        return self.accounts[kind, owner_id]

    def _drawer(self, site_id: UUID, at: datetime) -> Row:
        on = day_of(at)
        if (site_id, on) not in self.drawers:
            opened_at = at.astimezone(self.now.tzinfo).replace(hour=6, minute=0, second=0)
            drawer: Row = {
                "id": new_key(),
                "site_id": site_id,
                "on": on,
                "opening_fen": _FLOAT_FEN,
                "opened_at": opened_at,
                "opened_by_id": self.staff_id,
                "taken_fen": None,
                "counted_fen": None,
                "difference_fen": None,
                "reason": None,
                "closed_at": None,
                "closed_by_id": None,
            }
            self.drawers[site_id, on] = drawer
            self.taken[drawer["id"]] = 0
            self.rows["cash_drawer"].append(drawer)
        return self.drawers[site_id, on]

    def _move(self, card: Row, to: CardStatus, reason: str, why: CardFreeze | None = None) -> None:
        self._moved(card, card["status"], to, self.now, reason)
        card |= {"status": to, "status_at": self.now, "frozen_why": why}

    def _moved(
        self,
        card: Row,
        before: CardStatus | None,
        to: CardStatus,
        at: datetime,
        reason: str | None,
    ) -> None:
        self.rows["meal_card_move"].append(
            {
                "id": new_key(),
                "card_id": card["id"],
                "at": at,
                "from_status": before,
                "to_status": to,
                "by_id": self.staff_id,
                "reason": reason,
            }
        )
