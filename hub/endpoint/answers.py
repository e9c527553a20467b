"""What leaves the endpoint: an answer with its cost, and the answers of a streamed operation."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial

from hub.endpoint.budgets import Balance
from hub.endpoint.problems import Declined, Problem
from hub.endpoint.wiring import Caller, Wiring, purse_of, renew
from hub.kernel.context import Context
from hub.query.engine import Answer, Request

log = logging.getLogger("hub.endpoint")


def with_cost(answer: Answer, balance: Balance | None) -> bytes:
    """The body, with `extensions.cost` in the form that Shopify made known."""
    if answer.cost is None or balance is None:
        return answer.body
    points = answer.cost.requested
    return (
        b'%b,"extensions":{"cost":{"requestedQueryCost":%d,"actualQueryCost":%d,'
        b'"throttleStatus":{"maximumAvailable":%d,"currentlyAvailable":%d,"restoreRate":%g}}}}'
    ) % (
        answer.content[:-1],
        points,
        points,
        balance.limit,
        max(0, int(balance.left)),
        balance.rate,
    )


def declining(declined: Declined, context: Context) -> Answer:
    """The answer that says why the endpoint declines."""
    body = declined.body(context.language, context.request_id)
    return Answer(body, is_request_error=True, code=declined.problem.name)


async def streamed(
    wiring: Wiring, request: Request, kind: str | None, caller: Caller, context: Context
) -> AsyncGenerator[tuple[bytes, Answer], None]:
    """The answers of one operation on a stream or a socket, and their bodies with the cost.

    A subscription has many, others one. Whatever goes wrong is an answer too, so that it ends this
    operation and no other; the unexpected is masked and logged with the request's id.
    """
    purse = purse_of(wiring, context)
    try:
        if kind == "subscription":
            answers = wiring.engine.subscribe(
                request,
                context,
                clock=wiring.clock,
                renew=partial(renew, wiring, caller, context),
                charge=purse.pay,
            )
            async with aclosing(answers):
                async for answer in answers:
                    # Finding out that a document cannot run is work too.
                    if answer.is_request_error:
                        purse.owe(1)
                    yield with_cost(answer, purse.balance), answer
                    # The opening has paid for the first event, each event for the next.
                    if answer.cost:
                        purse.owe(answer.cost.requested)
        else:
            async with asyncio.timeout(wiring.limits.operation_seconds):
                answer = await wiring.engine.execute(request, context, charge=purse.pay)
            if answer.is_request_error:
                purse.owe(1)
            yield with_cost(answer, purse.balance), answer
    except Declined as declined:
        answer = declining(declined, context)
        yield answer.body, answer
    except TimeoutError:
        answer = declining(Declined(Problem.TIMEOUT), context)
        yield answer.body, answer
    except Exception:
        log.exception("unexpected error", extra={"request_id": context.request_id})
        answer = declining(Declined(Problem.INTERNAL_SERVER_ERROR), context)
        yield answer.body, answer
