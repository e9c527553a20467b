"""Policies come into force, end one another, and are taken back before they begin."""

from datetime import date, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from hub.canteen import commands
from hub.canteen.models import SubsidyPolicy
from hub.canteen.rules import CanteenReason, CanteenRefused, PolicyDraft
from hub.kernel.clock import HUB_ZONE
from hub.kernel.context import Actor
from hub.kernel.ids import new_key
from hub.kernel.models import Event
from tests import make
from tests.canteen.published import policy

pytestmark = pytest.mark.usefixtures("database")

BY = Actor(operation="subsidyPolicyPublish")
NOW = datetime(2026, 6, 1, 9, tzinfo=HUB_ZONE)
TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)
JULY, AUGUST, SEPTEMBER = date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1)
CHUZHOU = PolicyDraft("chuzhou", "补贴", "公告", policy("chuzhou"))


async def publish(area, from_on=JULY, draft=CHUZHOU, **more: Any):
    given: dict[str, Any] = {"area_id": area.id, "draft": draft, "from_on": from_on, "now": NOW}
    return await commands.publish_policy(BY, **{**given, **more})


async def withdraw(policy_id, **more: Any):
    given: dict[str, Any] = {"policy_id": policy_id, "reason": "有误", "now": NOW}
    return await commands.withdraw_policy(BY, **{**given, **more})


async def refused(why, work):
    with pytest.raises(CanteenRefused) as refusal:
        await work
    assert refusal.value.reason is why
    return refusal.value


async def days(*keys):
    rows = {row.id: (row.from_on, row.until_on) for row in await SubsidyPolicy.filter(id__in=keys)}
    return [rows[key] for key in keys]


async def test_a_new_policy_ends_the_one_before_it():
    city = await make.city()
    first = await publish(city, TODAY)
    second = await publish(city, JULY)
    assert await days(first, second) == [(TODAY, JULY), (JULY, None)]
    row = await SubsidyPolicy.get(id=second)
    assert (row.version, row.replaces_id, row.replaced_until_on) == (2, first, None)
    document: Any = row.document
    assert document["bands"][0]["amountFen"] == 500
    event = await Event.filter(topic="subsidy_policy.published").order_by("-id").first()
    assert event is not None
    assert (event.subject_id, event.scope_id) == (second, city.id)


async def test_policies_of_other_areas_are_left_alone():
    city = await make.city()
    township = await make.township(city)
    first = await publish(city, TODAY)
    await publish(township, JULY)
    assert await days(first) == [(TODAY, None)]


async def test_what_is_over_stays_as_it_is():
    city = await make.city()
    await refused(CanteenReason.POLICY_TOO_LATE, publish(city, TODAY - timedelta(days=1)))
    assert await publish(city, TODAY)


async def test_a_policy_holds_on_some_day():
    city = await make.city()
    for until_on in (JULY, JULY - timedelta(days=1)):
        await refused(CanteenReason.POLICY_ENDS_EARLY, publish(city, until_on=until_on))


async def test_a_policy_is_of_an_area_that_is_there():
    class Nowhere:
        id = new_key()

    await refused(CanteenReason.NO_SUCH_AREA, publish(Nowhere))
    closed = await make.township(await make.city())
    await type(closed).filter(id=closed.id).update(until_on=TODAY)
    await refused(CanteenReason.NO_SUCH_AREA, publish(closed))


async def test_one_that_is_to_begin_is_in_the_way():
    city = await make.city()
    await publish(city, AUGUST)
    refusal = await refused(CanteenReason.POLICY_OVERLAPS, publish(city, JULY))
    assert refusal.facts["begins_on"] == AUGUST
    await refused(CanteenReason.POLICY_OVERLAPS, publish(city, AUGUST))
    await refused(CanteenReason.POLICY_OVERLAPS, publish(city, JULY, until_on=SEPTEMBER))
    assert await publish(city, JULY, until_on=AUGUST)


async def test_a_policy_that_is_taken_back_leaves_the_one_before_it_in_force():
    city = await make.city()
    first = await publish(city, TODAY)
    second = await publish(city, JULY)
    await withdraw(second)
    assert await days(first, second) == [(TODAY, None), (JULY, JULY)]
    row = await SubsidyPolicy.get(id=second)
    assert (row.withdrawn_at, row.withdraw_reason) == (NOW, "有误")
    assert await publish(city, JULY)


async def test_one_that_had_an_end_of_its_own_gets_it_back():
    city = await make.city()
    first = await publish(city, TODAY, until_on=SEPTEMBER)
    await withdraw(await publish(city, JULY))
    assert await days(first) == [(TODAY, SEPTEMBER)]


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
async def test_of_three_in_a_row_the_later_two_are_taken_back_in_either_order(order):
    city = await make.city()
    keys = [await publish(city, day) for day in (TODAY, JULY, AUGUST)]
    await withdraw(keys[order[0]])
    held = [(TODAY, AUGUST), (AUGUST, None)] if order[0] == 1 else [(TODAY, JULY), (JULY, None)]
    assert await days(keys[0], keys[order[1]]) == held
    await withdraw(keys[order[1]])
    assert await days(keys[0]) == [(TODAY, None)]


async def test_what_has_begun_or_was_taken_back_is_not_taken_back():
    city = await make.city()
    begun = await publish(city, TODAY)
    await refused(CanteenReason.POLICY_BEGUN, withdraw(begun))
    later = await publish(city, TOMORROW)
    await refused(CanteenReason.POLICY_BEGUN, withdraw(later, now=NOW + timedelta(days=1)))
    await withdraw(later)
    await refused(CanteenReason.POLICY_BEGUN, withdraw(later))
    await refused(CanteenReason.NO_SUCH_POLICY, withdraw(new_key()))


async def test_taking_back_needs_a_reason():
    later = await publish(await make.city())
    for reason in (None, " "):
        await refused(CanteenReason.REASON_NEEDED, withdraw(later, reason=reason))
    await refused(CanteenReason.TEXT_TOO_LONG, withdraw(later, reason="长" * 201))


@pytest.mark.parametrize(
    "change", ["name = 'x'", "document = '{}'", "from_on = from_on + 1", "version = 9"]
)
async def test_the_database_keeps_what_was_published(database, change):
    key = await publish(await make.city())
    with pytest.raises(asyncpg.PostgresError, match="kept as it is"):
        async with database.transaction():
            await database.execute(f"UPDATE subsidy_policy SET {change} WHERE id = $1", key)
    with pytest.raises(asyncpg.PostgresError, match="kept as it is"):
        async with database.transaction():
            await database.execute("DELETE FROM subsidy_policy WHERE id = $1", key)
