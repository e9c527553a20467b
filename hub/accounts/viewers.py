"""From a token to the viewer behind it: remembered, and forgotten when something changes.

What is remembered are the grants with their dates, so that a request is always judged as of its own
instant. Whatever changes an account tells so by an event: the process that made the change forgets
as soon as it is committed, so the very next request there sees it; the others when they are
notified, within a fraction of a second. Besides, nothing is remembered for longer than five
seconds: so much is the most that a lost notification can cost.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog

from hub.accounts import reads
from hub.accounts.commands import provision
from hub.accounts.reads import Disabled, Issuers
from hub.accounts.rules import Identity, Standing, is_token, token_hash
from hub.kernel import db, events
from hub.kernel.access import NOBODY, Viewer
from hub.kernel.clock import day_of
from hub.kernel.context import Actor

_REMEMBERED_FOR = timedelta(seconds=5)
_REMEMBERED_MOST = 20_000
# What changes who somebody is: their account, for whom they act, and where they live.
_TOPICS = ("account.", "proxy.", "resident.")

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Known:
    """A standing as it was loaded, and the viewer that it makes in [from_at, until_at)."""

    standing: Standing
    loaded_at: datetime
    viewer: Viewer
    from_at: datetime
    until_at: datetime


class Viewers:
    """The token holders that this process has seen lately, by the hash of their token."""

    def __init__(self, issuers: Issuers) -> None:
        self._issuers = issuers
        self._known: dict[bytes, _Known] = {}
        self._tokens_of: defaultdict[UUID, set[bytes]] = defaultdict(set)
        # Grows with every change: what was loaded before one must not be remembered after it.
        self._changes = 0

    async def viewer_for(self, token: str, now: datetime) -> Viewer:
        """The viewer as of now; NOBODY when the token is not, or no longer, good."""
        digest = token_hash(token)
        known = self._known.get(digest)
        if known is not None and known.from_at <= now < known.until_at:
            return known.viewer
        return await self._look(token, digest, known, now)

    def forget(self, person_id: UUID) -> None:
        """Look an account, or a resident's account, up anew next time."""
        self._changes += 1
        for digest in self._tokens_of.pop(person_id, ()):
            self._drop(digest)

    def forget_all(self) -> None:
        """Look everybody up anew."""
        self._changes += 1
        self._known.clear()
        self._tokens_of.clear()

    @asynccontextmanager
    async def following(self) -> AsyncIterator[None]:
        """Meanwhile forget whoever changes, in whatever process. Needs `events.listening`."""
        async with AsyncExitStack() as stack:
            stack.callback(db.on_commit(self._hear))
            live = [await stack.enter_async_context(events.subscribe(topic)) for topic in _TOPICS]
            tasks = [
                asyncio.create_task(self._follow(topic, news), name=f"viewers {topic}")
                for topic, news in zip(_TOPICS, live, strict=True)
            ]
            try:
                yield
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    def _hear(self, happened: db.Happened) -> None:
        """Forget whom a commit of this process is about, without waiting to be notified of it."""
        for topic, subject_id, scope_id, payload in happened:
            if topic.startswith(_TOPICS):
                for person_id in _named(subject_id, scope_id, json.loads(payload)):
                    self.forget(person_id)

    async def _follow(self, topic: str, news: events.Subscription) -> None:
        while True:
            try:
                async for event in news:
                    for person_id in _named(event.subject_id, event.scope_id, event.payload):
                        self.forget(person_id)
                return
            except events.FellBehind:
                news = events.subscribe(topic)
                # Live before the rest is forgotten: nothing may happen in between.
                await news.__aenter__()
                self.forget_all()

    async def _look(self, token: str, digest: bytes, known: _Known | None, now: datetime) -> Viewer:
        standing, loaded_at = None, now
        if known is not None and known.loaded_at <= now < known.loaded_at + _REMEMBERED_FOR:
            # A grant or a proxy began or ended. Its dates are known: no need to ask again.
            standing, loaded_at = known.standing, known.loaded_at
        changes = self._changes
        if standing is None:
            standing = await self._load(token, digest, now)
        if standing is None:
            self._drop(digest)
            return NOBODY
        viewer = standing.viewer(now)
        if changes == self._changes:
            until_at = min(loaded_at + _REMEMBERED_FOR, standing.steady_until(now))
            self._remember(digest, _Known(standing, loaded_at, viewer, now, until_at))
        return viewer

    async def _load(self, token: str, digest: bytes, now: datetime) -> Standing | None:
        if is_token(token):
            return await reads.by_token(digest, now, day_of(now))
        identity = await self._issuers.identify(token, now)
        return await self._vouched(identity, now) if identity else None

    async def _vouched(self, identity: Identity, now: datetime) -> Standing | None:
        try:
            standing = await reads.by_identity(identity, now, day_of(now))
            if standing is None:
                await provision(Actor.job("account_provision"), identity=identity, now=now)
                standing = await reads.by_identity(identity, now, day_of(now))
        except Disabled:
            return None
        return standing

    def _remember(self, digest: bytes, known: _Known) -> None:
        self._drop(digest)
        if len(self._known) >= _REMEMBERED_MOST:
            self._drop(next(iter(self._known)))
        self._known[digest] = known
        for person_id in _people(known.standing):
            self._tokens_of[person_id].add(digest)

    def _drop(self, digest: bytes) -> None:
        known = self._known.pop(digest, None)
        if known is None:
            return
        for person_id in _people(known.standing):
            tokens = self._tokens_of.get(person_id)
            if tokens is not None:
                tokens.discard(digest)
                if not tokens:
                    del self._tokens_of[person_id]


def _named(subject_id: UUID, scope_id: UUID | None, payload: dict[str, Any]) -> Iterator[UUID]:
    """Whom an event is about: the account, the resident, and who acts for them."""
    yield subject_id
    if scope_id is not None:
        yield scope_id
    if isinstance(holder_id := payload.get("holder_id"), str):
        yield UUID(holder_id)


def _people(standing: Standing) -> Iterator[UUID]:
    yield standing.account_id
    if standing.resident_id is not None:
        yield standing.resident_id
