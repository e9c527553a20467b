"""Many publish policies, or try them, at once over HTTP: one holds a day, so many wait."""

import pytest

from hub.canteen.commands import policies, trials
from hub.canteen.models import SubsidyPolicy, SubsidyTrial
from hub.canteen.rules import MOST_TRIALS_WAITING
from hub.kernel.access import Role
from hub.query import global_id
from hub.settings import Settings
from tests import make
from tests.guards import drop_constraint
from tests.over_http import at_once, outcomes, result, served, staff_token

PUBLISH = """mutation ($input: SubsidyPolicyPublishInput!) {
    result: subsidyPolicyPublish(input: $input) { __typename
        ... on SubsidyPolicyPublished { policy { id version } }
        ... on CanteenRefusal { reason } } }"""
START = """mutation ($input: SubsidyTrialStartInput!) {
    result: subsidyTrialStart(input: $input) { __typename ... on CanteenRefusal { reason } } }"""
FIRST_DAY, LATER = "2099-01-01", "2099-02-01"


async def publish_all(url, chosen, days, *, own_codes=False):
    """What as many administrators are answered who publish from these days on at once."""
    city = await make.city()
    tokens = [await staff_token(Role.CITY_ADMINISTRATOR) for _ in days]
    async with served(chosen) as port:
        return await at_once(
            url,
            [
                result(
                    port,
                    PUBLISH,
                    token=token,
                    input={
                        "areaId": global_id("Area", city.id),
                        "fromOn": day,
                        "schedule": "xuyi",
                        **({"code": f"own-{place}"} if own_codes else {}),
                    },
                )
                for place, (token, day) in enumerate(zip(tokens, days, strict=True))
            ],
        )


async def overlapping():
    """How many pairs of policies hold on the same day."""
    rows = await SubsidyPolicy.all()
    return sum(
        one.id < other.id
        and (one.until_on is None or other.from_on < one.until_on)
        and (other.until_on is None or one.from_on < other.until_on)
        for one in rows
        for other in rows
    )


async def test_of_many_who_publish_from_the_same_day_one_does(
    committed_database: str, chosen_settings: Settings
):
    answers = await publish_all(committed_database, chosen_settings, [FIRST_DAY] * 4)
    assert outcomes(answers) == {"SubsidyPolicyPublished": 1, "POLICY_OVERLAPS": 3}
    assert await SubsidyPolicy.all().count() == 1


async def test_without_the_lock_the_constraint_keeps_them_apart(
    committed_database: str, chosen_settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(policies, "_ONE_AT_A_TIME", "SELECT")
    days = [FIRST_DAY] * 4
    answers = await publish_all(committed_database, chosen_settings, days, own_codes=True)
    assert outcomes(answers) == {"SubsidyPolicyPublished": 1, "POLICY_OVERLAPS": 3}


async def test_without_the_guards_several_would_hold_on_a_day(
    committed_database: str, chosen_settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(policies, "_ONE_AT_A_TIME", "SELECT")
    await drop_constraint("subsidy_policy", "subsidy_policy_one_at_a_time")
    days = [FIRST_DAY] * 4
    await publish_all(committed_database, chosen_settings, days, own_codes=True)
    assert await overlapping() > 0


async def test_those_who_publish_from_different_days_leave_no_day_to_two(
    committed_database: str, chosen_settings: Settings
):
    answers = await publish_all(committed_database, chosen_settings, [FIRST_DAY, LATER] * 2)
    assert outcomes(answers)["SubsidyPolicyPublished"] in (1, 2)
    assert await overlapping() == 0
    versions = [row.version for row in await SubsidyPolicy.all()]
    assert sorted(versions) == list(range(1, len(versions) + 1))


async def start_all(url, chosen, number):
    """What as many auditors are answered who try a policy at once."""
    city = await make.city()
    tokens = [await staff_token(Role.CIVIL_AFFAIRS_AUDITOR) for _ in range(number)]
    asked = {"areaId": global_id("Area", city.id), "monthOn": "2026-05-01", "schedule": "xuyi"}
    async with served(chosen) as port:
        return await at_once(
            url, [result(port, START, token=token, input=asked) for token in tokens]
        )


async def test_of_many_who_try_policies_so_many_wait_and_no_more(
    committed_database: str, chosen_settings: Settings
):
    answers = await start_all(committed_database, chosen_settings, MOST_TRIALS_WAITING + 3)
    assert outcomes(answers) == {"SubsidyTrialStarted": MOST_TRIALS_WAITING, "TRIAL_BUSY": 3}
    assert await SubsidyTrial.all().count() == MOST_TRIALS_WAITING


async def test_without_the_lock_more_would_wait(
    committed_database: str, chosen_settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(trials, "_ONE_AT_A_TIME", "SELECT")
    await start_all(committed_database, chosen_settings, MOST_TRIALS_WAITING + 3)
    assert await SubsidyTrial.all().count() > MOST_TRIALS_WAITING
