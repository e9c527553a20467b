"""What the books say: a day's cash, the trial balance, and how statements of providers differ."""

from datetime import date, datetime
from enum import Enum
from typing import Any

import strawberry

from hub.canteen import commands, models, reads, rules
from hub.canteen.rules.ledger import check_trial_days
from hub.canteen.schema.access import AUDITORS, STAFF
from hub.canteen.schema.card_types import CashDrawer
from hub.canteen.schema.payment_types import MealPayment
from hub.canteen.schema.types import CanteenRefusal
from hub.kernel.access import Role
from hub.kernel.db import acquire
from hub.query import (
    Asker,
    Connection,
    Context,
    Fen,
    Row,
    connection,
    enumeration,
    expression,
    filters,
    inputs,
    is_set,
    is_unset,
    key_of,
    mutation,
    node,
    one,
    orders,
    payload,
    read,
    resolver,
    root,
    where,
)

enumeration(rules.DifferenceKind)


@filters(models.CashDrawer)
class CashDrawerFilter:
    """Which cash drawers."""

    from_on: date | None = where(lambda row, value: row.on >= value)
    """Only from this day on."""
    until_on: date | None = where(lambda row, value: row.on < value)
    """Only before this day."""
    is_closed: bool | None = where(
        lambda row, value: (is_set(row.closed_at) & value) | (is_unset(row.closed_at) & ~value)
    )
    """Only those that are counted and closed, or only those that are not."""


@orders(models.CashDrawer)
class CashDrawerOrder(Enum):
    """How cash drawers are sorted."""

    LATEST = "-on"
    """The latest day first."""
    EARLIEST = "on"
    """The earliest day first."""


@root(*STAFF, *AUDITORS, filter=CashDrawerFilter, order=CashDrawerOrder)
def cash_drawers(row: Row, viewer: Asker, site_id: strawberry.ID) -> Connection[CashDrawer]:
    """The cash of a site, day by day (现金日记).

    Args:
        site_id: The canteen or meal point.
    """
    return row.site_id == key_of(site_id, "MealSite")


@payload
class CashReportLine:
    """What one kind of movement came to (日报明细)."""

    kind: rules.LedgerEntryKind
    """Why money moved."""
    method: rules.PaymentMethod | None
    """How it was paid; null for what is no payment."""
    entries: int
    """How often."""
    amount_fen: Fen
    """How much in all."""
    cash_fen: Fen
    """How much of it went into the drawer; negative when it was paid out."""


@payload
class CashReport:
    """What was taken and given at a site on a day (日报)."""

    drawer: CashDrawer | None = read()
    """The cash drawer; null when it was not opened."""
    cash_fen: Fen
    """What the drawer took in, less what it paid out and what was missing."""
    lines: list[CashReportLine]
    """By kind of movement and way of paying."""


@resolver(*STAFF, *AUDITORS)
async def cash_report(ctx: Context, site_id: strawberry.ID, on: date) -> CashReport | None:
    """The money of one day at a site; null for one where the caller does not work (收款日报).

    Args:
        site_id: The canteen or meal point.
        on: The day.
    """
    key = key_of(site_id, "MealSite")
    async with acquire() as connection:
        if not await reads.works_at_counter(connection, key, ctx.viewer, (*STAFF, *AUDITORS)):
            return None
        lines = await reads.takings(connection, key, on)
        drawer_id = await reads.drawer_of(connection, key, on)
    return CashReport(
        drawer=drawer_id,
        cash_fen=Fen(sum(line.cash_fen for line in lines)),
        lines=[
            CashReportLine(
                kind=line.kind,
                method=line.method,
                entries=line.entries,
                amount_fen=Fen(line.amount_fen),
                cash_fen=Fen(line.cash_fen),
            )
            for line in lines
        ],
    )


@payload
class TrialBalanceLine:
    """What the accounts of one kind came to (科目汇总)."""

    account: rules.LedgerAccountKind
    """The kind of account."""
    debit_fen: Fen
    """What left them, or is held there (借方)."""
    credit_fen: Fen
    """What came to them, or is owed (贷方)."""


@payload
class TrialBalance:
    """What was posted to all accounts of the ledger; debits and credits are equal (试算平衡)."""

    lines: list[TrialBalanceLine]
    """By kind of account."""
    difference_fen: Fen
    """Credits less debits: always zero."""


@resolver(*AUDITORS)
async def trial_balance(ctx: Context, from_on: date, until_on: date) -> TrialBalance | None:
    """What was posted on some days, a year at most; for the city's auditors (试算平衡表).

    Args:
        from_on: The first day.
        until_on: The day after the last.
    """
    check_trial_days(from_on, until_on)
    if not any(ctx.viewer.is_city_wide(role) for role in AUDITORS):
        return None
    async with acquire() as connection:
        totals = await reads.trial_balance(connection, from_on, until_on)
    return TrialBalance(
        lines=[
            TrialBalanceLine(
                account=total.kind,
                debit_fen=Fen(total.debit_fen),
                credit_fen=Fen(total.credit_fen),
            )
            for total in totals
        ],
        difference_fen=Fen(sum(total.credit_fen - total.debit_fen for total in totals)),
    )


def _audits_the_city(viewer: Asker) -> Any:
    return viewer.at(*AUDITORS)


@filters(models.ReconciliationDifference)
class ReconciliationDifferenceFilter:
    """Which differences."""

    is_resolved: bool | None = where(
        lambda row, value: (is_set(row.resolved_at) & value) | (is_unset(row.resolved_at) & ~value)
    )
    """Only those that were dealt with, or only those that were not."""


@orders(models.ReconciliationDifference)
class ReconciliationDifferenceOrder(Enum):
    """How differences are sorted."""

    REFERENCE = "reference"
    """By reference."""


@node(models.ReconciliationDifference)
class ReconciliationDifference:
    """What a provider's statement and the hub do not agree on (对账差异)."""

    kind: rules.DifferenceKind
    """How they differ."""
    on: date = expression(lambda row: row.reconciliation.on)
    """The day of the statement."""
    provider: str = expression(lambda row: row.reconciliation.provider)
    """Whose statement."""
    reference: str
    """What it is about, as both sides call it."""
    payment: MealPayment | None = one()
    """The payment that it is about, if the hub knows it."""
    ours_fen: Fen | None
    """How much the hub has; negative for what went back."""
    theirs_fen: Fen | None
    """How much the provider has; negative for what went back."""
    resolved_at: datetime | None
    """When it was dealt with."""
    resolved_by: str | None = expression(lambda row: row.resolved_by.display_name)
    """By whom."""
    note: str | None
    """What came of it."""

    @staticmethod
    def visible(row: Any, viewer: Asker) -> Any:
        return _audits_the_city(viewer)


@orders(models.Reconciliation)
class ReconciliationOrder(Enum):
    """How reconciliations are sorted."""

    LATEST = "-on"
    """The latest day first."""


@node(models.Reconciliation)
class Reconciliation:
    """One comparison of a provider's statement of a day with the hub (对账)."""

    provider: str
    """Whose statement."""
    on: date
    """The day."""
    at: datetime
    """When it was compared last."""
    matched: int
    """How many payments and refunds agree."""
    taken_up: int
    """How many payments were taken from the statement, because word of them had been lost."""
    differences: Connection[ReconciliationDifference] = connection(
        "differences", filter=ReconciliationDifferenceFilter, order=ReconciliationDifferenceOrder
    )
    """What does not agree."""

    @staticmethod
    def visible(row: Any, viewer: Asker) -> Any:
        return _audits_the_city(viewer)


@root(*AUDITORS, order=ReconciliationOrder)
def reconciliations(row: Row, viewer: Asker, from_on: date) -> Connection[Reconciliation]:
    """How the statements of providers compare with the hub; for the city's auditors (对账结果).

    Args:
        from_on: The first day.
    """
    return row.on >= from_on


@inputs
class ReconciliationDifferenceResolveInput:
    """What came of which difference."""

    difference_id: strawberry.ID
    """The difference."""
    note: str
    """What came of it."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class ReconciliationDifferenceResolved:
    """The difference is dealt with."""

    difference: ReconciliationDifference | None = read()
    """The difference."""


@mutation(Role.CITY_ADMINISTRATOR)
async def reconciliation_difference_resolve(
    ctx: Context, input: ReconciliationDifferenceResolveInput
) -> ReconciliationDifferenceResolved | CanteenRefusal:
    """Say what came of a difference (差异处理)."""
    key = await commands.resolve_difference(
        ctx.actor,
        difference_id=key_of(input.difference_id, "ReconciliationDifference"),
        note=input.note,
        now=ctx.now,
    )
    return ReconciliationDifferenceResolved(difference=key)
