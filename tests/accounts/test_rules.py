"""Names, passwords, sources, and who may grant what where."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.accounts import rules
from hub.accounts.rules import AccountReason, AccountRefused, DatedWard, Scope, Standing
from hub.accounts.rules.standing import NOWHERE
from hub.kernel.access import NOBODY, Grant, Role, Ward
from hub.kernel.ids import new_key
from hub.people.rules import ProxyScope

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
DAY = timedelta(days=1)
CITY, TOWN, COMMUNITY, OTHER, SITE = (new_key() for _ in range(5))


def refused(reason: AccountReason) -> pytest.RaisesExc[AccountRefused]:
    return pytest.RaisesExc(AccountRefused, check=lambda error: error.reason is reason)


@pytest.mark.parametrize("typed", ["Li.Na", " li.na ", "ｌｉ.ｎａ"])
def test_a_name_has_one_spelling(typed: str) -> None:
    assert rules.check_name(typed) == "li.na"


@pytest.mark.parametrize(
    "typed", ["", "ab", ".abc", "a b c", "王芳芳", "a" * 41, "abc\0", "\ud800abc"]
)
def test_a_name_that_could_be_mistaken_is_refused(typed: str) -> None:
    with refused(AccountReason.NAME_NOT_VALID):
        rules.check_name(typed)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short", AccountReason.PASSWORD_TOO_SHORT),
        ("x" * 129, AccountReason.PASSWORD_TOO_LONG),
        ("aaaaaaaaaaaa", AccountReason.PASSWORD_TOO_SIMPLE),
        ("1234567890", AccountReason.PASSWORD_TOO_SIMPLE),
        ("9876543210", AccountReason.PASSWORD_TOO_SIMPLE),
        ("abcdefghijkl", AccountReason.PASSWORD_TOO_SIMPLE),
        ("my-li.na-word", AccountReason.PASSWORD_HOLDS_NAME),
        ("Password123!", AccountReason.PASSWORD_TOO_COMMON),
        ("P@ssw0rd2026", AccountReason.PASSWORD_TOO_COMMON),
        ("19491001-00", AccountReason.PASSWORD_TOO_COMMON),
    ],
)
def test_a_password_that_is_quickly_guessed_is_refused(
    password: str, reason: AccountReason
) -> None:
    with refused(reason):
        rules.check_password(password, name="li.na")


@pytest.mark.parametrize(
    "password", ["four winds over Huashan", "华山论剑九月初九风雨", "tr0ub4dor&3x"]
)
def test_a_password_of_one_s_own_is_good_enough(password: str) -> None:
    rules.check_password(password, name="li.na")


@given(st.text())
def test_any_text_as_a_password_is_taken_or_refused(password: str) -> None:
    with suppress(AccountRefused):
        rules.check_password(password, name="li.na")


def test_refusals_of_passwords_say_the_limit() -> None:
    with pytest.raises(AccountRefused) as short:
        rules.check_password("short", name=None)
    assert short.value.message("en") == "A password has at least 10 characters."


@given(st.binary(min_size=32, max_size=32))
def test_a_token_looks_like_one(random: bytes) -> None:
    assert rules.is_token(rules.token_text(random))


COMMUNITY_SCOPE = Scope(area_id=COMMUNITY, area_ids=frozenset({CITY, TOWN, COMMUNITY}))
SITE_SCOPE = Scope(site_id=SITE, area_ids=frozenset({CITY, TOWN, COMMUNITY}))
WHOLE_CITY = Scope()


@pytest.mark.parametrize(
    ("mine", "role", "scope", "may"),
    [
        (Grant(Role.CITY_ADMINISTRATOR), Role.CITY_ADMINISTRATOR, WHOLE_CITY, True),
        (Grant(Role.CITY_ADMINISTRATOR), Role.CANTEEN_STAFF, SITE_SCOPE, True),
        (Grant(Role.COMMUNITY_MANAGER, TOWN), Role.CANTEEN_STAFF, SITE_SCOPE, True),
        (Grant(Role.COMMUNITY_MANAGER, TOWN), Role.CANTEEN_STAFF, COMMUNITY_SCOPE, True),
        (Grant(Role.COMMUNITY_MANAGER, COMMUNITY), Role.CANTEEN_STAFF, COMMUNITY_SCOPE, True),
        (Grant(Role.COMMUNITY_MANAGER, OTHER), Role.CANTEEN_STAFF, SITE_SCOPE, False),
        (Grant(Role.COMMUNITY_MANAGER, TOWN), Role.CANTEEN_STAFF, WHOLE_CITY, False),
        (Grant(Role.COMMUNITY_MANAGER, TOWN), Role.COMMUNITY_MANAGER, COMMUNITY_SCOPE, False),
        (Grant(Role.COMMUNITY_MANAGER, TOWN), Role.CIVIL_AFFAIRS_AUDITOR, COMMUNITY_SCOPE, False),
        (Grant(Role.CANTEEN_MANAGER, site_id=SITE), Role.CANTEEN_STAFF, SITE_SCOPE, True),
        (Grant(Role.CANTEEN_MANAGER, site_id=SITE), Role.CANTEEN_STAFF, COMMUNITY_SCOPE, False),
        (Grant(Role.CANTEEN_MANAGER, site_id=OTHER), Role.CANTEEN_STAFF, SITE_SCOPE, False),
        (Grant(Role.CANTEEN_STAFF, site_id=SITE), Role.CANTEEN_STAFF, SITE_SCOPE, False),
        (Grant(Role.COMMUNITY_MANAGER, TOWN, until_at=NOW), Role.CANTEEN_STAFF, SITE_SCOPE, False),
        (
            Grant(Role.COMMUNITY_MANAGER, TOWN, from_at=NOW + DAY),
            Role.CANTEEN_STAFF,
            SITE_SCOPE,
            False,
        ),
    ],
)
def test_a_role_is_given_only_within_the_scope_of_one_s_own(
    mine: Grant, role: Role, scope: Scope, may: bool
) -> None:
    if may:
        rules.check_authority([mine], role, scope, NOW)
    else:
        with refused(AccountReason.NOT_YOURS_TO_GRANT):
            rules.check_authority([mine], role, scope, NOW)


def test_only_the_city_administrator_gives_the_role_that_lets_them_give() -> None:
    assert {role for role, given in rules.GRANTABLE.items() if role in given} == {
        Role.CITY_ADMINISTRATOR
    }
    assert all(Role.RESIDENT not in given for given in rules.GRANTABLE.values())


def test_being_a_resident_is_not_granted_and_some_roles_only_for_the_city() -> None:
    with refused(AccountReason.ROLE_NOT_GRANTED):
        rules.check_role(Role.RESIDENT, WHOLE_CITY)
    with refused(AccountReason.ROLE_IS_CITY_WIDE):
        rules.check_role(Role.CITY_ADMINISTRATOR, COMMUNITY_SCOPE)
    rules.check_role(Role.DEVELOPER, WHOLE_CITY)


def test_a_grant_that_has_not_begun_never_does_when_revoked() -> None:
    assert rules.ended_at(NOW + DAY, None, NOW) == NOW + DAY
    assert rules.ended_at(NOW - DAY, None, NOW) == NOW
    with refused(AccountReason.ALREADY_ENDED):
        rules.ended_at(NOW - DAY, NOW, NOW)


def standing(**facts: Any) -> Standing:
    return Standing(account_id=UUID(int=1), ends_at=NOW + 30 * DAY, **facts)


def test_grants_and_proxies_hold_from_their_first_instant_to_before_their_last() -> None:
    ward = Ward(UUID(int=3), frozenset({ProxyScope.MEAL_ORDER}))
    who = standing(
        resident_id=UUID(int=2),
        home_area_id=COMMUNITY,
        wards=(DatedWard(ward, date(2026, 11, 23), date(2026, 11, 25)),),
        grants=(Grant(Role.CANTEEN_STAFF, site_id=SITE, from_at=NOW, until_at=NOW + DAY),),
    )
    before, during, after = NOW - timedelta(seconds=1), NOW + timedelta(hours=20), NOW + DAY
    assert who.viewer(before).roles == {Role.RESIDENT}
    assert who.viewer(NOW).roles == {Role.RESIDENT, Role.CANTEEN_STAFF}
    assert (who.viewer(NOW).wards, who.viewer(during).wards) == ((), (ward,))
    assert who.viewer(after).roles == {Role.RESIDENT}
    assert not who.viewer(NOW).is_city_wide(Role.RESIDENT)


def test_who_moved_away_is_no_resident_and_who_died_is_nobody() -> None:
    moved = standing(resident_id=UUID(int=2), left_on=date(2026, 11, 22))
    assert moved.viewer(NOW).roles == frozenset()
    assert moved.viewer(NOW - DAY).roles == {Role.RESIDENT}
    died = standing(resident_id=UUID(int=2), left_on=date(2026, 11, 22), has_died=True)
    assert died.viewer(NOW) == NOBODY


def test_who_moved_away_goes_on_acting_for_who_stays_until_that_ends() -> None:
    ward = Ward(UUID(int=3), frozenset({ProxyScope.MEAL_ORDER}))
    moved = standing(
        resident_id=UUID(int=2),
        home_area_id=UUID(int=4),
        left_on=date(2026, 11, 22),
        wards=(DatedWard(ward, date(2026, 11, 1), date(2026, 11, 24)),),
    )
    viewer = moved.viewer(NOW)
    assert viewer.roles == {Role.RESIDENT}
    assert viewer.wards == (ward,)
    assert viewer.area_ids(Role.RESIDENT) == [NOWHERE]
    assert moved.viewer(NOW + 2 * DAY).roles == frozenset()
    assert replace(moved, has_died=True).viewer(NOW) == NOBODY


@given(
    st.lists(
        st.tuples(st.integers(-50, 50), st.integers(1, 50)).map(
            lambda span: Grant(
                Role.CANTEEN_STAFF,
                from_at=NOW + timedelta(hours=span[0]),
                until_at=NOW + timedelta(hours=span[0] + span[1]),
            )
        ),
        max_size=5,
    ),
    st.integers(-60, 60),
    st.integers(0, 600),
)
def test_a_viewer_stays_the_same_until_the_instant_that_is_foretold(
    grants: list[Grant], hours: int, minutes: int
) -> None:
    who = standing(
        resident_id=UUID(int=2),
        grants=tuple(grants),
        wards=(DatedWard(Ward(UUID(int=3), frozenset()), date(2026, 11, 22), date(2026, 11, 23)),),
    )
    now = NOW + timedelta(hours=hours)
    later = now + timedelta(minutes=minutes)
    if later < who.steady_until(now):
        assert who.viewer(later) == who.viewer(now)
