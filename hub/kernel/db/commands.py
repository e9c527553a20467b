"""Commands: the only way to change anything, each one transaction, audited."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property, wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast, get_args, get_type_hints
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter
from tortoise.exceptions import IntegrityError

from hub.kernel.clock import utc_now
from hub.kernel.context import Actor
from hub.kernel.db.connecting import acquire, transaction
from hub.kernel.errors import Reason, Refused
from hub.kernel.ids import new_key

P = ParamSpec("P")
R = TypeVar("R")

# A deadlock or a serialization failure is the database asking to run the command again.
_TRY_AGAIN = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError)
_ATTEMPTS = 4
_LONGEST_KEY = 128


class KernelReason(Reason):
    """Why any change may be declined, whatever the domain."""

    IDEMPOTENCY_KEY_REUSED = (
        "这个幂等键已用于另一次不同的请求，请换一个新的键。",
        "This idempotency key was used for a different request. Send a new key.",
    )
    IDEMPOTENCY_KEY_INVALID = (
        "幂等键须为 1 至 128 个可见字符。",
        "An idempotency key is 1 to 128 printable characters.",
    )


class KernelRefused(Refused):
    """Declined by the kernel itself."""


Happened = Sequence[tuple[str, UUID, UUID | None, str]]
"""What a command recorded: topics, subjects, scopes and payloads as JSON."""


class Transaction:
    """The one transaction of a command. Tortoise calls inside it run on it too.

    `beneficiary_id` names the resident for whom the change is made, when there is one.
    """

    def __init__(self, by: Actor, connection: asyncpg.Connection) -> None:
        self.by = by
        self.connection = connection
        self.beneficiary_id: UUID | None = None
        self.events: list[tuple[str, UUID, UUID | None, str]] = []

    async def fetch(self, sql: str, *values: object) -> list[asyncpg.Record]:
        return cast("list[asyncpg.Record]", await self.connection.fetch(sql, *values))

    async def fetchrow(self, sql: str, *values: object) -> asyncpg.Record | None:
        return await self.connection.fetchrow(sql, *values)

    async def fetchval(self, sql: str, *values: object) -> Any:
        return await self.connection.fetchval(sql, *values)

    async def execute(self, sql: str, *values: object) -> str:
        return cast(str, await self.connection.execute(sql, *values))

    def record(
        self, topic: str, subject_id: UUID, *, scope_id: UUID | None = None, **payload: object
    ) -> None:
        """Tell handlers and subscribers, once this is committed, that something happened.

        `scope_id` is what subscribers filter by (a site, an area); `payload` must be JSON.
        """
        self.events.append((topic, subject_id, scope_id, json.dumps(payload, default=str)))

    def trailer(self, now: datetime, result: str) -> list[object]:
        """The sixteen values of TRAILER; `result` is the answer as JSON."""
        told = zip(*self.events, strict=True) if self.events else ((), (), (), ())
        audited = _audit_values(self.by, now, self.beneficiary_id, "OK", result)
        return [*audited, *told, self.by.idempotency_key]


_AUDIT = """INSERT INTO audit
(id, at, account_id, role, beneficiary_id, operation, request_id, source, input, outcome, result)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11::jsonb)"""
TRAILER = f"""audited AS ({_AUDIT}),
told AS (INSERT INTO event (topic, subject_id, scope_id, payload, at)
SELECT topic, subject_id, scope_id, payload::jsonb, $2
FROM unnest($12::text[], $13::uuid[], $14::uuid[], $15::text[])
AS happened(topic, subject_id, scope_id, payload)),
kept AS (UPDATE idempotency SET result = $11::jsonb
WHERE account_id = $3 AND operation = $6 AND key = $16)"""
"""What every change leaves behind, as common table expressions; `Transaction.trailer` binds it."""
_LEAVE = f"WITH {TRAILER} SELECT"
_CLAIM = """INSERT INTO idempotency (id, account_id, operation, key, input_hash, at)
VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account_id, operation, key) DO NOTHING RETURNING id"""
_EARLIER = """SELECT result, input_hash FROM idempotency
WHERE account_id = $1 AND operation = $2 AND key = $3"""
# In JSON text: what to keep (an escaped backslash, a pair of surrogates), and what jsonb refuses.
_UNSTORABLE = re.compile(
    r"(\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|\\u0000|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)

_after_commit: list[Callable[[Happened], None]] = []


def on_commit(hear: Callable[[Happened], None]) -> Callable[[], None]:
    """Call `hear` after every commit here that recorded events; the answer unsubscribes it."""
    _after_commit.append(hear)
    return lambda: _after_commit.remove(hear)


def command(
    work: Callable[Concatenate[Transaction, P], Awaitable[R]],
) -> Callable[Concatenate[Actor, P], Coroutine[Any, Any, R]]:
    """Make a function of a transaction a command: called with an actor, one transaction, audited.

    With an idempotency key the same key gives an account the stored answer instead of a second
    run, also when both arrive at once: the second waits for the first. A refusal is not stored. The
    answer must be JSON for pydantic, and no secret: the audit trail keeps it. An anonymous caller's
    key is ignored, or strangers with equal keys would get each other's answers.
    """
    answers = Answers[R](work)

    async def once(by: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        now = utc_now()
        async with transaction() as connection:
            tx = Transaction(by, connection)
            earlier = await claimed(tx, now)
            if earlier is not None:
                return answers.read(earlier)
            result = await work(tx, *args, **kwargs)
            await tx.execute(_LEAVE, *tx.trailer(now, answers.written(result)))
        tell(tx)
        return result

    return tried(work, once)


class Answers(Generic[R]):
    """How the answers of one command are kept: as JSON, by the type that it is said to return."""

    def __init__(self, work: Callable[..., Any], *, of_change: bool = False) -> None:
        self._work = work
        self._of_change = of_change

    @cached_property
    def _type(self) -> TypeAdapter[R]:
        # The names in an annotation may be defined after the command.
        returned = get_type_hints(self._work)["return"]
        return TypeAdapter(get_args(returned)[0] if self._of_change else returned)

    def written(self, answer: R) -> str:
        return self._type.dump_json(answer).decode()

    def read(self, kept: str) -> R:
        return self._type.validate_json(kept)


def tried(
    work: Callable[..., Any], once: Callable[Concatenate[Actor, P], Awaitable[R]]
) -> Callable[Concatenate[Actor, P], Coroutine[Any, Any, R]]:
    """`once`, and again when the database asks for it, under the name of `work`."""

    @wraps(work)
    async def run(by: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return await once(by, *args, **kwargs)
            except _TRY_AGAIN:
                if attempt == _ATTEMPTS:
                    raise
                await asyncio.sleep(0.01 * attempt)
        raise AssertionError("unreachable")

    return run


def tell(tx: Transaction) -> None:
    """Let this process know at once what was committed."""
    if tx.events:
        for hear in _after_commit:
            hear(tx.events)


async def claimed(tx: Transaction, now: datetime) -> str | None:
    """The answer given earlier for the actor's key as JSON; None when there is none, or no key."""
    by, key = tx.by, tx.by.idempotency_key
    if key is None or by.account_id is None:
        return None
    if not (0 < len(key) <= _LONGEST_KEY and key.isprintable()):
        raise KernelRefused(KernelReason.IDEMPOTENCY_KEY_INVALID, field="idempotencyKey")
    newest = by.input_digests[0]
    if await tx.fetchval(_CLAIM, new_key(), by.account_id, by.operation, key, newest, now):
        return None
    earlier = await tx.fetchrow(_EARLIER, by.account_id, by.operation, key)
    if earlier is None:
        # Pruned between the two statements.
        raise asyncpg.SerializationError("The idempotency key was pruned.")
    if earlier["input_hash"] not in by.input_digests:
        raise KernelRefused(KernelReason.IDEMPOTENCY_KEY_REUSED, field="idempotencyKey")
    return cast(str, earlier["result"])


def _storable(json_text: str | None) -> str | None:
    """JSON that jsonb takes: NUL and halves of surrogate pairs become U+FFFD."""
    if json_text is None:
        return None
    whole = json_text.encode(errors="replace").decode()
    if "\\u" not in whole:
        return whole
    return _UNSTORABLE.sub(lambda match: match[1] or "\\ufffd", whole)


def _audit_values(
    by: Actor, now: datetime, beneficiary_id: UUID | None, outcome: str, result: str | None
) -> tuple[object, ...]:
    return (
        new_key(),
        now,
        by.account_id,
        by.role and by.role.value,
        beneficiary_id,
        by.operation,
        by.request_id,
        by.source,
        _storable(by.input_json),
        outcome,
        result,
    )


@contextmanager
def refusing(constraint: str, refusal: Refused) -> Iterator[None]:
    """Turn the violation of one named constraint into a refusal; any other is the bug it is."""
    try:
        yield
    except (asyncpg.IntegrityConstraintViolationError, IntegrityError) as error:
        cause = error.args[0] if isinstance(error, IntegrityError) and error.args else error
        if getattr(cause, "constraint_name", None) == constraint:
            raise refusal from None
        raise


async def audit_outcome(by: Actor, outcome: str) -> None:
    """Record an attempted change that did not happen: a refusal's reason, FORBIDDEN or ERROR."""
    async with acquire() as connection:
        await connection.execute(_AUDIT, *_audit_values(by, utc_now(), None, outcome, None))
