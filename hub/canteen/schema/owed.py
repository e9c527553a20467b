"""What is owed to residents in cash: refunds of cash, and what was on closed cards."""

from enum import Enum
from typing import Any

from hub.canteen import models, rules
from hub.canteen.schema.access import AUDITORS, STAFF
from hub.canteen.schema.payment_types import audits, pays_for
from hub.kernel.access import Role
from hub.people.schema.types import Resident
from hub.query import (
    EVERYONE,
    NOBODY,
    Asker,
    Connection,
    Fen,
    Row,
    column,
    contains_text,
    expression,
    filters,
    node,
    one,
    orders,
    root,
    where,
)


@filters(models.LedgerAccount)
class BalanceOwedFilter:
    """Which balances."""

    text: str | None = where(
        lambda row, value: (
            contains_text(row.resident.name, value)
            | contains_text(row.resident.name_pinyin, value)
            | contains_text(row.resident.name_initials, value)
        )
    )
    """Only of residents whose name, or its pinyin, holds this text."""


@orders(models.LedgerAccount)
class BalanceOwedOrder(Enum):
    """How balances are sorted."""

    LARGEST = "-balance_fen"
    """The largest first."""


@node(models.LedgerAccount)
class BalanceOwed:
    """What is owed to a resident, to be paid out at any counter (应退款).

    `mealBalanceReturn` pays it out.
    """

    resident: Resident | None = one()
    """To whom; null for who may not know more of them than the name."""
    resident_name: str = expression(lambda row: row.resident.name)
    """Their name."""
    amount_fen: Fen = column("balance_fen")
    """How much."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        at_counter = EVERYONE if viewer.has(*STAFF) else NOBODY
        seen = at_counter | pays_for(row.resident_id, viewer) | audits(row.resident, viewer)
        return (row.kind == rules.LedgerAccountKind.PAYABLE.value) & seen


@root(*STAFF, *AUDITORS, filter=BalanceOwedFilter, order=BalanceOwedOrder)
def balances_owed(row: Row, viewer: Asker) -> Connection[BalanceOwed]:
    """To whom money is owed: in the whole city, for auditors in their area (应退清单)."""
    return row.balance_fen > 0


@root(Role.RESIDENT, order_by="-balance_fen")
def my_balances_owed(row: Row, viewer: Asker) -> list[BalanceOwed]:
    """What is owed to oneself, and to residents for whom one orders (我的应退款)."""
    return (row.balance_fen > 0) & pays_for(row.resident_id, viewer)
