"""Many change people's records at once over HTTP: numbers, places and consents are given once."""

from collections import Counter
from collections.abc import Awaitable
from typing import Any, NamedTuple

import pytest

from hub.accounts.rules import SessionKind
from hub.grid.models import Area
from hub.kernel.access import Role
from hub.kernel.clock import utc_now
from hub.people.models import Proxy, ProxyMove, Resident
from hub.people.rules import ProxyStatus
from hub.query import global_id
from hub.settings import Settings
from tests import make
from tests.guards import drop_constraint, no_row_locks
from tests.over_http import at_once, outcomes, result, served, staff_token
from tests.people.test_rules import number

REGISTER = """mutation ($input: ResidentRegisterInput!) { result: residentRegister(input: $input) {
    __typename ... on PeopleRefusal { reason }
} }"""
ACCEPT = """mutation ($input: ProxyAcceptInput!) { result: proxyAccept(input: $input) {
    __typename ... on PeopleRefusal { reason }
} }"""
DECLINE = """mutation ($input: ProxyDeclineInput!) { result: proxyDecline(input: $input) {
    __typename ... on PeopleRefusal { reason }
} }"""
MANY = 8


async def registered_at_once(chosen: Settings, url: str) -> Counter[str]:
    """One identity number, registered at eight counters at once; and what was answered."""
    home = await make.entrance()
    token = await staff_token(Role.COMMUNITY_MANAGER)
    given = {
        "name": "王淑芬",
        "sex": "FEMALE",
        "bornOn": "1951-03-08",
        "identityNumber": number("612123", "19510308", "004"),
        "areaId": global_id("Area", home.id),
    }
    async with served(chosen) as port:
        asking = [result(port, REGISTER, token=token, input=given) for _ in range(MANY)]
        return outcomes(await at_once(url, asking))


async def test_an_identity_number_is_registered_once(
    chosen_settings: Settings, committed_database: str
) -> None:
    reasons = await registered_at_once(chosen_settings, committed_database)
    assert reasons == {"ResidentRegistered": 1, "IDENTITY_TAKEN": MANY - 1}
    assert await Resident.all().count() == 1


async def test_without_its_constraint_it_would_be_registered_again(
    chosen_settings: Settings, committed_database: str
) -> None:
    # The control: whether somebody has the number is still asked before it is stored.
    await drop_constraint("resident", "resident_one_identity")
    await registered_at_once(chosen_settings, committed_database)
    assert await Resident.all().count() > 1


class Asked(NamedTuple):
    """A proposal that its ward may agree to, and the ward's session."""

    proxy: Proxy
    token: str


async def session_of(resident: Resident) -> str:
    account = await make.account(resident)
    return (await make.session(account, utc_now(), kind=SessionKind.RESIDENT)).token


async def asked(home: Area, holder: Resident) -> Asked:
    """A resident whom the holder has asked to act for."""
    ward = await make.resident(home)
    unbound = {"slot": None, "consent_method": None, "consent_at": None}
    proxy = await make.proxy(ward, holder, status=ProxyStatus.PROPOSED, **unbound)
    return Asked(proxy, await session_of(ward))


def answering(
    port: int, document: str, to: Asked, token: str | None = None
) -> Awaitable[dict[str, Any]]:
    given = {"proxyId": global_id("Proxy", to.proxy.id)}
    return result(port, document, token=token or to.token, input=given)


async def accepted_by_all(chosen: Settings, url: str) -> Counter[str]:
    """Ten wards agree to the same holder at once; what was answered."""
    home = await make.entrance()
    holder = await make.resident(home)
    proposals = [await asked(home, holder) for _ in range(10)]
    async with served(chosen) as port:
        asking = [answering(port, ACCEPT, proposal) for proposal in proposals]
        return outcomes(await at_once(url, asking))


async def test_a_family_account_has_five_members_though_ten_agree_at_once(
    chosen_settings: Settings, committed_database: str
) -> None:
    reasons = await accepted_by_all(chosen_settings, committed_database)
    assert reasons == {"ProxyAccepted": 5, "PROXY_FULL": 5}
    active = await Proxy.filter(status=ProxyStatus.ACTIVE).values_list("slot", flat=True)
    assert sorted(map(str, active)) == ["1", "2", "3", "4", "5"]


async def test_without_the_row_lock_the_database_gives_no_place_twice(
    chosen_settings: Settings, committed_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_row_locks(monkeypatch)
    reasons = await accepted_by_all(chosen_settings, committed_database)
    assert set(reasons) == {"ProxyAccepted", "PROXY_FULL"}
    active = await Proxy.filter(status=ProxyStatus.ACTIVE).values_list("slot", flat=True)
    assert len(set(active)) == len(active) == reasons["ProxyAccepted"] <= 5


async def test_without_both_guards_a_family_account_would_grow(
    chosen_settings: Settings, committed_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_row_locks(monkeypatch)
    await drop_constraint("proxy", "proxy_slot_is_free")
    await accepted_by_all(chosen_settings, committed_database)
    assert await Proxy.filter(status=ProxyStatus.ACTIVE).count() > 5


async def answered_both_ways(chosen: Settings, url: str) -> Counter[str]:
    """A ward agrees, on several devices, while the holder takes the proposal back."""
    home = await make.entrance()
    holder = await make.resident(home)
    proposal = await asked(home, holder)
    withdrawing = await session_of(holder)
    async with served(chosen) as port:
        asking = [
            *(answering(port, ACCEPT, proposal) for _ in range(MANY // 2)),
            *(answering(port, DECLINE, proposal, withdrawing) for _ in range(MANY // 2)),
        ]
        return outcomes(await at_once(url, asking))


async def test_a_consent_is_given_or_withdrawn_once(
    chosen_settings: Settings, committed_database: str
) -> None:
    reasons = await answered_both_ways(chosen_settings, committed_database)
    assert reasons["PROXY_MOVE_NOT_ALLOWED"] == MANY - 1
    (move,) = await ProxyMove.filter(from_status=ProxyStatus.PROPOSED)
    proxy = await Proxy.get()
    assert proxy.status == move.to_status
    assert (proxy.consent_at is not None) == (proxy.status is ProxyStatus.ACTIVE)


async def test_without_the_row_lock_it_would_be_answered_several_times(
    chosen_settings: Settings, committed_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_row_locks(monkeypatch)
    reasons = await answered_both_ways(chosen_settings, committed_database)
    assert reasons["PROXY_MOVE_NOT_ALLOWED"] < MANY - 1
    assert await ProxyMove.filter(from_status=ProxyStatus.PROPOSED).count() > 1
