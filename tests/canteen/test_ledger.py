"""The ledger: entries add up to zero, stay as they are, and are reversed once."""

from datetime import timedelta
from random import Random
from uuid import UUID

import asyncpg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.canteen import reads
from hub.canteen.commands import ledger
from hub.canteen.models import LedgerAccount, LedgerEntry, LedgerPosting
from hub.canteen.rules import (
    CanteenReason,
    CanteenRefused,
    LedgerAccountKind,
    LedgerEntryKind,
    Posting,
    check_balanced,
)
from hub.kernel.context import Actor
from hub.kernel.db import Transaction
from hub.kernel.ids import new_key
from tests import make
from tests.make.canteen import BEFORE

KIND = LedgerEntryKind
BY = Actor(operation="test")


@pytest.fixture
def tx(database: asyncpg.Connection) -> Transaction:
    """A transaction on the connection of the test, as a command has it."""
    return Transaction(BY, database)


async def card_account(tx: Transaction) -> UUID:
    resident = await make.resident()
    return await ledger.account_of(tx, LedgerAccountKind.CARD, resident_id=resident.id)


async def cash_account(tx: Transaction) -> UUID:
    site = await make.canteen()
    return await ledger.account_of(tx, LedgerAccountKind.CASH, site_id=site.id)


async def move(tx: Transaction, fen: int, from_id: UUID, to_id: UUID, **about) -> UUID:
    return await ledger.move_money(
        tx, KIND.TOPPED_UP, fen, from_id=from_id, to_id=to_id, now=BEFORE, **about
    )


async def checked(tx: Transaction) -> None:
    """What is checked at commit is checked now; the transaction of a test is never committed."""
    await tx.execute("SET CONSTRAINTS ALL IMMEDIATE")
    await tx.execute("SET CONSTRAINTS ALL DEFERRED")


async def test_money_moves_from_one_account_to_another(tx):
    card, cash = await card_account(tx), await cash_account(tx)
    entry = await move(tx, 5000, cash, card)
    await checked(tx)
    postings = await LedgerPosting.filter(entry_id=entry).order_by("amount_fen")
    assert [(row.account_id, row.amount_fen) for row in postings] == [(cash, -5000), (card, 5000)]
    assert [(row.number, row.balance_fen) for row in postings] == [(None, None), (1, 5000)]
    account = await LedgerAccount.get(id=card)
    assert (account.balance_fen, account.last_number) == (5000, 1)


async def test_an_account_is_opened_once(tx):
    site = await make.canteen()
    first, second = [
        await ledger.account_of(tx, LedgerAccountKind.CASH, site_id=site.id) for _ in range(2)
    ]
    assert first == second


async def test_no_card_falls_below_zero(tx):
    card, cash = await card_account(tx), await cash_account(tx)
    await move(tx, 300, cash, card)
    with pytest.raises(CanteenRefused) as refused:
        async with tx.connection.transaction():
            await move(tx, 301, card, cash)
    assert refused.value.reason is CanteenReason.BALANCE_TOO_LOW
    assert refused.value.facts == {"balance_fen": 300}
    assert (await LedgerAccount.get(id=card)).balance_fen == 300
    await move(tx, 300, card, cash)
    assert (await LedgerAccount.get(id=card)).balance_fen == 0
    assert (await reads.ledger_trouble(tx)).is_none


async def test_the_database_refuses_a_card_below_zero_whoever_asks(tx):
    card = await card_account(tx)
    with pytest.raises(asyncpg.CheckViolationError) as refused:
        await tx.execute("UPDATE ledger_account SET balance_fen = -1 WHERE id = $1", card)
    assert refused.value.constraint_name == "ledger_account_not_overdrawn"


@pytest.mark.parametrize("amounts", [(100, -99), (100,), (100, -50, -40)])
async def test_the_database_refuses_what_does_not_add_up_at_commit(tx, amounts):
    accounts = [await cash_account(tx) for _ in amounts]
    entry = new_key()
    await tx.execute(
        "INSERT INTO ledger_entry (id, kind, at) VALUES ($1, 'TOPPED_UP', $2)", entry, BEFORE
    )
    for account, amount in zip(accounts, amounts, strict=True):
        await tx.execute(
            "INSERT INTO ledger_posting (id, entry_id, account_id, amount_fen, at)"
            " VALUES ($1, $2, $3, $4, $5)",
            *(new_key(), entry, account, amount, BEFORE),
        )
    with pytest.raises(asyncpg.CheckViolationError) as refused:
        await checked(tx)
    assert refused.value.constraint_name == "ledger_entry_balanced"


async def test_an_entry_without_postings_is_refused_at_commit(tx):
    await tx.execute(
        "INSERT INTO ledger_entry (id, kind, at) VALUES ($1, 'TOPPED_UP', $2)", new_key(), BEFORE
    )
    with pytest.raises(asyncpg.CheckViolationError):
        await checked(tx)


async def test_a_posting_is_not_slipped_under_an_entry_later(tx):
    entry = await move(tx, 100, await cash_account(tx), await card_account(tx))
    await checked(tx)
    await tx.execute(
        "INSERT INTO ledger_posting (id, entry_id, account_id, amount_fen, at)"
        " VALUES ($1, $2, $3, 7, $4)",
        *(new_key(), entry, await cash_account(tx), BEFORE),
    )
    with pytest.raises(asyncpg.CheckViolationError):
        await checked(tx)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_posting SET amount_fen = amount_fen * 2",
        "DELETE FROM ledger_posting",
        "TRUNCATE ledger_posting",
        "UPDATE ledger_entry SET note = 'x'",
        "DELETE FROM ledger_entry",
        "TRUNCATE ledger_entry, ledger_posting CASCADE",
    ],
)
async def test_what_is_in_the_ledger_stays_as_it_is(tx, statement):
    await move(tx, 100, await cash_account(tx), await card_account(tx))
    await checked(tx)
    with pytest.raises(asyncpg.IntegrityConstraintViolationError) as refused:
        await tx.execute(statement)
    assert refused.value.constraint_name.endswith("_append_only")


async def test_an_entry_is_reversed_once(tx):
    card, cash = await card_account(tx), await cash_account(tx)
    entry = await move(tx, 100, cash, card)
    await move(tx, 100, card, cash, reverses_id=entry)
    await move(tx, 500, cash, card)
    with pytest.raises(asyncpg.UniqueViolationError) as refused:
        await move(tx, 100, card, cash, reverses_id=entry)
    assert refused.value.constraint_name == "ledger_entry_reversed_once"


@pytest.mark.parametrize(
    ("column", "value"),
    [("resident_id", None), ("site_id", "site"), ("balance_fen", None), ("provider", "sandbox")],
)
async def test_an_account_belongs_to_whom_its_kind_says(tx, column, value):
    card = await card_account(tx)
    given = (await make.canteen()).id if value == "site" else value
    with pytest.raises(asyncpg.CheckViolationError):
        await tx.execute(f"UPDATE ledger_account SET {column} = $2 WHERE id = $1", card, given)


async def test_a_balance_that_has_strayed_is_found(tx):
    card, cash = await card_account(tx), await cash_account(tx)
    await move(tx, 100, cash, card)
    assert (await reads.ledger_trouble(tx)).is_none
    await tx.execute("UPDATE ledger_account SET balance_fen = 101 WHERE id = $1", card)
    trouble = await reads.ledger_trouble(tx)
    assert (trouble.strayed_balances, trouble.trial_fen, trouble.is_none) == (1, 0, False)


async def test_the_trial_balance_is_always_zero(tx):
    card, cash = await card_account(tx), await cash_account(tx)
    for fen in (100, 250, 999):
        await move(tx, fen, cash, card)
    await move(tx, 50, card, cash)
    days = (BEFORE.date(), BEFORE.date() + timedelta(days=1))
    totals = {total.kind: total for total in await reads.trial_balance(tx, *days)}
    assert totals[LedgerAccountKind.CARD].credit_fen == 1349
    assert totals[LedgerAccountKind.CARD].debit_fen == 50
    assert sum(total.credit_fen - total.debit_fen for total in totals.values()) == 0
    assert await LedgerEntry.all().count() == 4


async def statement(account_id: UUID) -> list[tuple[int | None, int, int | None]]:
    rows = await LedgerPosting.filter(account_id=account_id).order_by("number", "id")
    return [(row.number, row.amount_fen, row.balance_fen) for row in rows]


@pytest.mark.parametrize("seed", range(5))
async def test_many_at_once_are_what_they_would_be_one_by_one(tx, seed):
    draw, cash = Random(seed), await cash_account(tx)
    singly, at_once = [[await card_account(tx) for _ in range(3)] for _ in range(2)]
    for card in (singly[0], at_once[0]):
        await move(tx, 700, cash, card)
    wanted = [(draw.randrange(1, 1000), draw.randrange(3)) for _ in range(20)]
    for fen, place in wanted:
        await move(tx, fen, cash, singly[place])
    movements = [ledger.Movement(fen, cash, at_once[place]) for fen, place in wanted]
    await ledger.move_all(tx, KIND.TOPPED_UP, movements, now=BEFORE)
    for one, other in zip(singly, at_once, strict=True):
        assert await statement(one) == await statement(other)
    await checked(tx)
    assert (await reads.ledger_trouble(tx)).is_none


AMOUNTS = st.lists(st.integers(-10_000, 10_000).filter(bool), min_size=1, max_size=6)


@given(AMOUNTS)
@settings(deadline=None)
def test_postings_that_add_up_are_taken_and_others_are_not(amounts):
    postings = [Posting(new_key(), amount) for amount in amounts]
    rest = -sum(amounts)
    if rest != 0:
        with pytest.raises(ValueError, match="add up"):
            check_balanced(postings)
        postings.append(Posting(new_key(), rest))
    if len(postings) > 1:
        check_balanced(postings)


@pytest.mark.parametrize("amounts", [(0, 0), (2**60, -(2**60))])
def test_a_posting_is_of_some_amount(amounts):
    with pytest.raises(ValueError, match="some amount"):
        check_balanced([Posting(new_key(), amount) for amount in amounts])


def test_an_entry_goes_to_different_accounts():
    account = new_key()
    with pytest.raises(ValueError, match="different accounts"):
        check_balanced([Posting(account, 5), Posting(account, -5)])
