"""What is owed to residents in cash: refunds of cash, and what was on closed cards."""

from datetime import datetime
from enum import Enum
from typing import Any

import strawberry

from hub.canteen import models, rules
from hub.canteen.schema.access import AUDITORS, STAFF, works_here
from hub.canteen.schema.payment_types import audits, pays_for
from hub.canteen.schema.types import MealSite
from hub.kernel.access import Role
from hub.people.schema.types import Resident
from hub.query import (
    EVERYONE,
    NOBODY,
    Asker,
    Connection,
    Fen,
    Operation,
    Row,
    column,
    contains_text,
    expression,
    filters,
    is_unset,
    key_of,
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

    `mealBalanceReturn` pays it out; a large one once `mealBalanceReturnPropose` has proposed it.
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


@node(models.PayOutProposal)
class BalanceReturnProposal:
    """Somebody proposes to pay out what is owed; a manager does, not the same person (退款复核)."""

    resident: Resident | None = one()
    """To whom it is owed; null for who may not know more of them than the name."""
    resident_name: str = expression(lambda row: row.resident.name)
    """Their name."""
    site: MealSite | None = one()
    """Whose counter pays it out."""
    amount_fen: Fen
    """How much: if more or less is owed by then, it is proposed anew."""
    received_by: str
    """Who receives it."""
    proposed_at: datetime
    """When."""
    proposed_by: str | None = expression(lambda row: row.proposed_by.display_name)
    """By whom."""
    is_paid_out: bool = expression(lambda row: Operation("{0} IS NOT NULL", row.entry_id))
    """Whether it has been paid out."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return works_here(viewer, (*STAFF, *AUDITORS), row.site)


@root(*STAFF, *AUDITORS, order_by="-proposed_at")
def balance_return_proposals(
    row: Row, viewer: Asker, site_id: strawberry.ID
) -> list[BalanceReturnProposal]:
    """What is proposed to be paid out at a site and has not been (待复核退款).

    Args:
        site_id: The canteen or meal point.
    """
    return (row.site_id == key_of(site_id, "MealSite")) & is_unset(row.entry_id)
