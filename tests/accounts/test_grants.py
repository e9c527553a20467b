"""Who gives which role where, and who takes it."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from hub.accounts import commands
from hub.accounts.models import Account, RoleGrant
from hub.accounts.rules import AccountReason, AccountRefused
from hub.grid.models import Area, Site
from hub.kernel.access import Role
from hub.kernel.context import Actor
from hub.kernel.ids import new_key
from hub.kernel.models import Event
from tests import make

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
DAY = timedelta(days=1)


class Town(NamedTuple):
    """A community with a canteen, its manager, a city administrator and somebody new."""

    community: Area
    site: Site
    manager: Account
    administrator: Account
    newcomer: Account


@pytest.fixture
async def town() -> Town:
    community = await make.community()
    manager, administrator, newcomer = [await make.account() for _ in range(3)]
    await make.role_grant(manager, Role.COMMUNITY_MANAGER, area=community)
    await make.role_grant(administrator, Role.CITY_ADMINISTRATOR)
    return Town(community, await make.site(community), manager, administrator, newcomer)


def acting(account: Account) -> Actor:
    return Actor(operation="roleGrant", account_id=account.id, source="192.0.2.1")


async def grant(by: Account, to: Account, role: Role, **where: object) -> RoleGrant:
    values: dict[str, object] = {
        "area_id": None,
        "site_id": None,
        "from_at": None,
        "until_at": None,
        "reason": "Begins work.",
        "now": NOW,
    }
    key = await commands.grant_role(
        acting(by),
        account_id=to.id,
        role=role,
        **{**values, **where},  # type: ignore[arg-type]
    )
    return await RoleGrant.get(id=key)


async def refusal(work: object) -> AccountReason:
    with pytest.raises(AccountRefused) as refused:
        await work  # type: ignore[misc]
    assert isinstance(refused.value.reason, AccountReason)
    return refused.value.reason


async def test_a_community_manager_gives_a_role_at_a_site_of_the_community(town: Town) -> None:
    given = await grant(town.manager, town.newcomer, Role.CANTEEN_STAFF, site_id=town.site.id)
    assert (given.account_id, given.site_id, given.area_id) == (
        town.newcomer.id,
        town.site.id,
        None,
    )
    assert (given.from_at, given.until_at, given.granted_by_id) == (NOW, None, town.manager.id)
    [event] = await Event.filter(topic="account.changed")
    assert event.subject_id == town.newcomer.id


async def test_nobody_gives_beyond_their_area_or_above_their_role(town: Town) -> None:
    elsewhere = await make.site()
    manager, newcomer = town.manager, town.newcomer
    for work in (
        grant(manager, newcomer, Role.CANTEEN_STAFF, site_id=elsewhere.id),
        grant(manager, newcomer, Role.CANTEEN_STAFF, area_id=town.community.parent_id),
        grant(manager, newcomer, Role.CANTEEN_STAFF),
        grant(manager, newcomer, Role.COMMUNITY_MANAGER, area_id=town.community.id),
        grant(manager, newcomer, Role.CITY_ADMINISTRATOR),
        grant(newcomer, manager, Role.CANTEEN_STAFF, site_id=town.site.id),
    ):
        assert await refusal(work) is AccountReason.NOT_YOURS_TO_GRANT
    assert await RoleGrant.all().count() == 2


async def test_nobody_gives_a_role_to_themselves(town: Town) -> None:
    for who in (town.manager, town.administrator):
        work = grant(who, who, Role.CANTEEN_STAFF, site_id=town.site.id)
        assert await refusal(work) is AccountReason.OWN_GRANT


async def test_an_actor_without_an_account_gives_nothing(town: Town) -> None:
    work = commands.grant_role(
        Actor(operation="roleGrant"),
        account_id=town.newcomer.id,
        role=Role.DEVELOPER,
        area_id=None,
        site_id=None,
        from_at=None,
        until_at=None,
        reason="Please.",
        now=NOW,
    )
    assert await refusal(work) is AccountReason.NOT_YOURS_TO_GRANT


async def test_the_authority_is_that_of_now(town: Town) -> None:
    await RoleGrant.filter(account_id=town.manager.id).update(until_at=NOW)
    work = grant(town.manager, town.newcomer, Role.CANTEEN_STAFF, site_id=town.site.id)
    assert await refusal(work) is AccountReason.NOT_YOURS_TO_GRANT


async def test_a_disabled_account_has_no_authority(town: Town) -> None:
    await Account.filter(id=town.manager.id).update(disabled_at=NOW, disabled_reason="Left.")
    work = grant(town.manager, town.newcomer, Role.CANTEEN_STAFF, site_id=town.site.id)
    assert await refusal(work) is AccountReason.NOT_YOURS_TO_GRANT


@pytest.mark.parametrize(
    ("role", "wrong", "reason"),
    [
        (Role.RESIDENT, {}, AccountReason.ROLE_NOT_GRANTED),
        (Role.CANTEEN_STAFF, {"area_id": new_key()}, AccountReason.NO_SUCH_PLACE),
        (Role.CANTEEN_STAFF, {"site_id": new_key()}, AccountReason.NO_SUCH_PLACE),
        (
            Role.CANTEEN_STAFF,
            {"area_id": new_key(), "site_id": new_key()},
            AccountReason.SCOPE_NOT_ONE,
        ),
        (Role.CANTEEN_STAFF, {"until_at": NOW}, AccountReason.PERIOD_NOT_VALID),
        (
            Role.CANTEEN_STAFF,
            {"from_at": NOW + DAY, "until_at": NOW + DAY},
            AccountReason.PERIOD_NOT_VALID,
        ),
        (Role.CANTEEN_STAFF, {"reason": "  "}, AccountReason.REASON_NEEDED),
        (Role.CANTEEN_STAFF, {"reason": "x" * 401}, AccountReason.REASON_NEEDED),
    ],
)
async def test_a_grant_that_means_nothing_is_refused(
    town: Town, role: Role, wrong: dict[str, object], reason: AccountReason
) -> None:
    # Nobody may give RESIDENT, so for that the operator asks.
    if role is Role.RESIDENT:
        work = commands.grant_role_as_operator(
            Actor.job("test"), account_id=town.newcomer.id, role=role, reason="Test.", now=NOW
        )
        assert await refusal(work) is reason
    else:
        assert await refusal(grant(town.administrator, town.newcomer, role, **wrong)) is reason


async def test_city_wide_roles_are_not_granted_within_an_area(town: Town) -> None:
    work = grant(town.administrator, town.newcomer, Role.DEVELOPER, area_id=town.community.id)
    assert await refusal(work) is AccountReason.ROLE_IS_CITY_WIDE


async def test_the_same_role_there_is_granted_again_only_after_its_end(town: Town) -> None:
    where = {"site_id": town.site.id}
    await grant(town.manager, town.newcomer, Role.CANTEEN_STAFF, until_at=NOW + DAY, **where)
    work = grant(town.manager, town.newcomer, Role.CANTEEN_STAFF, from_at=NOW + DAY / 2, **where)
    assert await refusal(work) is AccountReason.ALREADY_GRANTED
    assert await grant(town.manager, town.newcomer, Role.CANTEEN_STAFF, from_at=NOW + DAY, **where)
    assert await grant(town.manager, town.newcomer, Role.DELIVERY_VOLUNTEER, **where)


async def test_a_revoked_grant_stays_as_history(town: Town) -> None:
    given = await grant(town.manager, town.newcomer, Role.CANTEEN_STAFF, site_id=town.site.id)
    later = NOW + DAY
    await commands.revoke_role(
        acting(town.manager), grant_id=given.id, reason="Moved on.", now=later
    )
    await given.refresh_from_db()
    assert (given.until_at, given.revoked_at, given.revoked_by_id, given.revoke_reason) == (
        later,
        later,
        town.manager.id,
        "Moved on.",
    )
    work = commands.revoke_role(acting(town.manager), grant_id=given.id, reason="Again.", now=later)
    assert await refusal(work) is AccountReason.ALREADY_ENDED


async def test_who_may_not_give_a_role_may_not_take_it_but_everybody_their_own(town: Town) -> None:
    given = await grant(town.manager, town.newcomer, Role.CANTEEN_STAFF, site_id=town.site.id)
    outsider = await make.account()
    work = commands.revoke_role(acting(outsider), grant_id=given.id, reason="No.", now=NOW)
    assert await refusal(work) is AccountReason.NOT_YOURS_TO_GRANT
    await commands.revoke_role(
        acting(town.newcomer), grant_id=given.id, reason="I resign.", now=NOW
    )


async def test_a_grant_revoked_before_it_begins_never_does(town: Town) -> None:
    given = await grant(
        town.manager, town.newcomer, Role.CANTEEN_STAFF, site_id=town.site.id, from_at=NOW + DAY
    )
    await commands.revoke_role(acting(town.manager), grant_id=given.id, reason="No.", now=NOW)
    await given.refresh_from_db()
    assert given.from_at == given.until_at == NOW + DAY


async def test_the_last_administrator_stays(town: Town) -> None:
    held = await RoleGrant.get(account_id=town.administrator.id)
    for work in (
        commands.revoke_role(
            acting(town.administrator), grant_id=held.id, reason="Tired.", now=NOW
        ),
        commands.disable_account(
            acting(town.administrator), account_id=town.administrator.id, reason="x", now=NOW
        ),
    ):
        assert await refusal(work) is AccountReason.LAST_ADMINISTRATOR
    other = await make.account()
    await make.role_grant(other, Role.CITY_ADMINISTRATOR)
    await commands.revoke_role(
        acting(town.administrator), grant_id=held.id, reason="Tired.", now=NOW
    )


async def test_who_was_revoked_a_moment_later_is_no_administrator_any_more(
    town: Town,
) -> None:
    other = await make.account()
    theirs = await make.role_grant(other, Role.CITY_ADMINISTRATOR)
    held = await RoleGrant.get(account_id=town.administrator.id)
    later = NOW + timedelta(milliseconds=1)
    await commands.revoke_role(
        acting(town.administrator), grant_id=theirs.id, reason="Coup.", now=later
    )
    work = commands.revoke_role(acting(other), grant_id=held.id, reason="Coup.", now=NOW)
    assert await refusal(work) is AccountReason.NOT_YOURS_TO_GRANT
    work = commands.disable_account(
        acting(other), account_id=town.administrator.id, reason="Coup.", now=NOW
    )
    assert await refusal(work) is AccountReason.LAST_ADMINISTRATOR


async def test_unknown_keys_are_refused(town: Town) -> None:
    by = acting(town.administrator)
    work = commands.revoke_role(by, grant_id=new_key(), reason="x", now=NOW)
    assert await refusal(work) is AccountReason.NO_SUCH_GRANT
    nobody = Account(id=new_key(), display_name="Nobody", created_at=NOW)
    granting = grant(town.administrator, nobody, Role.DEVELOPER)
    assert await refusal(granting) is AccountReason.NO_SUCH_ACCOUNT
