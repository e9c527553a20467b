"""Staff of a canteen know who eats with them, wherever they live, and what they must not eat."""

from datetime import datetime, timedelta
from typing import NamedTuple

import pytest

from hub.canteen.models import MealOrder, MealSite, MenuItem
from hub.canteen.rules import CANCELLED, FulfilmentMode, OrderStatus
from hub.grid.models import Area
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.ids import new_key
from hub.people.models import Resident
from hub.query import global_id
from tests import make
from tests.make.canteen import BEFORE, MEAL

pytestmark = pytest.mark.usefixtures("database")

PERSON = """query ($id: ID!) { resident(id: $id) {
    name phoneMasked dietaryNeeds { kind substance } area { id } room
    identityMasked hukouRegion statuses { totalCount } addresses { kind } memberships { id }
    proxies { id } departures { on }
} }"""
LIST = """query ($name: String) { residents(filter: {name: $name}) {
    totalCount nodes { name dietaryNeeds { kind } } } }"""
ORDER = """query ($id: ID!) { mealOrder(id: $id) { resident {
    name phoneMasked dietaryNeeds { substance } } } }"""
NEED = "query ($id: ID!) { node(id: $id) { id } }"


class Canteen(NamedTuple):
    """A kitchen and a point that it cooks for, in one community; a diner who lives in another."""

    community: Area
    kitchen: MealSite
    point: MealSite
    item: MenuItem
    diner: Resident
    need: str


@pytest.fixture
async def canteen():
    community = await make.community()
    kitchen = await make.canteen(await make.compound(community))
    point = await make.meal_point(kitchen, await make.compound(await make.community()))
    menu = await make.menu(kitchen)
    await make.serving(menu, point.id)
    home = await make.compound(await make.community())
    diner = await make.resident(
        home,
        name="张桂英",
        phone=b"x",
        phone_hash=b"x",
        phone_masked="138****5678",
        identity_number=b"x",
        identity_hash=b"x" * 32,
        identity_masked="612*********41",
        hukou_region="610582",
    )
    await make.status(diner)
    need = await make.dietary_need(diner)
    item = await make.menu_item(menu)
    return Canteen(community, kitchen, point, item, diner, global_id("DietaryNeed", need.id))


def at(site: MealSite, role: Role = Role.CANTEEN_STAFF) -> Viewer:
    return Viewer(new_key(), grants=(Grant(role, site_id=site.id),))


async def sees(ask, by: Viewer, canteen: Canteen, now: datetime = BEFORE) -> bool:
    """Whether the diner is known to the viewer, by whatever way, alike."""
    key = global_id("Resident", canteen.diner.id)
    person = (await ask(PERSON, by=by, now=now, id=key))["data"]["resident"]
    node = (await ask(NEED, by=by, now=now, id=key))["data"]["node"]
    need = (await ask(NEED, by=by, now=now, id=canteen.need))["data"]["node"]
    listed = (await ask(LIST, by=by, now=now, name="张桂"))["data"]["residents"] or {}
    known = {person is not None, node is not None, need is not None, bool(listed.get("nodes"))}
    assert known == {bool(listed.get("totalCount"))}
    return known.pop()


AGE = """query ($id: ID!) { resident(id: $id) {
    name sex bornOn age livesHere diedOn movedOutOn registeredAt } }"""


async def test_their_age_and_record_are_not_the_canteens_to_know(ask, canteen):
    await make.meal_order(canteen.item, canteen.diner)
    key = global_id("Resident", canteen.diner.id)
    body = await ask(AGE, by=at(canteen.kitchen), now=BEFORE, id=key)
    hidden = ("sex", "bornOn", "age", "livesHere", "diedOn", "movedOutOn", "registeredAt")
    assert body["data"]["resident"] == {"name": "张桂英", **dict.fromkeys(hidden)}
    neighbour = Viewer(
        new_key(), grants=(Grant(Role.CANTEEN_STAFF, area_id=canteen.diner.area_id),)
    )
    person = (await ask(AGE, by=neighbour, now=BEFORE, id=key))["data"]["resident"]
    assert person["bornOn"] == str(canteen.diner.born_on)
    assert None not in (person["sex"], person["age"], person["livesHere"], person["registeredAt"])


@pytest.mark.parametrize(
    "asked",
    [
        "ageFrom: 0",
        "ageUntil: 150",
        "orderBy: OLDEST",
        "orderBy: NEWEST",
        "filter: {sex: %s}",
        "filter: {livesHere: true}",
    ],
)
async def test_their_age_cannot_be_found_out_by_asking_for_it(ask, canteen, asked):
    await make.meal_order(canteen.item, canteen.diner)
    given = asked.replace("%s", canteen.diner.sex.value)
    document = f"{{ residents({given}) {{ totalCount nodes {{ name }} }} }}"
    neighbour = Viewer(
        new_key(), grants=(Grant(Role.CANTEEN_STAFF, area_id=canteen.diner.area_id),)
    )
    for by, names in ((at(canteen.kitchen), []), (neighbour, ["张桂英"])):
        found = (await ask(document, by=by, now=BEFORE))["data"]["residents"]
        assert [node["name"] for node in found["nodes"]] == names
        assert found["totalCount"] == len(names)


async def test_where_they_live_cannot_be_found_out_by_asking_for_it(ask, canteen):
    await make.meal_order(canteen.item, canteen.diner)
    home = global_id("Area", canteen.diner.area_id)
    document = """query ($home: ID!) { residents(filter: {withinId: $home}) {
        totalCount nodes { name } } }"""
    neighbour = Viewer(
        new_key(), grants=(Grant(Role.CANTEEN_STAFF, area_id=canteen.diner.area_id),)
    )
    for by, sees in ((at(canteen.kitchen), 0), (neighbour, 1)):
        found = (await ask(document, by=by, now=BEFORE, home=home))["data"]["residents"]
        assert (found["totalCount"], len(found["nodes"])) == (sees, sees)


async def test_the_name_the_telephone_and_the_diet_are_known_and_nothing_else(ask, canteen):
    order = await make.meal_order(canteen.item, canteen.diner)
    by, key = at(canteen.kitchen), global_id("Resident", canteen.diner.id)
    person = (await ask(PERSON, by=by, now=BEFORE, id=key))["data"]["resident"]
    assert person == {
        "name": "张桂英",
        "phoneMasked": "138****5678",
        "dietaryNeeds": [{"kind": "ALLERGY", "substance": "PEANUT"}],
        **dict.fromkeys(("area", "room", "identityMasked", "hukouRegion")),
        **{name: [] for name in ("addresses", "memberships", "proxies", "departures")},
        "statuses": {"totalCount": 0},
    }
    through = await ask(ORDER, by=by, now=BEFORE, id=global_id("MealOrder", order.id))
    assert through["data"]["mealOrder"]["resident"] == {
        "name": "张桂英",
        "phoneMasked": "138****5678",
        "dietaryNeeds": [{"substance": "PEANUT"}],
    }
    found = (await ask(LIST, by=by, now=BEFORE, name="张"))["data"]["residents"]
    diners = [{"name": "张桂英", "dietaryNeeds": [{"kind": "ALLERGY"}]}]
    assert found == {"totalCount": 1, "nodes": diners}


async def test_who_has_no_order_there_is_not_known(ask, canteen):
    await make.meal_order(canteen.item)
    for by in (at(canteen.kitchen), at(canteen.point, Role.CANTEEN_MANAGER)):
        assert not await sees(ask, by, canteen)


@pytest.mark.parametrize("status", OrderStatus)
async def test_an_order_counts_unless_it_is_cancelled_until_its_day_is_over(ask, canteen, status):
    order = await make.meal_order(canteen.item, canteen.diner)
    cancelled_at = BEFORE if status in CANCELLED else None
    await MealOrder.filter(id=order.id).update(status=status, cancelled_at=cancelled_at)
    live = status not in CANCELLED
    by = at(canteen.kitchen)
    assert await sees(ask, by, canteen) == live
    assert await sees(ask, by, canteen, MEAL + timedelta(hours=8)) == live
    assert not await sees(ask, by, canteen, MEAL + timedelta(hours=13))


async def test_the_kitchen_knows_whom_it_cooks_for_and_a_point_whom_it_serves(ask, canteen):
    await make.meal_order(canteen.item, canteen.diner, point_id=canteen.point.id)
    for role in (Role.CANTEEN_STAFF, Role.CANTEEN_MANAGER):
        assert await sees(ask, at(canteen.kitchen, role), canteen)
        assert await sees(ask, at(canteen.point, role), canteen)


async def test_a_point_does_not_know_whom_the_kitchen_serves_itself(ask, canteen):
    await make.meal_order(canteen.item, canteen.diner)
    assert not await sees(ask, at(canteen.point), canteen)


async def test_a_role_above_the_canteen_or_in_the_city_is_one_in_it(ask, canteen):
    await make.meal_order(canteen.item, canteen.diner)
    for grant in (
        Grant(Role.CANTEEN_MANAGER, area_id=canteen.community.id),
        Grant(Role.CANTEEN_MANAGER),
    ):
        assert await sees(ask, Viewer(new_key(), grants=(grant,)), canteen)


async def test_nobody_else_comes_to_know_of_a_diner(ask, canteen):
    await make.meal_order(canteen.item, canteen.diner, mode=FulfilmentMode.DELIVERY)
    other = await make.canteen()
    staff = {Role.CANTEEN_STAFF, Role.CANTEEN_MANAGER}
    strangers = [
        NOBODY,
        at(other),
        at(other, Role.CANTEEN_MANAGER),
        *(at(canteen.kitchen, role) for role in Role if role not in staff),
        *(
            Viewer(new_key(), grants=(Grant(role, area_id=canteen.community.id),))
            for role in Role
            if role not in staff
        ),
    ]
    for by in strangers:
        assert not await sees(ask, by, canteen), by


async def test_a_diner_s_diet_is_for_the_cooks_and_a_clerk_s_role_does_not_add_it(ask, canteen):
    """Who cooks in one place and sits at a counter in another has each where it is."""
    await make.meal_order(canteen.item, canteen.diner)
    home = await Area.get(id=canteen.diner.area_id)
    clerk = Grant(Role.COUNTER_CLERK, area_id=home.id)
    other = Grant(Role.CANTEEN_STAFF, site_id=(await make.canteen()).id)
    key = global_id("Resident", canteen.diner.id)
    person = await ask(PERSON, by=Viewer(new_key(), grants=(clerk, other)), now=BEFORE, id=key)
    assert person["data"]["resident"]["name"] == "张桂英"
    assert person["data"]["resident"]["dietaryNeeds"] == []


async def test_a_cook_who_is_a_neighbour_sees_diners_as_a_cook_and_the_own_record_as_oneself(
    ask, canteen
):
    await make.meal_order(canteen.item, canteen.diner)
    cook = await make.resident(await Area.get(id=canteen.diner.area_id))
    await make.status(cook)
    by = Viewer(
        new_key(),
        resident_id=cook.id,
        grants=(
            Grant(Role.RESIDENT, area_id=cook.area_id),
            Grant(Role.CANTEEN_STAFF, site_id=canteen.kitchen.id),
        ),
    )
    seen = [
        (await ask(PERSON, by=by, now=BEFORE, id=global_id("Resident", who.id)))["data"]["resident"]
        for who in (canteen.diner, cook)
    ]
    assert [person["statuses"]["totalCount"] for person in seen] == [0, 1]
    assert [person["room"] for person in seen] == [None, cook.room]
