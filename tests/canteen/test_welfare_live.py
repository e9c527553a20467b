"""Checks told as they begin and end, to those who see to them and to nobody else."""

import asyncio
import json
from contextlib import aclosing
from uuid import UUID

import pytest

from hub import app
from hub.kernel.access import Grant, Role, Viewer
from hub.kernel.clock import utc_now
from hub.kernel.context import Actor, Context
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key
from hub.query import Request
from tests import make
from tests.canteen.counter import viewer_of

pytestmark = pytest.mark.usefixtures("live_database")

LIVE = "subscription { welfareCheckChanged { at check { residentName } } }"


@command
async def tell(tx: Transaction, *, areas: list[str], leader_id: UUID | None) -> None:
    """Of a check that is not stored."""
    tx.record("welfare_check.asked", new_key(), areas=areas, leader_resident_id=leader_id)


async def hears(chosen, viewer, *told):
    """Whether a subscriber hears of the last of these before a knock at their own door."""
    request = Request(document=LIVE, operation_name=None, variables={})
    answers = app.engine(chosen).subscribe(
        request, Context(now=utc_now(), viewer=viewer), clock=utc_now
    )
    async with aclosing(answers), asyncio.timeout(60):
        first = asyncio.ensure_future(anext(answers))
        for _ in range(40):
            for areas, leader_id in told:
                await tell(Actor(operation="tell"), areas=areas, leader_id=leader_id)
            done, _ = await asyncio.wait({first}, timeout=0.05)
            if done:
                body = json.loads(first.result().body)
                return "errors" not in body
        first.cancel()
        await asyncio.wait({first})
    return False


async def test_who_runs_the_area_hears_of_it_and_others_do_not(chosen_settings):
    community, other = await make.community(), await make.community()
    told = ([str(key) for key in community.ancestors], None)
    here = Viewer(grants=(Grant(Role.COMMUNITY_MANAGER, area_id=community.id),))
    there = Viewer(grants=(Grant(Role.COMMUNITY_MANAGER, area_id=other.id),))
    assert await hears(chosen_settings, here, told)
    assert not await hears(chosen_settings, there, told)


async def test_who_was_asked_hears_of_it(chosen_settings):
    person = await make.resident()
    told = ([str(new_key())], person.id)
    assert await hears(chosen_settings, await viewer_of(person), told)
    assert not await hears(chosen_settings, await viewer_of(await make.resident()), told)
