"""Tries at signing in: which there are is in `rules.LIMITS`, how they are counted in the kernel."""

from datetime import datetime

from hub.accounts.rules import LIMITS, AccountReason, AccountRefused, ThrottleKind
from hub.kernel import throttle
from hub.kernel.clock import HUB_ZONE
from hub.kernel.db import Transaction

Try = tuple[ThrottleKind, tuple[str, ...]]
"""What is counted, and the name, phone and source that it is counted for."""


async def take(now: datetime, *tries: Try) -> None:
    """Take one try of each, or none and a refusal that says when there will be one again."""
    try:
        await throttle.take(now, *map(_counted, tries))
    except throttle.UsedUp as used_up:
        raise _refusal(ThrottleKind(used_up.kind), used_up.retry_at) from None


async def give_back(*tries: Try) -> None:
    """Return the tries of a request that turned out to be right."""
    await throttle.give_back(*map(_counted, tries))


async def forget(*tries: Try) -> None:
    """Start counting anew."""
    await throttle.forget(*map(_counted, tries))


async def forget_name(tx: Transaction, name: str) -> None:
    """Start counting wrong passwords for a name anew, from whatever source they came."""
    await throttle.forget_all_of(
        tx, name, ThrottleKind.PASSWORD_NAME, ThrottleKind.PASSWORD_NAME_AND_SOURCE
    )


def _counted(each: Try) -> throttle.Try:
    kind, subject = each
    return throttle.Try(kind, subject, LIMITS[kind])


def _refusal(kind: ThrottleKind, until_at: datetime) -> AccountRefused:
    reason = (
        AccountReason.CODE_SENT_RECENTLY
        if kind is ThrottleKind.CODE_PHONE_MINUTE
        else AccountReason.LOCKED_OUT
    )
    return AccountRefused(reason, retry_at=until_at.astimezone(HUB_ZONE))
