"""What is counted and logged of every operation."""

import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

import structlog

from hub.endpoint.wiring import Done
from hub.kernel import metrics
from hub.kernel.errors import Reason
from hub.query import Answer, Engine

# An ordinary request is logged for DEBUG only, one that took longer than this always.
_SLOW_SECONDS = 1.0

_log = structlog.get_logger(__name__)
# Asked first, because gathering the facts of a line costs more than the rest.
_level = logging.getLogger(__name__)


class CountingEngine(Engine):
    """Counts the live updates that are under way."""

    async def subscribe(self, *given: Any, **options: Any) -> AsyncGenerator[Answer, None]:
        """See Engine."""
        metrics.subscription_opened()
        try:
            async with aclosing(super().subscribe(*given, **options)) as answers:
                async for answer in answers:
                    yield answer
        finally:
            metrics.subscription_closed()


def observed(what: str, which: object) -> None:
    """Count what the engine tells of: plans found or made, and refusals."""
    if which == "hit":
        metrics.plan_found()
    elif which == "miss":
        metrics.plan_made()
    elif isinstance(which, Reason):
        metrics.refused(which)


def finished(done: Done) -> None:
    """Count one operation that has ended, and log it when it was slow."""
    metrics.observe_request(done.kind or "unknown", done.code or "ok", done.seconds, done.points)
    is_slow = done.kind != "subscription" and done.seconds > _SLOW_SECONDS
    level = logging.INFO if is_slow else logging.DEBUG
    if _level.isEnabledFor(level):
        facts = {
            "operation": done.operation_name,
            "kind": done.kind,
            "transport": done.transport,
            "status": done.status,
            "code": done.code,
            "seconds": round(done.seconds, 4),
            "points": done.points,
            "bytes": done.bytes,
            "request_id": done.context.request_id,
            "account_id": done.context.viewer.account_id,
            "source": done.context.source,
        }
        _log.log(level, "request", **facts)
