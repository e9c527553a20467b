"""The double-entry ledger (复式记账): accounts, kinds of entries, and postings that add up to zero.

A posting is a credit when it is positive (what the hub owes, or has earned) and a debit when it is
negative (what it holds). So a card's balance is the sum of its postings, a drawer of cash holds the
sum of its postings with the sign turned, and all postings there are add up to zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from hub.kernel.errors import BadInput, Reason
from hub.kernel.money import LARGEST_FEN

MOST_TRIAL_DAYS = 366
"""Over how many days a trial balance goes at most."""


class LedgerAccountKind(StrEnum):
    """What money of the ledger is where (科目)."""

    CARD = "CARD"
    """What a resident has on their meal card (助餐卡余额)."""
    PAYABLE = "PAYABLE"
    """What is owed to a resident or their heirs, to be paid out at a counter (应退)."""
    CASH = "CASH"
    """What lies in the cash drawer of a site (现金)."""
    CASH_DIFFERENCE = "CASH_DIFFERENCE"
    """What was missing or too much when a site's cash was counted (长短款)."""
    SALES = "SALES"
    """What people have paid a site for meals (餐费收入)."""
    PROVIDER = "PROVIDER"
    """What an outside payment provider has collected for the hub (第三方支付待清算)."""
    REFUNDING = "REFUNDING"
    """What is to be given back through an outside payment provider (第三方退款中)."""


class LedgerEntryKind(StrEnum):
    """Why money moved (记账事由)."""

    TOPPED_UP = "TOPPED_UP"
    """A card was topped up (充值)."""
    TOP_UP_REVERSED = "TOP_UP_REVERSED"
    """A mistaken top-up was taken back (充值冲正)."""
    ORDER_PAID = "ORDER_PAID"
    """An order was paid, wholly or in part (支付)."""
    ORDER_REFUNDED = "ORDER_REFUNDED"
    """Money for an order was given back (退款)."""
    COUNTER_SOLD = "COUNTER_SOLD"
    """Leftover portions were sold at the counter (窗口零售)."""
    COUNTER_VOIDED = "COUNTER_VOIDED"
    """A sale at the counter was taken back (零售作废)."""
    SURPLUS = "SURPLUS"
    """An outside payment came that could not be taken; it goes back (多付退回)."""
    REFUND_SENT = "REFUND_SENT"
    """An outside provider has given money back (第三方退款完成)."""
    REFUND_FAILED = "REFUND_FAILED"
    """An outside provider could not give money back; it is owed instead (第三方退款失败转应退)."""
    CARD_CLOSED = "CARD_CLOSED"
    """A card was closed; what was on it is owed (销卡)."""
    BALANCE_RETURNED = "BALANCE_RETURNED"
    """What was owed was paid out (余额退还)."""
    CASH_COUNTED = "CASH_COUNTED"
    """The cash that was counted differed from the cash that was taken (盘点差额)."""


OF_RESIDENTS = frozenset({LedgerAccountKind.CARD, LedgerAccountKind.PAYABLE})
"""Accounts of one person, whose balance is kept with them and never falls below zero. The others
have no limit that they could run into, and a balance kept would only line up all who pay."""


@dataclass(frozen=True, slots=True)
class Posting:
    """So much to an account: a credit when positive, a debit when negative."""

    account_id: UUID
    amount_fen: int


def check_balanced(postings: Sequence[Posting]) -> None:
    """Postings of one entry: at least two, each of something, to different accounts, in all zero.

    Raises:
        ValueError: they are not, which is a mistake of the caller; the database refuses it too.
    """
    amounts = [posting.amount_fen for posting in postings]
    accounts = {posting.account_id for posting in postings}
    if len(amounts) < 2 or len(accounts) != len(amounts) or sum(amounts) != 0:
        raise ValueError("Postings go to different accounts and add up to zero.")
    if any(amount == 0 or abs(amount) > LARGEST_FEN for amount in amounts):
        raise ValueError("A posting is of some amount.")


class LedgerReason(Reason):
    """Why the ledger is not added up."""

    SPAN_NOT_VALID = (
        "起止日期须先后有序，且不超过 {most} 天。",
        "The first day is before the last, and there are {most} days at most.",
    )


def check_trial_days(from_on: date, until_on: date) -> None:
    """Refuse a span whose postings cannot be added up while somebody waits.

    Raises:
        BadInput: SPAN_NOT_VALID.
    """
    if not timedelta() < until_on - from_on <= timedelta(days=MOST_TRIAL_DAYS):
        raise BadInput(LedgerReason.SPAN_NOT_VALID, argument="untilOn", most=MOST_TRIAL_DAYS)
