"""Commands that are asked for most: they look, they decide, and one statement writes it all.

A statement is its own transaction, so that such a command needs no BEGIN and no COMMIT, and what
every change leaves behind (the audit trail, the events) is written with it: two ways to the
database instead of five.
"""

import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

import asyncpg

from hub.kernel.clock import utc_now
from hub.kernel.context import Actor
from hub.kernel.db.commands import TRAILER, Answers, Transaction, claimed, tell, tried
from hub.kernel.db.connecting import alone, transaction
from hub.kernel.errors import Refused

P = ParamSpec("P")
R = TypeVar("R")

_PLACEHOLDER = re.compile(r"\$(\d+)")


class Statement:
    """What a change writes: common table expressions, and the condition that must hold of them.

    When it does not hold, somebody was quicker since the command looked: nothing is written, and
    the command runs again.
    """

    def __init__(self, writes: str, *, holds: str) -> None:
        most = max(int(number) for number in _PLACEHOLDER.findall(writes + holds))
        trailer = _PLACEHOLDER.sub(lambda found: f"${int(found[1]) + most}", TRAILER)
        self.sql = (
            f"WITH {writes}, {trailer} SELECT CASE WHEN {holds} THEN true ELSE overtaken() END"
        )


@dataclass(frozen=True, slots=True)
class Change(Generic[R]):
    """What was decided: the answer, and the statement that makes it true.

    `refusals` are what the violation of a constraint, by its name, is to the caller.
    """

    answer: R
    statement: Statement
    values: Sequence[object]
    refusals: Mapping[str, Refused] = field(default_factory=dict)


def deciding(
    decide: Callable[Concatenate[Transaction, P], Awaitable[Change[R]]],
) -> Callable[Concatenate[Actor, P], Coroutine[Any, Any, R]]:
    """Make a function that decides on a change a command; see `command`.

    It may look by `tx`, name the beneficiary and record events, and must not write: what it does
    is not in a transaction.
    """
    answers = Answers[R](decide, of_change=True)

    async def once(by: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        now = utc_now()
        has_key = by.idempotency_key is not None and by.account_id is not None
        # The claim of a key is a statement of its own, which the change must not outlive.
        async with transaction() if has_key else alone() as connection:
            tx = Transaction(by, connection)
            earlier = await claimed(tx, now)
            if earlier is not None:
                return answers.read(earlier)
            change = await decide(tx, *args, **kwargs)
            trailer = tx.trailer(now, answers.written(change.answer))
            try:
                await connection.fetchval(change.statement.sql, *change.values, *trailer)
            except asyncpg.IntegrityConstraintViolationError as error:
                refusal = change.refusals.get(error.constraint_name)
                if refusal is None:
                    raise
                raise refusal from None
        tell(tx)
        return change.answer

    return tried(decide, once)
