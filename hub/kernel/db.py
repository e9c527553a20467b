"""One PostgreSQL: its pool, its transactions, and commands as the only way to change anything."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast, get_type_hints
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter
from tortoise import Tortoise, connections
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.exceptions import IntegrityError

from hub.kernel.clock import utc_now
from hub.kernel.context import Actor
from hub.kernel.errors import Reason, Refused
from hub.kernel.ids import new_key

P = ParamSpec("P")
R = TypeVar("R")

MODEL_MODULES = [
    "hub.kernel.models",
    "hub.grid.models",
    "hub.people.models",
    "hub.accounts.models",
    "hub.canteen.models",
]
# What the driver raises while PostgreSQL is away, starts, stops or is full.
AWAY = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InterfaceError,
)
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


class _Connection(asyncpg.Connection):  # type: ignore[misc]
    """A pooled connection that keeps no session state, so it needs no reset between borrowers."""

    def get_reset_query(self) -> str:
        return ""


class Client(AsyncpgDBClient):
    """Tortoise's client, except that asyncpg reads the URL itself, with all that libpq knows."""

    async def create_pool(self, **options: Any) -> asyncpg.Pool:
        for part in ("host", "port", "user", "password", "database"):
            del options[part]
        return await asyncpg.create_pool(options.pop("dsn"), **options)


# Tortoise looks for the client of an engine under this name.
client_class = Client


def tortoise_config(
    url: str, *, pool_size: int = 10, statement_timeout_ms: int = 5000
) -> dict[str, Any]:
    """Tortoise's configuration for a `postgres://` URL or a libpq one with `host=/socket/dir`."""
    return {
        "connections": {
            "default": {
                "engine": __name__,
                "credentials": {
                    "dsn": url,
                    "minsize": 1,
                    "maxsize": pool_size,
                    "connection_class": _Connection,
                    "server_settings": {
                        "timezone": "Asia/Shanghai",
                        # Compiled reads write days and cursors as PostgreSQL spells them.
                        "datestyle": "ISO",
                        "statement_timeout": str(statement_timeout_ms),
                        "idle_in_transaction_session_timeout": "30000",
                        "application_name": "hub",
                        "jit": "off",
                        # Statements are made for indexes and run again and again: planning each
                        # run anew with its values would cost more than it finds.
                        "plan_cache_mode": "force_generic_plan",
                    },
                },
            }
        },
        "apps": {
            "models": {"models": [*MODEL_MODULES, "aerich.models"], "default_connection": "default"}
        },
        "use_tz": True,
        "timezone": "Asia/Shanghai",
    }


async def connect(url: str, *, pool_size: int = 10, statement_timeout_ms: int = 5000) -> None:
    """Open the pool of this process."""
    await introduce(url, pool_size=pool_size, statement_timeout_ms=statement_timeout_ms)
    client = cast(Any, connections.get("default"))
    await client.create_connection(with_db=True)


async def introduce(url: str, *, pool_size: int = 10, statement_timeout_ms: int = 5000) -> None:
    """Tell Tortoise about the models and the database, without a connection to it yet."""
    config = tortoise_config(url, pool_size=pool_size, statement_timeout_ms=statement_timeout_ms)
    await Tortoise.init(config=config, _enable_global_fallback=True)


async def disconnect() -> None:
    """Close the pool of this process."""
    await Tortoise.close_connections()


def pool() -> asyncpg.Pool:
    """The pool that Tortoise and the compiled reads share."""
    return cast(asyncpg.Pool, cast(Any, connections.get("default"))._pool)


def acquire() -> AbstractAsyncContextManager[asyncpg.Connection]:
    """Borrow a connection of the pool, for an `async with`."""
    return cast("AbstractAsyncContextManager[asyncpg.Connection]", pool().acquire())


async def read(sql: str, *values: object) -> Any:
    """The one value that a statement gives, on a borrowed connection.

    The pool makes a task of giving a connection back, which costs as much as a small read. Its
    holder gives it back without, and keeps no state that would have to be undone.
    """
    borrowed = await pool().acquire()
    holder = getattr(borrowed, "_holder", None)
    try:
        return await borrowed.fetchval(sql, *values)
    finally:
        await (holder.release(None) if holder is not None else pool().release(borrowed))


@asynccontextmanager
async def _transaction() -> AsyncIterator[asyncpg.Connection]:
    """A transaction that Tortoise's calls inside join; a savepoint when there is one already.

    Tortoise's own `in_transaction` never returns a connection whose BEGIN failed or was cancelled
    to the pool, so that a restart of PostgreSQL or impatient clients would drain it.
    """
    client = cast(Any, connections.get("default"))
    if isinstance(client, TransactionWrapper):
        async with client._connection.transaction():
            yield client._connection
        return
    async with client._pool.acquire() as connection:
        inner = TransactionWrapper(client)
        inner._connection = connection
        async with connection.transaction():
            token = connections.set("default", inner)
            try:
                yield connection
            finally:
                connections.reset(token)


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
        self._events: list[tuple[str, UUID, UUID | None, str]] = []

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
        self._events.append((topic, subject_id, scope_id, json.dumps(payload, default=str)))


_AUDIT = """INSERT INTO audit
(id, at, account_id, role, beneficiary_id, operation, request_id, source, input, outcome, result)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11::jsonb)"""
_TRAILER = f"""WITH audited AS ({_AUDIT}),
told AS (INSERT INTO event (topic, subject_id, scope_id, payload, at)
SELECT topic, subject_id, scope_id, payload::jsonb, $2
FROM unnest($12::text[], $13::uuid[], $14::uuid[], $15::text[])
AS happened(topic, subject_id, scope_id, payload))
UPDATE idempotency SET result = $11::jsonb
WHERE account_id = $3 AND operation = $6 AND key = $16"""
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
    answer_type: TypeAdapter[R] | None = None

    def answers() -> TypeAdapter[R]:
        nonlocal answer_type
        if answer_type is None:
            answer_type = TypeAdapter(get_type_hints(work)["return"])
        return answer_type

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

    async def once(by: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
        async with _transaction() as connection:
            tx = Transaction(by, connection)
            now = utc_now()
            if by.idempotency_key is not None and by.account_id is not None:
                earlier = await _claim(tx, now)
                if earlier is not None:
                    return answers().validate_json(earlier)
            result = await work(tx, *args, **kwargs)
            encoded = answers().dump_json(result).decode()
            topics, subjects, scopes, payloads = (
                zip(*tx._events, strict=True) if tx._events else ((), (), (), ())
            )
            await tx.execute(
                _TRAILER,
                *_audit_values(by, now, tx.beneficiary_id, "OK", encoded),
                topics,
                subjects,
                scopes,
                payloads,
                by.idempotency_key,
            )
        if tx._events:
            for hear in _after_commit:
                hear(tx._events)
        return result

    return run


async def _claim(tx: Transaction, now: datetime) -> str | None:
    """The answer given earlier for the actor's key as JSON; None when the key is theirs to use."""
    by = tx.by
    key = by.idempotency_key or ""
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
