"""What published schedules come to, and what no schedule can do."""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.canteen.rules import (
    Band,
    Basis,
    CanteenRefused,
    Combine,
    FulfilmentMode,
    FundingLevel,
    FundingShare,
    MealPeriod,
    Policy,
    Price,
    QuoteStepKind,
    Residence,
    Rounding,
    Used,
    UseWindow,
    load_policy,
    quote,
)
from hub.people.rules import StatusKind
from tests.canteen.published import HOME, document, meal, person, policy

OTHER_TOWN = {**HOME, FundingLevel.TOWNSHIP: "sj"}
OTHER_DISTRICT = {**OTHER_TOWN, FundingLevel.DISTRICT: "th"}


def test_chuzhou_gives_the_highest_entitlement_and_does_not_add():
    chuzhou = policy("chuzhou")
    assert quote(chuzhou, person(81, StatusKind.LIVING_ALONE), meal()).subsidy_fen == 300
    assert quote(chuzhou, person(81, StatusKind.LOW_INCOME), meal()).subsidy_fen == 500


@pytest.mark.parametrize(("age", "fen"), [(59, 0), (60, 100), (69, 100), (70, 200), (80, 300)])
def test_chuzhou_pays_by_age(age, fen):
    assert quote(policy("chuzhou"), person(age), meal()).subsidy_fen == fen


def test_chuzhou_pays_once_a_day_across_sites():
    chuzhou, alone = policy("chuzhou"), person(81, StatusKind.LIVING_ALONE)
    first = quote(chuzhou, alone, meal())
    assert first.subsidy_fen == 300
    second = quote(chuzhou, alone, meal(), {UseWindow.DAY: Used(300, 1)})
    assert second.subsidy_fen == 0
    assert second.due_fen == 1200


def test_chuzhou_pays_for_lunch_only():
    supper = meal(period=MealPeriod.SUPPER)
    assert quote(policy("chuzhou"), person(81, StatusKind.LIVING_ALONE), supper).subsidy_fen == 0


def test_chuzhou_does_not_pay_for_who_lives_elsewhere():
    assert quote(policy("chuzhou"), person(81, is_usual=False), meal()).subsidy_fen == 0


@pytest.mark.parametrize(
    ("place", "due", "shares"),
    [
        (HOME, 100, {"CITY": 300, "DISTRICT": 300, "TOWNSHIP": 500}),
        (OTHER_TOWN, 600, {"CITY": 300, "DISTRICT": 300}),
        (OTHER_DISTRICT, 900, {"CITY": 300}),
    ],
)
def test_zengcheng_loses_the_shares_of_the_town_and_the_district_elsewhere(place, due, shares):
    hardship = person(70, StatusKind.EXTREME_HARDSHIP)
    answer = quote(policy("zengcheng"), hardship, meal(1200, place=place))
    assert answer.due_fen == due
    assert {share.level: share.amount_fen for share in answer.shares} == shares


@pytest.mark.parametrize(("age", "town"), [(60, 100), (80, 300)])
def test_in_zengcheng_the_town_pays_the_rest(age, town):
    answer = quote(policy("zengcheng"), person(age), meal(1200))
    assert {share.level: share.amount_fen for share in answer.shares}[FundingLevel.TOWNSHIP] == town


@pytest.mark.parametrize(
    ("bill", "basis", "due"), [(2000, "BILL", 1400), (1600, "BILL", 1060), (1600, "PAID", 1360)]
)
def test_putuo_discounts_before_it_subsidises_and_names_what_must_reach_the_minimum(
    bill, basis, due
):
    putuo = policy("putuo", threshold_basis=basis)
    assert quote(putuo, person(82), meal(bill)).due_fen == due


def test_putuo_discounts_for_residents_and_subsidises_the_registered():
    assert quote(policy("putuo"), person(82, is_hukou=False), meal(2000)).due_fen == 1700


def test_putuo_does_not_subsidise_delivery():
    delivery = meal(2000, mode=FulfilmentMode.DELIVERY)
    assert quote(policy("putuo"), person(82), delivery).due_fen == 1700


@pytest.mark.parametrize(
    ("bill", "rounding", "subsidy"),
    [
        (800, Rounding.HALF_UP, 200),
        (1200, Rounding.HALF_UP, 300),
        (2000, Rounding.HALF_UP, 300),
        (630, Rounding.HALF_UP, 158),
        (630, Rounding.HALF_EVEN, 158),
        (630, Rounding.DOWN, 157),
        (630, Rounding.UP, 158),
    ],
)
def test_guangzhou_pays_a_quarter_up_to_three_yuan(bill, rounding, subsidy):
    guangzhou = Policy(
        periods=frozenset({MealPeriod.LUNCH, MealPeriod.SUPPER}),
        basis=Basis.PER_MEAL,
        residence=Residence.HUKOU,
        bands=(Band(code="ALL", name="60+", age_from=60, ratio=2500, ratio_cap_fen=300),),
        rounding=rounding,
    )
    assert quote(guangzhou, person(66), meal(bill)).subsidy_fen == subsidy


def test_tianjin_pays_five_meals_a_week():
    tianjin = Policy(
        periods=frozenset({MealPeriod.LUNCH, MealPeriod.SUPPER}),
        basis=Basis.PER_MEAL,
        residence=Residence.HUKOU,
        bands=(Band(code="AGE", name="80+", age_from=80, amount_fen=300),),
        weekly_meals=5,
    )
    paid = 0
    meals = 0
    for _ in range(14):
        used = {UseWindow.WEEK: Used(paid, meals)}
        subsidy = quote(tianjin, person(80), meal(), used).subsidy_fen
        paid += subsidy
        meals += subsidy > 0
    assert paid == 1500


def test_beijing_pays_only_when_the_spend_exceeds_the_subsidy():
    beijing = Policy(
        periods=frozenset({MealPeriod.LUNCH}),
        basis=Basis.PER_DAY,
        residence=Residence.EITHER,
        bands=(Band(code="CARE", name="基本养老服务对象", age_from=60, amount_fen=500),),
        must_exceed_subsidy=True,
    )
    assert quote(beijing, person(60), meal(500)).subsidy_fen == 0
    assert quote(beijing, person(60), meal(501)).subsidy_fen == 500


def test_the_age_on_the_day_of_the_meal_counts():
    someone = replace(person(60), born_on=date(1966, 6, 3))
    chuzhou = policy("chuzhou")
    assert quote(chuzhou, someone, meal(on=date(2026, 6, 2))).subsidy_fen == 0
    assert quote(chuzhou, someone, meal(on=date(2026, 6, 3))).subsidy_fen == 100


def test_bands_that_share_an_age_are_refused_as_in_yangzhou():
    with pytest.raises(CanteenRefused) as refused:
        load_policy(document("yangzhou"))
    assert "two bands hold the age 75, 85" in refused.value.facts["problem"]


def test_a_policy_with_an_unknown_field_is_refused():
    with pytest.raises(CanteenRefused) as refused:
        load_policy({**document("chuzhou"), "carry_over": True})
    assert "carry_over" in refused.value.facts["problem"]


def test_without_a_policy_the_list_price_is_due():
    answer = quote(None, person(81), meal(1200))
    assert (answer.subsidy_fen, answer.due_fen, answer.shares) == (0, 1200, ())


def test_every_step_is_said_in_both_languages():
    answer = quote(policy("putuo"), person(82, StatusKind.LOW_INCOME), meal(2000))
    kinds = [step.kind for step in answer.steps]
    assert kinds == [
        QuoteStepKind.BILL,
        QuoteStepKind.DISCOUNT,
        QuoteStepKind.BAND,
        QuoteStepKind.BAND,
        QuoteStepKind.CHOSEN,
        QuoteStepKind.DUE,
    ]
    assert all(step.zh and step.en for step in answer.steps)
    assert answer.steps[-1].amount_fen == answer.due_fen == 1200


amounts = st.integers(0, 3000)


@st.composite
def policies(draw):
    edges = sorted(draw(st.sets(st.integers(50, 100), min_size=2, max_size=5)))
    bands = tuple(
        Band(code="AGE", name="", age_from=start, age_until=end, amount_fen=draw(amounts))
        for start, end in itertools.pairwise(edges)
    )
    special = Band(
        code="SPECIAL",
        name="",
        age_from=draw(st.integers(50, 90)),
        ratio=draw(st.integers(0, 10_000)),
        ratio_cap_fen=draw(st.none() | amounts),
        min_spend_fen=draw(amounts),
    )
    return Policy(
        periods=frozenset(MealPeriod),
        basis=draw(st.sampled_from(Basis)),
        combine=draw(st.sampled_from(Combine)),
        residence=draw(st.sampled_from(Residence)),
        prices=(Price(age_from=60, factor=draw(st.integers(0, 10_000))),),
        bands=(*bands, special),
        daily_cap_fen=draw(st.none() | amounts),
        weekly_cap_fen=draw(st.none() | amounts),
        weekly_meals=draw(st.none() | st.integers(1, 21)),
        shares=(
            FundingShare(level=FundingLevel.CITY, amount_fen=draw(amounts)),
            FundingShare(level=FundingLevel.TOWNSHIP, requires_same=FundingLevel.TOWNSHIP),
        ),
        rounding=draw(st.sampled_from(Rounding)),
    )


places = st.sampled_from([HOME, OTHER_TOWN, OTHER_DISTRICT])
uses = st.builds(Used, amounts, st.integers(0, 21))


@given(policies(), st.integers(40, 110), st.integers(0, 5000), places, uses, uses, st.booleans())
def test_whatever_the_policy_the_sums_agree_and_nothing_is_negative(
    some_policy, age, bill, place, day, week, is_hukou
):
    used = {UseWindow.DAY: day, UseWindow.WEEK: week}
    answer = quote(some_policy, person(age, is_hukou=is_hukou), meal(bill, place=place), used)
    assert min(answer.discount_fen, answer.subsidy_fen, answer.due_fen) >= 0
    assert answer.due_fen == bill - answer.discount_fen - answer.subsidy_fen
    assert sum(share.amount_fen for share in answer.shares) == answer.subsidy_fen
    if answer.subsidy_fen:
        cap = some_policy.daily_cap_fen
        assert cap is None or day.amount_fen + answer.subsidy_fen <= cap
        assert some_policy.weekly_meals is None or week.meals < some_policy.weekly_meals
    else:
        assert answer.uses == ()


@given(policies(), st.integers(40, 110), st.integers(0, 5000))
def test_the_highest_is_never_more_than_the_sum(some_policy, age, bill):
    highest = some_policy.model_copy(update={"combine": Combine.HIGHEST})
    added = some_policy.model_copy(update={"combine": Combine.SUM})
    assert (
        quote(highest, person(age), meal(bill)).subsidy_fen
        <= quote(added, person(age), meal(bill)).subsidy_fen
    )
