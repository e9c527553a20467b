"""What proxies may do over HTTP ends with their consent, with the ward's move and with a death."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, NamedTuple

import pytest

from hub.accounts.reads import Issuers
from hub.accounts.rules import SessionKind
from hub.accounts.viewers import Viewers
from hub.kernel.access import Role
from hub.kernel.clock import day_of, utc_now
from hub.people.models import DietaryNeed, Proxy, Resident
from hub.people.rules import ProxyScope, ProxyStatus
from hub.query import global_id
from hub.settings import Settings
from tests import make
from tests.over_http import post, result, served, staff_token

WARDS = "{ result: viewer { wards { name } } }"
RESIDENT = "query ($id: ID!) { result: resident(id: $id) { name } }"
NEED = """mutation ($input: DietaryNeedRecordInput!) { result: dietaryNeedRecord(input: $input) {
    __typename ... on PeopleRefusal { reason } } }"""
PLACE = """mutation ($input: MealOrderPlaceInput!) { result: mealOrderPlace(input: $input) {
    __typename ... on CanteenRefusal { reason } } }"""
ORDERS = "{ result: myMealOrders { totalCount } }"
ACCEPT = """mutation ($input: ProxyAcceptInput!) { result: proxyAccept(input: $input) {
    ... on ProxyAccepted { proxy { status } } } }"""
END = """mutation ($input: ProxyEndInput!) { result: proxyEnd(input: $input) {
    ... on ProxyEnded { proxy { status } } } }"""
DIED = """mutation ($input: ResidentDeathRecordInput!) { result: residentDeathRecord(
    input: $input) { __typename } }"""
MOVED = """mutation ($input: ResidentMoveRecordInput!) { result: residentMoveRecord(
    input: $input) { __typename } }"""


class Hub(NamedTuple):
    """A server, a mother with a session, and a daughter with one who may do all for her."""

    port: int
    mother: Resident
    mothers: str
    daughter: Resident
    token: str
    proxy: Proxy
    meal: dict[str, Any]

    async def may(self) -> "May":
        """Wards, whether the mother is seen, a need and a meal for her, how many orders."""
        who = {"residentId": global_id("Resident", self.mother.id)}
        viewer = await result(self.port, WARDS, token=self.token)
        seen = await post(self.port, RESIDENT, token=self.token, id=who["residentId"])
        need = await self.do(NEED, **who, kind="LOW_SALT", severity="MILD")
        meal = await self.do(PLACE, **who, **self.meal)
        orders = await post(self.port, ORDERS, token=self.token)
        return (
            [ward["name"] for ward in viewer["wards"]],
            seen["data"]["result"] is not None,
            need.get("reason") or need["__typename"],
            meal.get("reason") or meal["__typename"],
            orders["data"]["result"]["totalCount"],
        )

    async def do(self, document: str, *, token: str = "", **fields: object) -> dict[str, Any]:
        return await result(self.port, document, token=token or self.token, input=fields)


May = tuple[list[str], bool, str, str, int]
MAY_ALL: May = (["王秀兰"], True, "DietaryNeedRecorded", "MealOrderPlaced", 1)
MAY_NOTHING: May = ([], False, "NO_SUCH_RESIDENT", "NO_SUCH_RESIDENT", 0)


async def session(resident: Resident) -> str:
    account = await make.account(resident)
    return (await make.session(account, utc_now(), kind=SessionKind.RESIDENT)).token


@pytest.fixture
async def hub(chosen_settings: Settings, live_database: str) -> AsyncIterator[Hub]:
    viewers = Viewers(Issuers([]))
    mother, daughter = await make.resident(name="王秀兰"), await make.resident(name="李娜")
    proxy = await make.proxy(mother, daughter)
    soon = utc_now() + timedelta(days=3)
    menu = await make.menu(on=day_of(soon), cutoff_at=soon - timedelta(days=2))
    item = await make.menu_item(menu)
    meal = {
        "menuId": global_id("Menu", menu.id),
        "mode": "DINE_IN",
        "lines": [{"itemId": global_id("MenuItem", item.id), "portions": 1}],
    }
    tokens = await session(mother), await session(daughter)
    async with viewers.following(), served(chosen_settings, viewers) as port:
        yield Hub(port, mother, tokens[0], daughter, tokens[1], proxy, meal)


async def test_consent_holds_from_the_very_next_request_and_so_does_its_end(hub: Hub) -> None:
    await Proxy.filter(id=hub.proxy.id).update(
        status=ProxyStatus.PROPOSED, slot=None, consent_at=None, consent_method=None
    )
    proxy = {"proxyId": global_id("Proxy", hub.proxy.id)}
    assert await hub.may() == MAY_NOTHING
    accepted = await hub.do(ACCEPT, token=hub.mothers, **proxy)
    assert accepted == {"proxy": {"status": "ACTIVE"}}
    assert await hub.may() == MAY_ALL
    ended = await hub.do(END, token=hub.mothers, why="不再需要", **proxy)
    assert ended == {"proxy": {"status": "ENDED"}}
    assert await hub.may() == MAY_NOTHING


async def test_who_gives_a_proxy_up_may_nothing_more(hub: Hub) -> None:
    assert await hub.may() == MAY_ALL
    await hub.do(END, why="搬走了", proxyId=global_id("Proxy", hub.proxy.id))
    assert await hub.may() == MAY_NOTHING


@pytest.mark.parametrize(("document", "day"), [(DIED, "diedOn"), (MOVED, "on")])
async def test_a_proxy_ends_when_the_ward_dies_or_moves_away(
    hub: Hub, document: str, day: str
) -> None:
    assert await hub.may() == MAY_ALL
    token = await staff_token(Role.COMMUNITY_MANAGER)
    gone = {day: day_of(utc_now()).isoformat(), "source": "社区"}
    who = global_id("Resident", hub.mother.id)
    recorded = await hub.do(document, token=token, residentId=who, **gone)
    assert recorded["__typename"].endswith("Recorded")
    assert await hub.may() == MAY_NOTHING
    assert (await Proxy.get(id=hub.proxy.id)).status is ProxyStatus.ENDED
    assert await DietaryNeed.all().count() == 1


async def test_a_scope_that_was_not_given_is_not_had_and_one_that_is_taken_back_is_gone(
    hub: Hub,
) -> None:
    """Scopes change by binding anew: what is no longer among them ends with the old binding."""
    scopes = [ProxyScope.MEAL_COLLECT]
    await hub.do(END, token=hub.mothers, why="x", proxyId=global_id("Proxy", hub.proxy.id))
    again = await make.proxy(
        hub.mother, hub.daughter, scopes=scopes, status=ProxyStatus.PROPOSED, slot=None
    )
    accepted = await hub.do(ACCEPT, token=hub.mothers, proxyId=global_id("Proxy", again.id))
    assert accepted == {"proxy": {"status": "ACTIVE"}}
    refused = "NO_SUCH_RESIDENT"
    assert await hub.may() == (["王秀兰"], True, refused, refused, 0)
