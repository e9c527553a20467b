"""A door that nobody opens: who is asked, who is asked next, and who says that all is well."""

from datetime import timedelta

import pytest

from hub.canteen.jobs.welfare import escalate_checks
from hub.canteen.models import DeliveryStop, WelfareCall, WelfareCheck
from hub.canteen.rules import FulfilmentMode, MealPeriod, StopStatus
from hub.grid.models import Area
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.ids import new_key
from hub.people.rules import StatusKind
from hub.query import global_id
from tests import make
from tests.canteen.counter import viewer_of
from tests.canteen.delivering import (
    CHECKS,
    CONFIRM,
    DONE,
    FAIL,
    locked,
    neighbourhood,
    ordered,
    planned,
    result,
    stop_id,
    stop_of,
    volunteer,
)
from tests.make.canteen import MEAL

pytestmark = pytest.mark.usefixtures("database")

NOW = MEAL


class Missed:
    """A round on its way, and a door behind which somebody lives whom nobody has heard."""

    async def begin(self, *statuses: StatusKind) -> "Missed":
        self.at = await neighbourhood()
        self.city = await Area.get(id=self.at.community.ancestors[0])
        [self.order] = await ordered(self.at, "甲", room="302")
        for kind in statuses:
            level = {} if kind is StatusKind.LIVING_ALONE else {"level": 2}
            await make.status(await self.order.resident, kind, **level)
        await locked()
        self.driver = await volunteer(self.at)
        await planned(self.at, self.driver)
        self.stop = await stop_of(self.order)
        return self

    async def leaders(self) -> None:
        """Somebody in each post from the compound up."""
        for area, name in (
            (self.at.compound, "网格员"),
            (self.at.community, "社区书记"),
            (self.city, "值班长"),
        ):
            await make.leader(await make.post(area), name=name)

    def manager(self) -> Viewer:
        grants = (Grant(Role.COMMUNITY_MANAGER, area_id=self.at.community.id),)
        return Viewer(grants=grants)


async def unanswered(ask, it, now=NOW):
    given = {"stopId": stop_id(it.stop), "failure": "NO_ANSWER"}
    return await result(ask, FAIL, it.driver, given, now)


async def checks(ask, viewer, now=NOW, **filter_):
    body = await ask(CHECKS, by=viewer, now=now, filter=filter_)
    assert "errors" not in body, body
    return body["data"]["welfareChecks"]["nodes"]


async def confirm(ask, viewer, outcome="WELL", note=None):
    check = await WelfareCheck.get()
    given = {"checkId": global_id("WelfareCheck", check.id), "outcome": outcome, "note": note}
    return await result(ask, CONFIRM, viewer, given)


async def test_the_grid_worker_is_asked_at_once(ask):
    it = await Missed().begin()
    await it.leaders()
    stop = (await unanswered(ask, it))["stop"]
    assert stop["status"] == "WELFARE_CHECK"
    assert [row["toStatus"] for row in stop["moves"]] == ["PENDING", "NO_ANSWER", "WELFARE_CHECK"]
    [check] = await checks(ask, it.manager())
    assert (check["level"], check["leader"], check["isAtRisk"]) == ("GRID", "网格员", False)
    assert (check["residentName"], check["outcome"]) == ("甲", None)
    assert check["address"].endswith("302")
    assert check["dueAt"] == "2026-06-02T11:45:00+08:00"
    again = await unanswered(ask, it)
    assert (again["reason"], again["stopStatus"]) == ("STOP_DONE", "WELFARE_CHECK")


@pytest.mark.parametrize("kind", [StatusKind.LIVING_ALONE, StatusKind.DISABILITY])
async def test_for_who_lives_alone_or_is_disabled_the_community_is_asked_first(ask, kind):
    it = await Missed().begin(kind)
    await it.leaders()
    await unanswered(ask, it)
    [check] = await checks(ask, it.manager())
    assert (check["level"], check["leader"], check["isAtRisk"]) == ("COMMUNITY", "社区书记", True)


async def test_who_has_no_grid_worker_begins_with_the_community(ask):
    it = await Missed().begin()
    await unanswered(ask, it)
    [check] = await checks(ask, it.manager())
    assert (check["level"], check["leader"]) == ("COMMUNITY", None)


async def test_the_next_level_is_asked_until_somebody_confirms(ask):
    it = await Missed().begin()
    await it.leaders()
    await unanswered(ask, it)
    for minutes, level in ((14, "GRID"), (15, "COMMUNITY"), (29, "COMMUNITY"), (30, "CITY")):
        await escalate_checks.run(NOW + timedelta(minutes=minutes))
        assert (await WelfareCheck.get()).level == level
    await escalate_checks.run(NOW + timedelta(minutes=60))
    [check] = await checks(ask, it.manager())
    assert [(call["level"], call["leader"]) for call in check["calls"]] == [
        ("GRID", "网格员"),
        ("COMMUNITY", "社区书记"),
        ("CITY", "值班长"),
        ("CITY", "值班长"),
    ]
    await confirm(ask, it.manager())
    await escalate_checks.run(NOW + timedelta(hours=5))
    assert await WelfareCall.all().count() == 4
    assert await checks(ask, it.manager(), isOpen=True) == []
    assert len(await checks(ask, it.manager(), isOpen=False, levels=["CITY"])) == 1


async def test_whoever_was_asked_may_confirm_and_so_may_who_runs_an_area_above(ask):
    it = await Missed().begin()
    person = await make.resident(it.at.compound)
    await make.leader(await make.post(it.at.compound), resident_id=person.id)
    await unanswered(ask, it)
    neighbour = await viewer_of(await make.resident(it.at.compound))
    elsewhere = Viewer(grants=(Grant(Role.COMMUNITY_MANAGER, area_id=(await make.community()).id),))
    for viewer in (neighbour, elsewhere):
        assert await checks(ask, viewer) == []
        assert (await confirm(ask, viewer))["reason"] == "NO_SUCH_CHECK"
    worker = await viewer_of(person)
    assert len(await checks(ask, worker)) == 1
    assert (await confirm(ask, worker, "HELPED"))["reason"] == "REASON_NEEDED"
    found = (await confirm(ask, worker, "HELPED", "摔倒，已送医"))["check"]
    assert (found["outcome"], found["note"]) == ("HELPED", "摔倒，已送医")
    assert found["confirmedBy"] == person.name
    assert (await confirm(ask, it.manager()))["reason"] == "NO_SUCH_CHECK"


async def test_whoever_opens_after_all_is_well_and_gets_the_meal(ask):
    it = await Missed().begin()
    await unanswered(ask, it)
    later = NOW + timedelta(minutes=10)
    given = {"stopId": stop_id(it.stop), "signedBy": "甲"}
    done = await result(ask, DONE, it.driver, given, later)
    assert done["stop"]["status"] == "DELIVERED"
    check = await WelfareCheck.get()
    assert (check.outcome, check.confirmed_by_id) == ("WELL", it.driver.account_id)


async def test_a_neighbour_who_takes_the_meal_says_nothing_of_the_person(ask):
    it = await Missed().begin()
    await unanswered(ask, it)
    given = {"stopId": stop_id(it.stop), "signedBy": "邻居老李", "signer": "NEIGHBOUR"}
    done = await result(ask, DONE, it.driver, given)
    assert done["stop"]["status"] == "DELIVERED"
    assert (await WelfareCheck.get()).outcome is None


async def test_who_is_looked_for_is_looked_for_once(ask):
    it = await Missed().begin()
    await unanswered(ask, it)
    # At supper nobody opens either.
    supper = await make.menu(it.at.kitchen, period=MealPeriod.SUPPER)
    item = await make.menu_item(supper)
    order = await make.meal_order(item, await it.order.resident, mode=FulfilmentMode.DELIVERY)
    await DeliveryStop.create(
        id=new_key(),
        round_id=it.stop.round_id,
        order_id=order.id,
        position=2,
        planned_at=NOW,
        until_at=NOW,
        status=StopStatus.PENDING,
        status_at=NOW,
    )
    it.stop = await stop_of(order)
    assert (await unanswered(ask, it))["stop"]["status"] == "WELFARE_CHECK"
    assert await WelfareCheck.all().count() == 1


@pytest.mark.parametrize("role", [None, *Role])
async def test_nobody_but_the_community_and_who_was_asked_knows_of_checks(ask, role):
    it = await Missed().begin()
    await unanswered(ask, it)
    account = await make.account()
    grants = (Grant(role, area_id=it.at.community.id),) if role else ()
    asker = Viewer(account_id=account.id, grants=grants) if role else NOBODY
    body = await ask(CHECKS, by=asker, now=NOW, filter={})
    check = await WelfareCheck.get()
    given = {"checkId": global_id("WelfareCheck", check.id), "outcome": "WELL"}
    changed = await ask(CONFIRM, by=asker, now=NOW, input=given)
    if role in (Role.COMMUNITY_MANAGER, Role.CITY_ADMINISTRATOR):
        assert body["data"]["welfareChecks"]["totalCount"] == 1
        assert changed["data"]["result"]["__typename"] == "WelfareCheckConfirmed"
        return
    assert (await WelfareCheck.get()).outcome is None
    if role is Role.RESIDENT:
        assert body["data"]["welfareChecks"]["totalCount"] == 0
        assert changed["data"]["result"]["reason"] == "NO_SUCH_CHECK"
        return
    for answer in (body, changed):
        code = answer["errors"][0]["extensions"]["code"]
        assert code == ("FORBIDDEN" if role else "UNAUTHENTICATED")
