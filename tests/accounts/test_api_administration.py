"""Accounts and roles over GraphQL: who sees and changes what."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest

from hub.accounts.models import Account, RoleGrant
from hub.grid.models import Area, Site
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.ids import new_key
from hub.kernel.models import Audit
from hub.query import global_id
from tests import make
from tests.asking import Ask
from tests.make.accounts import PASSWORD

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
DAY = timedelta(days=1)

CREATE = """mutation ($input: AccountCreateInput!) { result: accountCreate(input: $input) {
    __typename
    ... on AccountCreated { account { id name displayName hasPassword isDisabled } }
    ... on AccountRefusal { reason field message }
} }"""
DISABLE = """mutation ($input: AccountDisableInput!) { result: accountDisable(input: $input) {
    __typename
    ... on AccountDisabled { account { isDisabled disabledReason } }
    ... on AccountRefusal { reason }
} }"""
ENABLE = """mutation ($input: AccountEnableInput!) { result: accountEnable(input: $input) {
    __typename
    ... on AccountEnabled { account { isDisabled disabledReason } }
    ... on AccountRefusal { reason }
} }"""
GRANT = """mutation ($input: RoleGrantInput!) { result: roleGrant(input: $input) {
    __typename
    ... on RoleGranted { grant {
        id role reason isActive isCityWide fromAt untilAt
        account { displayName } grantedBy { displayName } area { name } site { name }
    } }
    ... on AccountRefusal { reason field }
    ... on KernelRefusal { kernelReason: reason }
} }"""
REVOKE = """mutation ($input: RoleRevokeInput!) { result: roleRevoke(input: $input) {
    __typename
    ... on RoleRevoked { grant { isActive revokeReason revokedBy { displayName } } }
    ... on AccountRefusal { reason }
} }"""
ACCOUNTS = """query ($filter: AccountFilter, $orderBy: AccountOrder) {
    accounts(filter: $filter, orderBy: $orderBy) { totalCount nodes { displayName } }
}"""
GRANTS = """query ($filter: RoleGrantFilter, $orderBy: RoleGrantOrder) {
    roleGrants(filter: $filter, orderBy: $orderBy) {
        totalCount nodes { role isActive account { displayName } }
    }
}"""


class Town(NamedTuple):
    """A community with a canteen, another community, and who works there."""

    community: Area
    site: Site
    elsewhere: Site
    administrator: Viewer
    manager: Viewer
    staff: Viewer
    newcomer: Account


async def viewer(name: str, role: Role, **where: Any) -> Viewer:
    account = await make.account(display_name=name)
    grant = await make.role_grant(account, role, **where)
    return Viewer(account.id, grants=(Grant(role, grant.area_id, grant.site_id),))


@pytest.fixture
async def town() -> Town:
    community = await make.community(name="城关社区")
    site, elsewhere = await make.site(community, name="一食堂"), await make.site()
    return Town(
        community,
        site,
        elsewhere,
        await viewer("Admin", Role.CITY_ADMINISTRATOR),
        await viewer("Manager", Role.COMMUNITY_MANAGER, area=community),
        await viewer("Staff", Role.CANTEEN_STAFF, site=site),
        await make.account(display_name="New"),
    )


def result(answer: dict[str, Any]) -> dict[str, Any]:
    assert "errors" not in answer, answer
    found: dict[str, Any] = answer["data"]["result"]
    return found


def granting(town: Town, site: Site, role: Role = Role.CANTEEN_STAFF) -> dict[str, Any]:
    return {
        "accountId": global_id("Account", town.newcomer.id),
        "role": role.value,
        "siteId": global_id("Site", site.id),
        "reason": "Begins work.",
    }


def names(answer: dict[str, Any], field: str) -> list[str]:
    assert "errors" not in answer, answer
    page = answer["data"][field]
    assert page["totalCount"] == len(page["nodes"])
    return sorted(
        node["displayName"] if field == "accounts" else node["account"]["displayName"]
        for node in page["nodes"]
    )


async def test_a_manager_gives_a_role_in_the_community_and_takes_it(ask: Ask, town: Town) -> None:
    granted = result(await ask(GRANT, by=town.manager, now=NOW, input=granting(town, town.site)))
    grant = granted["grant"]
    assert grant == {
        "id": grant["id"],
        "role": "CANTEEN_STAFF",
        "reason": "Begins work.",
        "isActive": True,
        "isCityWide": False,
        "fromAt": grant["fromAt"],
        "untilAt": None,
        "account": {"displayName": "New"},
        "grantedBy": {"displayName": "Manager"},
        "area": None,
        "site": {"name": "一食堂"},
    }
    assert datetime.fromisoformat(grant["fromAt"]) == NOW
    taken = result(
        await ask(
            REVOKE,
            by=town.manager,
            now=NOW + DAY,
            input={"grantId": grant["id"], "reason": "Moved on."},
        )
    )
    assert taken["grant"] == {
        "isActive": False,
        "revokeReason": "Moved on.",
        "revokedBy": {"displayName": "Manager"},
    }
    trail = await Audit.filter(account_id=town.manager.account_id).order_by("at")
    assert [(row.operation, row.role, row.outcome) for row in trail] == [
        ("roleGrant", "COMMUNITY_MANAGER", "OK"),
        ("roleRevoke", "COMMUNITY_MANAGER", "OK"),
    ]


async def test_the_same_key_gives_one_grant(ask: Ask, town: Town) -> None:
    given = {**granting(town, town.site), "idempotencyKey": "a"}
    first = result(await ask(GRANT, by=town.manager, now=NOW, input=given))
    assert result(await ask(GRANT, by=town.manager, now=NOW, input=given)) == first
    other = {**given, "reason": "Another."}
    refused = result(await ask(GRANT, by=town.manager, now=NOW, input=other))
    assert refused["kernelReason"] == "IDEMPOTENCY_KEY_REUSED"
    assert await RoleGrant.filter(account_id=town.newcomer.id).count() == 1


async def test_a_manager_gives_nothing_elsewhere_or_above(ask: Ask, town: Town) -> None:
    before = await RoleGrant.all().count()
    for given in (
        granting(town, town.elsewhere),
        granting(town, town.site, Role.COMMUNITY_MANAGER),
        granting(town, town.site, Role.CIVIL_AFFAIRS_AUDITOR),
    ):
        refused = result(await ask(GRANT, by=town.manager, now=NOW, input=given))
        assert (refused["reason"], refused["field"]) == ("NOT_YOURS_TO_GRANT", "role")
    assert await RoleGrant.all().count() == before


async def test_a_site_may_be_named_as_the_meal_site_that_it_is(ask: Ask, town: Town) -> None:
    given = {**granting(town, town.site), "siteId": global_id("MealSite", town.site.id)}
    granted = result(await ask(GRANT, by=town.manager, now=NOW, input=given))
    assert granted["grant"]["site"] == {"name": town.site.name}


@pytest.mark.parametrize("garbled", ["", "x", "Account_", "Dish_" + "0" * 36, "\0", "🙂"])
async def test_ids_that_are_none_are_refused_as_unknown(ask: Ask, town: Town, garbled: str) -> None:
    given = {**granting(town, town.site), "accountId": garbled}
    refused = result(await ask(GRANT, by=town.administrator, now=NOW, input=given))
    assert refused["reason"] == "NO_SUCH_ACCOUNT"
    given = {**granting(town, town.site), "siteId": garbled}
    refused = result(await ask(GRANT, by=town.administrator, now=NOW, input=given))
    assert refused["reason"] == "NO_SUCH_PLACE"


async def test_an_administrator_makes_disables_and_enables_an_account(ask: Ask, town: Town) -> None:
    given = {"name": "Wang.Fang", "displayName": "王芳", "password": PASSWORD}
    made = result(await ask(CREATE, by=town.administrator, now=NOW, input=given))["account"]
    assert made == {
        "id": made["id"],
        "name": "wang.fang",
        "displayName": "王芳",
        "hasPassword": True,
        "isDisabled": False,
    }
    again = result(await ask(CREATE, by=town.administrator, now=NOW, input=given))
    assert (again["reason"], again["message"]) == ("NAME_TAKEN", "This name is taken.")
    which = {"accountId": made["id"]}
    by = town.administrator
    disabled = result(await ask(DISABLE, by=by, now=NOW, input={**which, "reason": "Left."}))
    assert disabled["account"] == {"isDisabled": True, "disabledReason": "Left."}
    enabled = result(await ask(ENABLE, by=by, now=NOW, input=which))
    assert enabled["account"] == {"isDisabled": False, "disabledReason": None}
    assert PASSWORD not in str([row.input for row in await Audit.all()])


async def test_the_last_administrator_cannot_be_disabled(ask: Ask, town: Town) -> None:
    assert town.administrator.account_id is not None
    given = {"accountId": global_id("Account", town.administrator.account_id), "reason": "No."}
    refused = result(await ask(DISABLE, by=town.administrator, now=NOW, input=given))
    assert refused["reason"] == "LAST_ADMINISTRATOR"


async def test_residents_accounts_are_seen_by_the_administrator_only(ask: Ask, town: Town) -> None:
    await make.account(await make.resident(name="王淑芬"))
    everybody = ["Admin", "Manager", "New", "Staff", "王淑芬"]
    assert names(await ask(ACCOUNTS, by=town.administrator), "accounts") == everybody
    assert names(await ask(ACCOUNTS, by=town.manager), "accounts") == everybody[:-1]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"name": "MANA"}, ["Manager"]),
        ({"name": "staff."}, ["Admin", "Manager", "New", "Staff"]),
        ({"role": "CANTEEN_STAFF"}, ["Staff"]),
        ({"isDisabled": True}, []),
        ({"isDisabled": False, "name": "new"}, ["New"]),
        ({"areaId": "城关社区"}, ["Manager", "Staff"]),
        ({"areaId": "nowhere"}, []),
        ({"name": "%"}, []),
        (None, ["Admin", "Manager", "New", "Staff"]),
    ],
)
async def test_accounts_are_found(
    ask: Ask, town: Town, wanted: dict[str, Any] | None, found: list[str]
) -> None:
    if wanted and wanted.get("areaId") == town.community.name:
        wanted = {"areaId": global_id("Area", town.community.id)}
    answer = await ask(ACCOUNTS, by=town.administrator, now=NOW, filter=wanted)
    assert names(answer, "accounts") == found


async def test_the_history_of_roles_is_seen_within_one_s_own_scope(ask: Ask, town: Town) -> None:
    await make.role_grant(town.newcomer, Role.CANTEEN_MANAGER, site=town.elsewhere, until_at=NOW)
    seen = await ask(GRANTS, by=town.administrator, now=NOW)
    assert names(seen, "roleGrants") == ["Admin", "Manager", "New", "Staff"]
    assert names(await ask(GRANTS, by=town.manager, now=NOW), "roleGrants") == ["Manager", "Staff"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"roles": ["CANTEEN_STAFF", "CITY_ADMINISTRATOR"]}, ["Admin", "Staff"]),
        ({"activeAt": "2026-11-22T04:00:00Z"}, ["Admin", "Manager", "Staff"]),
        ({"activeAt": "2025-01-01T00:00:00Z"}, []),
        ({"areaId": "community"}, ["Manager", "Staff"]),
        ({"siteId": "site"}, ["Staff"]),
        ({"accountId": "newcomer"}, ["New"]),
    ],
)
async def test_grants_are_found(
    ask: Ask, town: Town, wanted: dict[str, Any], found: list[str]
) -> None:
    await make.role_grant(town.newcomer, Role.CANTEEN_MANAGER, site=town.elsewhere, until_at=NOW)
    ids = {
        "community": global_id("Area", town.community.id),
        "site": global_id("Site", town.site.id),
        "newcomer": global_id("Account", town.newcomer.id),
    }
    given = {
        name: ids[value] if isinstance(value, str) and value in ids else value
        for name, value in wanted.items()
    }
    answer = await ask(GRANTS, by=town.administrator, now=NOW, filter=given)
    assert names(answer, "roleGrants") == found


async def test_another_s_account_session_and_grant_are_not_there(ask: Ask, town: Town) -> None:
    other = await make.account(display_name="Other")
    session = await make.session(other, NOW)
    grant = await make.role_grant(other, Role.DEVELOPER)
    ids = [
        global_id("Account", other.id),
        global_id("Session", session.session.id),
        global_id("RoleGrant", grant.id),
        global_id("Account", new_key()),
    ]
    document = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    for by in (NOBODY, town.staff, Viewer(new_key())):
        assert (await ask(document, by=by, ids=ids))["data"] == {"nodes": [None] * 4}
    seen = (await ask(document, by=Viewer(other.id), ids=ids))["data"]["nodes"]
    assert [node and node["id"] for node in seen] == [*ids[:3], None]
    seen = (await ask(document, by=town.administrator, ids=ids))["data"]["nodes"]
    assert [node and node["id"] for node in seen] == [*ids[:3], None]


MAY: dict[str, set[Role]] = {
    CREATE: {Role.CITY_ADMINISTRATOR, Role.COMMUNITY_MANAGER},
    DISABLE: {Role.CITY_ADMINISTRATOR},
    ENABLE: {Role.CITY_ADMINISTRATOR},
    GRANT: {
        Role.CITY_ADMINISTRATOR,
        Role.COMMUNITY_MANAGER,
        Role.CANTEEN_MANAGER,
        Role.CENTRE_MANAGER,
    },
    REVOKE: set(Role) - {Role.RESIDENT},
    ACCOUNTS: {
        Role.CITY_ADMINISTRATOR,
        Role.COMMUNITY_MANAGER,
        Role.CANTEEN_MANAGER,
        Role.CENTRE_MANAGER,
    },
    GRANTS: {
        Role.CITY_ADMINISTRATOR,
        Role.COMMUNITY_MANAGER,
        Role.CANTEEN_MANAGER,
        Role.CENTRE_MANAGER,
    },
}


@pytest.mark.parametrize("document", MAY, ids=["create", "disable", "enable", "grant", "revoke",
                                               "accounts", "grants"])  # fmt: skip
@pytest.mark.parametrize("role", [None, *Role])
async def test_each_field_is_for_its_roles_only_and_changes_nothing_for_others(
    ask: Ask, town: Town, document: str, role: Role | None
) -> None:
    grant = await RoleGrant.get(account_id=town.staff.account_id)
    inputs: dict[str, dict[str, Any]] = {
        CREATE: {"name": "new.one", "displayName": "New"},
        DISABLE: {"accountId": global_id("Account", town.newcomer.id), "reason": "x"},
        ENABLE: {"accountId": global_id("Account", town.newcomer.id)},
        GRANT: granting(town, town.site),
        REVOKE: {"grantId": global_id("RoleGrant", grant.id), "reason": "x"},
    }
    variables: dict[str, Any] = {"input": inputs[document]} if document in inputs else {}
    asker = await make.account()
    by = NOBODY if role is None else Viewer(asker.id, grants=(Grant(role),))
    before = await Account.all().order_by("id").values(), await RoleGrant.all().values()
    answer = await ask(document, by=by, now=NOW, **variables)
    if role in MAY[document]:
        # Let in: what becomes of it is another matter, and its own tests'.
        assert "errors" not in answer
        return
    assert set(answer["data"].values()) == {None}
    code = answer["errors"][0]["extensions"]["code"]
    assert code == ("UNAUTHENTICATED" if role is None else "FORBIDDEN")
    assert (await Account.all().order_by("id").values(), await RoleGrant.all().values()) == before
