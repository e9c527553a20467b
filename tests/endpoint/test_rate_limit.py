"""`rateLimit`: what is left to spend, the same as the headers and the extensions say."""

from datetime import datetime
from typing import Any

import pytest

from hub.endpoint import Budgets, Wiring, endpoint
from hub.kernel.access import Viewer
from hub.query import Engine
from hub.schema import SCHEMA
from tests.endpoint.asgi_client import Application, Socket, post
from tests.endpoint.conftest import ACCOUNT, NOW

ASKED = "{ rateLimit { limit remaining used cost resetAt } }"


def serving(budgets: Budgets | None) -> Application:
    async def authenticate(token: str, now: datetime) -> Viewer:
        return Viewer(account_id=ACCOUNT)

    return endpoint(Wiring(Engine(SCHEMA), authenticate, budgets=budgets, clock=lambda: NOW))


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer good"}])
async def test_it_agrees_with_the_headers_and_the_extensions(headers):
    app = serving(Budgets(limit=50, rate=0.5))
    told: dict[str, Any] = {}
    for _ in range(2):
        reply = await post(app, {"query": ASKED}, **headers).reply()
        told = reply.json["data"]["rateLimit"]
        assert {
            "x-ratelimit-limit": str(told["limit"]),
            "x-ratelimit-remaining": str(told["remaining"]),
            "x-ratelimit-used": str(told["used"]),
            "x-ratelimit-reset": str(int(datetime.fromisoformat(told["resetAt"]).timestamp())),
        } == {name: text for name, text in reply.headers.items() if "ratelimit" in name}
        assert told["cost"] == reply.json["extensions"]["cost"]["requestedQueryCost"] > 0
    assert told["used"] == 2 * told["cost"]


async def test_it_is_told_on_a_socket_too():
    async with Socket(serving(Budgets(limit=50, rate=1))) as socket:
        await socket.signed_in()
        socket.subscribe("1", "{ rateLimit { remaining cost } }")
        told = (await socket.message())["payload"]["data"]["rateLimit"]
    assert told["remaining"] == 50 - told["cost"]


async def test_without_budgets_there_is_no_limit():
    reply = await post(serving(None), {"query": ASKED}).reply()
    assert reply.json["data"] == {"rateLimit": None}
