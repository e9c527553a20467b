"""A subscription goes on only while its viewer may have it."""

import json
from contextlib import aclosing

from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.clock import utc_now
from hub.kernel.ids import new_key
from hub.query import Request
from tests.query.conftest import context

LENT = Request('subscription { bookLent(ids: ["first", "second"]) { note } }')


async def test_an_event_after_the_role_has_ended_is_not_told(engine):
    asked = context(Viewer(account_id=new_key(), grants=(Grant(Role.RESIDENT),)))
    async with aclosing(engine.subscribe(LENT, asked, clock=utc_now)) as answers:
        first = json.loads((await anext(answers)).body)
        assert first["data"]["bookLent"]["note"] == "first"
        asked.viewer = NOBODY
        second = await anext(answers)
    assert second.is_request_error
    assert second.code == "UNAUTHENTICATED"
