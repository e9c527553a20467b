"""Payments that nobody pays, money that goes back, statements, and whether the ledger is right."""

from datetime import datetime, timedelta

import structlog

from hub.canteen import commands, reads
from hub.canteen.providers import ProviderAway, provider_named
from hub.canteen.rules import CARD_NUMBER
from hub.kernel.clock import day_of
from hub.kernel.context import Actor
from hub.kernel.db import acquire
from hub.kernel.jobs import job
from hub.kernel.keyring import reseal
from hub.settings import settings

_DAY = timedelta(days=1)
_DAYS_BACK = 3
"""Statements are compared for so many days, since a provider may have been away for one."""

_log = structlog.get_logger(__name__)


@job("* * * * *")
async def expire_payments(now: datetime) -> None:
    """Give up on payments that nobody has paid in time."""
    await commands.expire_payments(Actor.job("canteen.expire_payments"), now=now)


@job("* * * * *")
async def send_refunds(now: datetime) -> None:
    """Have the providers give back what is due to go back."""
    while await commands.send_refunds(Actor.job("canteen.send_refunds"), now):
        pass


@job("10 6 * * *")
async def reconcile(now: datetime) -> None:
    """Compare the provider's statements of the last days with what is stored here."""
    name = settings().payment_provider
    provider = name and provider_named(name.value)
    if not provider:
        return
    for back in range(1, _DAYS_BACK + 1):
        on = day_of(now) - back * _DAY
        try:
            lines = await provider.statement(on)
        except ProviderAway as trouble:
            _log.warning("payments.no_statement", provider=provider.name, on=on, why=str(trouble))
            continue
        by = Actor.job("canteen.reconcile")
        await commands.reconcile(by, provider=provider.name, on=on, lines=lines, now=now)


@job("40 4 * * *")
async def check_ledger(_: datetime) -> None:
    """Add the whole ledger up, and say so loudly when it does not come to nothing."""
    async with acquire() as connection, connection.transaction():
        await connection.execute("SET LOCAL statement_timeout = '10min'")
        trouble = await reads.ledger_trouble(connection)
    if trouble.is_none:
        _log.info("ledger.in_order")
    else:
        _log.error(
            "ledger.out_of_order",
            trial_fen=trouble.trial_fen,
            uneven_entries=trouble.uneven_entries,
            strayed_balances=trouble.strayed_balances,
            strayed_bills=trouble.strayed_bills,
        )


@job("50 3 * * *")
async def reseal_card_numbers(_: datetime) -> None:
    """Seal and hash with the newest key what older ones did."""
    await reseal("meal_card", "number", "number_hash", CARD_NUMBER)


JOBS = (expire_payments, send_refunds, reconcile, check_ledger, reseal_card_numbers)
