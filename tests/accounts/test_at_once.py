"""What is granted and taken over HTTP holds from the very next request of sessions that exist."""

from collections.abc import AsyncIterator
from typing import Any, NamedTuple

import pytest

from hub.accounts.models import Account
from hub.accounts.reads import Issuers
from hub.accounts.viewers import Viewers
from hub.kernel.access import Role
from hub.kernel.clock import utc_now
from hub.query import global_id
from hub.settings import Settings
from tests import make
from tests.over_http import post, result, served, staff_token

GRANT = """mutation ($input: RoleGrantInput!) { result: roleGrant(input: $input) {
    ... on RoleGranted { grant { id } }
} }"""
REVOKE = """mutation ($input: RoleRevokeInput!) { result: roleRevoke(input: $input) {
    ... on RoleRevoked { grant { isActive } }
} }"""
DISABLE = """mutation ($input: AccountDisableInput!) { result: accountDisable(input: $input) {
    ... on AccountDisabled { account { isDisabled } }
} }"""
WHO = "{ result: viewer { roles { role } } }"
GRANTS = "{ result: roleGrants { totalCount } }"


class Hub(NamedTuple):
    """A server, a session of an administrator, and one of somebody without a role."""

    port: int
    administrator: str
    account: Account
    token: str

    async def roles(self) -> list[str]:
        """What they may do, as their session is told now."""
        viewer = await result(self.port, WHO, token=self.token)
        return [held["role"] for held in viewer["roles"]]

    async def may(self) -> dict[str, Any]:
        """The answer to what only roles that give roles may ask."""
        return await post(self.port, GRANTS, token=self.token)

    async def do(self, document: str, **given: str) -> dict[str, Any]:
        """Something that the administrator does."""
        return await result(self.port, document, token=self.administrator, input=given)


@pytest.fixture
async def hub(chosen_settings: Settings, live_database: str) -> AsyncIterator[Hub]:
    viewers = Viewers(Issuers([]))
    account = await make.account()
    token = (await make.session(account, utc_now())).token
    administrator = await staff_token(Role.CITY_ADMINISTRATOR)
    async with viewers.following(), served(chosen_settings, viewers) as port:
        yield Hub(port, administrator, account, token)


async def test_a_role_holds_from_the_next_request_and_then_no_more(hub: Hub) -> None:
    assert await hub.roles() == []
    assert (await hub.may())["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    granted = await hub.do(
        GRANT,
        accountId=global_id("Account", hub.account.id),
        role=Role.COMMUNITY_MANAGER.value,
        areaId=global_id("Area", (await make.community()).id),
        reason="Begins work.",
    )
    assert await hub.roles() == ["COMMUNITY_MANAGER"]
    assert (await hub.may())["data"] == {"result": {"totalCount": 1}}
    await hub.do(REVOKE, grantId=granted["grant"]["id"], reason="Moved on.")
    assert await hub.roles() == []
    assert (await hub.may())["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_who_is_disabled_is_not_known_at_the_next_request(hub: Hub) -> None:
    assert await hub.roles() == []
    await hub.do(DISABLE, accountId=global_id("Account", hub.account.id), reason="Left.")
    answer = await post(hub.port, WHO, token=hub.token)
    assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
