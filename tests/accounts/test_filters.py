"""Filters are no oracle: whoever filters by what they may not see learns nothing by it."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest

from hub.accounts.models import Account
from hub.grid.models import Area, Site
from hub.kernel.access import Grant, Role, Viewer
from hub.kernel.ids import new_key
from hub.query import global_id
from tests import make
from tests.asking import Ask

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
ADMINISTRATOR = Viewer(new_key(), grants=(Grant(Role.CITY_ADMINISTRATOR),))
ACCOUNTS = """query ($filter: AccountFilter) {
    accounts(filter: $filter) { totalCount nodes { id } }
}"""
GRANTS = """query ($filter: RoleGrantFilter) {
    roleGrants(filter: $filter) { totalCount nodes { account { id } } }
}"""
GRANTS_OF = """query ($id: ID!, $filter: RoleGrantFilter) {
    node(id: $id) { ... on Account { grants(filter: $filter) { totalCount nodes { role } } } }
}"""


class Elsewhere(NamedTuple):
    """Who asks from one community, and somebody who works in another, where they do not see."""

    manager: Viewer
    area: Area
    site: Site
    somebody: Account


@pytest.fixture
async def elsewhere() -> Elsewhere:
    mine, other = await make.community(), await make.community()
    site = await make.site(other)
    somebody = await make.account()
    await make.role_grant(somebody, Role.CANTEEN_MANAGER, site=site)
    await make.role_grant(somebody, Role.COMMUNITY_MANAGER, area=other)
    manager = Viewer(new_key(), grants=(Grant(Role.COMMUNITY_MANAGER, area_id=mine.id),))
    return Elsewhere(manager, other, site, somebody)


def wanted(elsewhere: Elsewhere) -> list[dict[str, Any]]:
    """Filters of accounts that are about grants."""
    return [
        {"role": "CANTEEN_MANAGER"},
        {"role": "COMMUNITY_MANAGER"},
        {"areaId": global_id("Area", elsewhere.area.id)},
        {"role": "CANTEEN_MANAGER", "areaId": global_id("Area", elsewhere.area.ancestors[0])},
    ]


async def test_accounts_are_not_found_by_roles_that_the_caller_does_not_see(
    ask: Ask, elsewhere: Elsewhere
) -> None:
    found = {"totalCount": 1, "nodes": [{"id": global_id("Account", elsewhere.somebody.id)}]}
    # The account itself is seen: whoever gives roles has to find whom to give them to.
    every = await ask(ACCOUNTS, by=elsewhere.manager, now=NOW)
    assert every["data"]["accounts"] == found
    for given in wanted(elsewhere):
        seen = await ask(ACCOUNTS, by=elsewhere.manager, now=NOW, filter=given)
        assert seen["data"]["accounts"] == {"totalCount": 0, "nodes": []}
        seen = await ask(ACCOUNTS, by=ADMINISTRATOR, now=NOW, filter=given)
        assert seen["data"]["accounts"] == found


async def test_accounts_that_the_caller_does_not_see_are_found_by_nothing(ask: Ask) -> None:
    left = {"disabled_at": NOW, "disabled_reason": "Left."}
    resident = await make.account(await make.resident(name="王淑芬"), **left)
    await make.role_grant(resident, Role.DELIVERY_VOLUNTEER)
    manager = Viewer(new_key(), grants=(Grant(Role.COMMUNITY_MANAGER),))
    for given in ({"name": "王淑芬"}, {"isDisabled": True}, {"role": "DELIVERY_VOLUNTEER"}):
        seen = await ask(ACCOUNTS, by=manager, now=NOW, filter=given)
        assert seen["data"]["accounts"] == {"totalCount": 0, "nodes": []}
        seen = await ask(ACCOUNTS, by=ADMINISTRATOR, now=NOW, filter=given)
        assert seen["data"]["accounts"]["totalCount"] == 1


async def test_grants_that_the_caller_does_not_see_are_found_by_nothing(
    ask: Ask, elsewhere: Elsewhere
) -> None:
    account = global_id("Account", elsewhere.somebody.id)
    for given, there in (
        ({"accountId": account}, 2),
        ({"roles": ["CANTEEN_MANAGER"]}, 1),
        ({"siteId": global_id("Site", elsewhere.site.id)}, 1),
        ({"areaId": global_id("Area", elsewhere.area.id)}, 2),
        ({"activeAt": NOW.isoformat()}, 2),
        (None, 2),
    ):
        seen = await ask(GRANTS, by=elsewhere.manager, now=NOW, filter=given)
        assert seen["data"]["roleGrants"] == {"totalCount": 0, "nodes": []}
        seen = await ask(GRANTS_OF, by=elsewhere.manager, now=NOW, id=account, filter=given)
        assert seen["data"]["node"]["grants"] == {"totalCount": 0, "nodes": []}
        seen = await ask(GRANTS, by=ADMINISTRATOR, now=NOW, filter=given)
        assert seen["data"]["roleGrants"]["totalCount"] == there
