"""Which documents are policies, and what no policy can do."""

import itertools
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.canteen import reads
from hub.canteen.rules import (
    LONGEST_DOCUMENT,
    Band,
    CanteenReason,
    CanteenRefused,
    Combination,
    FulfilmentMode,
    FundingLevel,
    FundingShare,
    MealPeriod,
    Policy,
    PolicyProblem,
    Price,
    ResidenceTie,
    Rounding,
    Status,
    SubsidyBasis,
    Used,
    UseWindow,
    document_of,
    draft_policy,
    load_file,
    load_policy,
    load_schedule,
    quote,
)
from hub.people.rules import DietaryNeedKind, StatusKind
from tests.canteen.published import (
    DAY,
    HOME,
    OTHER_DISTRICT,
    OTHER_TOWN,
    document,
    meal,
    person,
    policy,
    text,
)

SHIPPED = (
    "beijing",
    "chuzhou",
    "guangzhou",
    "hefei",
    "putuo",
    "shenhe",
    "tianjin",
    "xuyi",
    "zengcheng",
    "zhuhai",
    "zhushan",
)


def refused(load, *args):
    with pytest.raises(CanteenRefused) as refusal:
        load(*args)
    return refusal.value


def test_eleven_schedules_are_shipped_with_their_sources():
    assert tuple(reads.schedules()) == SHIPPED
    for code, schedule in reads.schedules().items():
        assert schedule.code == code
        assert schedule.source
        assert len(schedule.notes) == len(schedule.notes_en) > 0


def test_a_schedule_that_nobody_ships_is_refused():
    assert refused(reads.schedule, "yangzhou").reason is CanteenReason.NO_SUCH_SCHEDULE


@pytest.mark.parametrize("name", SHIPPED)
def test_a_policy_reads_back_from_its_document_as_it_is(name):
    given = reads.schedule(name).document
    assert load_policy(json.loads(json.dumps(document_of(given)))) == given


def test_documents_may_be_spelt_as_in_python():
    snake = {"periods": ["LUNCH"], "basis": "PER_DAY", "residence": "USUAL", "bands": []}
    assert load_policy({**snake, "daily_cap_fen": 1}) == load_policy({**snake, "dailyCapFen": 1})


def test_bands_that_share_an_age_are_refused_as_in_yangzhou():
    refusal = refused(load_policy, document("yangzhou"))
    assert refusal.reason is CanteenReason.POLICY_AGES_SHARED
    assert (refusal.field, refusal.facts["ages"]) == ("document.prices", [75, 85])
    assert "75, 85 周岁" in refusal.message("zh-CN")
    assert "hold the age 75, 85" in refusal.message("en")
    assert refused(load_file, text("yangzhou")).reason is CanteenReason.POLICY_AGES_SHARED


def test_a_file_with_an_unknown_field_is_refused_by_its_name():
    refusal = refused(load_policy, {**document("chuzhou"), "carryOver": True})
    assert refusal.reason is CanteenReason.POLICY_FIELD_UNKNOWN
    assert refusal.field == "document.carryOver"
    assert refusal.message("zh-CN") == "补贴政策中有未知字段“carryOver”，请删除或更正。"
    assert "“carryOver”" in refusal.message("en")
    bands = [{**document("xuyi")["bands"][0], "agefrom": 3}]
    refusal = refused(load_policy, {**document("xuyi"), "bands": bands})
    assert refusal.field == "document.bands.0.agefrom"


def test_an_unknown_field_beside_the_policy_is_refused_too():
    schedule = {**json.loads(text("yangzhou")), "document": document("xuyi"), "carryOver": 1}
    assert refused(load_file, json.dumps(schedule)).field == "carryOver"


def band(**facts):
    return {"code": "A", "name": "甲", "ageFrom": 60, "amountFen": 100, **facts}


@pytest.mark.parametrize(
    ("change", "reason", "field"),
    [
        ({"basis": "PER_WEEK"}, CanteenReason.POLICY_OPTION_UNKNOWN, "document.basis"),
        ({"periods": ["BRUNCH"]}, CanteenReason.POLICY_OPTION_UNKNOWN, "document.periods.0"),
        ({"periods": []}, PolicyProblem.OUT_OF_RANGE, "document.periods"),
        ({"weeklyMeals": 0}, PolicyProblem.OUT_OF_RANGE, "document.weeklyMeals"),
        ({"weeklyMeals": 22}, PolicyProblem.OUT_OF_RANGE, "document.weeklyMeals"),
        ({"dailyMeals": 4}, PolicyProblem.OUT_OF_RANGE, "document.dailyMeals"),
        ({"dailyCapFen": -1}, PolicyProblem.OUT_OF_RANGE, "document.dailyCapFen"),
        ({"dailyCapFen": "300"}, PolicyProblem.NOT_RIGHT, "document.dailyCapFen"),
        ({"dailyCapFen": 1.5}, PolicyProblem.NOT_RIGHT, "document.dailyCapFen"),
        ({"dailyCapFen": True}, PolicyProblem.NOT_RIGHT, "document.dailyCapFen"),
        ({"proxyPickup": "no"}, PolicyProblem.NOT_RIGHT, "document.proxyPickup"),
        ({"bands": [band(ageFrom=151)]}, PolicyProblem.OUT_OF_RANGE, "document.bands.0.ageFrom"),
        ({"bands": [band(ageUntil=60)]}, PolicyProblem.NO_AGES, "document.bands"),
        ({"bands": [band(name="")]}, PolicyProblem.OUT_OF_RANGE, "document.bands.0.name"),
        ({"bands": [band(name="甲\n乙")]}, PolicyProblem.NOT_RIGHT, "document.bands.0.name"),
        ({"bands": [band(ratio=100)]}, PolicyProblem.AMOUNT_OR_RATIO, "document"),
        ({"bands": [band(amountFen=None)]}, PolicyProblem.AMOUNT_OR_RATIO, "document"),
        ({"bands": [band(ratioCapFen=1)]}, PolicyProblem.CAP_WITHOUT_RATIO, "document"),
        ({"bands": [band(diets=["ALLERGY"])]}, PolicyProblem.NOT_A_DIET, "document"),
        (
            {"bands": [band(anyOf=[{"kind": "LIVING_ALONE", "levelFrom": 1}])]},
            PolicyProblem.HAS_NO_LEVELS,
            "document",
        ),
        ({"shares": []}, PolicyProblem.ONE_TAKES_THE_REST, "document.shares"),
        (
            {"shares": [{"level": "CITY"}, {"level": "DISTRICT"}]},
            PolicyProblem.ONE_TAKES_THE_REST,
            "document.shares",
        ),
        (
            {"shares": [{"level": "CITY", "ratio": 1, "amountFen": 1}, {"level": "DISTRICT"}]},
            PolicyProblem.AMOUNT_OR_RATIO,
            "document.shares",
        ),
        (
            {"shares": [{"level": "CITY", "amountFen": 1}, {"level": "CITY"}]},
            PolicyProblem.LEVEL_TWICE,
            "document.shares",
        ),
        (
            {
                "shares": [
                    {"level": "CITY", "ratio": 6000},
                    {"level": "DISTRICT", "ratio": 6000},
                    {"level": "TOWNSHIP"},
                ]
            },
            PolicyProblem.MORE_THAN_ALL,
            "document.shares",
        ),
    ],
)
def test_a_document_that_cannot_be_meant_is_refused_with_its_place(change, reason, field):
    refusal = refused(load_policy, {**document("chuzhou"), **change})
    problem = isinstance(reason, PolicyProblem)
    assert refusal.reason is (CanteenReason.POLICY_NOT_VALID if problem else reason)
    assert refusal.facts.get("problem") is (reason if problem else None)
    assert refusal.field == field
    assert refusal.message("zh-CN") != refusal.message("en")


def test_a_document_that_lacks_a_field_is_refused_by_its_name():
    lacking = document("chuzhou")
    del lacking["residence"]
    refusal = refused(load_policy, lacking)
    assert refusal.reason is CanteenReason.POLICY_FIELD_MISSING
    assert "“residence”" in refusal.message("zh-CN")


def test_what_may_stand_in_a_field_is_listed():
    refusal = refused(load_policy, {**document("chuzhou"), "combine": "LOWEST"})
    assert refusal.message("en").endswith("is one of: HIGHEST, SUM.")


@pytest.mark.parametrize(
    "given", ["", "[]", "{", "nul", '"x"', "[" * 50_000, "\ud800", " " * (LONGEST_DOCUMENT + 1)]
)
def test_a_file_that_is_no_json_object_is_refused(given):
    assert refused(load_file, given).reason is CanteenReason.POLICY_NOT_JSON


def test_a_file_may_hold_a_policy_alone():
    assert load_file(json.dumps(document("xuyi"))) == policy("xuyi")
    assert load_schedule(json.dumps({**json.loads(text("yangzhou")), "document": document("xuyi")}))


@pytest.mark.parametrize(
    ("field", "text"),
    [("code", None), ("code", "x" * 41), ("name", " "), ("source", ""), ("source", "甲\n乙")],
)
def test_a_policy_says_what_it_is_called_and_where_it_was_decided(field, text):
    given = {"code": "c", "name": "n", "source": "s", field: text}
    with pytest.raises(CanteenRefused) as refusal:
        draft_policy(**given, policy=policy("xuyi"))
    assert (refusal.value.reason, refusal.value.field) == (CanteenReason.POLICY_TEXT_NEEDED, field)


@pytest.mark.parametrize(
    "given",
    [{}, {"schedule_code": "xuyi", "document_json": "{}"}, {"document": {}, "document_json": ""}],
)
def test_a_policy_is_given_in_one_way(given):
    with pytest.raises(CanteenRefused) as refusal:
        reads.chosen_policy(**given)
    assert refusal.value.reason is CanteenReason.POLICY_NEEDED


def test_a_policy_is_given_in_one_of_three_ways():
    xuyi = policy("xuyi")
    assert reads.chosen_policy(schedule_code="xuyi") == (xuyi, reads.schedule("xuyi"))
    assert reads.chosen_policy(document=document("xuyi")) == (xuyi, None)


amounts = st.integers(0, 3000)
statuses = st.lists(
    st.tuples(st.sampled_from(StatusKind), st.none() | st.integers(1, 4)), max_size=3
)
leveled = st.sampled_from([StatusKind.CARE_NEED, StatusKind.DISABILITY])


@st.composite
def shares(draw):
    fixed = draw(st.booleans())
    return (
        FundingShare(level=FundingLevel.CITY, amount_fen=draw(amounts))
        if fixed
        else FundingShare(level=FundingLevel.CITY, ratio=draw(st.integers(0, 10_000))),
        FundingShare(level=FundingLevel.TOWNSHIP, requires_same=FundingLevel.TOWNSHIP),
    )


@st.composite
def policies(draw):
    edges = sorted(draw(st.sets(st.integers(50, 100), min_size=2, max_size=5)))
    bands = tuple(
        Band(code="AGE", name="年龄", age_from=start, age_until=end, amount_fen=draw(amounts))
        for start, end in itertools.pairwise(edges)
    )
    special = Band(
        code="SPECIAL",
        name="特殊",
        age_from=draw(st.integers(50, 90)),
        any_of=tuple(Status(kind=kind) for kind in draw(st.sets(leveled, max_size=2))),
        diets=draw(st.sampled_from([(), (DietaryNeedKind.SOFT,)])),
        ratio=draw(st.integers(0, 10_000)),
        ratio_cap_fen=draw(st.none() | amounts),
        min_spend_fen=draw(amounts),
    )
    return Policy(
        periods=frozenset(MealPeriod),
        basis=draw(st.sampled_from(SubsidyBasis)),
        combine=draw(st.sampled_from(Combination)),
        residence=draw(st.sampled_from(ResidenceTie)),
        prices=(Price(age_from=60, factor=draw(st.integers(0, 10_000))),),
        bands=(*bands, special),
        excludes=draw(st.sampled_from([(), (StatusKind.IN_CARE_INSTITUTION,)])),
        must_exceed_subsidy=draw(st.booleans()),
        daily_cap_fen=draw(st.none() | amounts),
        daily_meals=draw(st.none() | st.integers(1, 3)),
        weekly_cap_fen=draw(st.none() | amounts),
        weekly_meals=draw(st.none() | st.integers(1, 21)),
        shares=draw(shares()),
        rounding=draw(st.sampled_from(Rounding)),
    )


people = st.builds(
    lambda age, known, is_hukou, is_usual: replace(
        person(age, is_hukou=is_hukou, is_usual=is_usual), statuses=known
    ),
    st.integers(40, 110),
    statuses,
    st.booleans(),
    st.booleans(),
)
meals = st.builds(
    lambda bill, mode, place, diets: meal(bill, mode=mode, place=place, diets=diets),
    st.integers(0, 5000),
    st.sampled_from(FulfilmentMode),
    st.sampled_from([HOME, OTHER_TOWN, OTHER_DISTRICT]),
    st.sampled_from([frozenset(), frozenset({DietaryNeedKind.SOFT})]),
)
held = st.builds(Used, amounts, st.integers(0, 21))
uses = st.fixed_dictionaries({UseWindow.DAY: held, UseWindow.WEEK: held})
every_policy = policies() | st.sampled_from(SHIPPED).map(policy)


@given(every_policy, people, meals, uses)
def test_whatever_the_policy_the_sums_agree_and_nothing_is_negative(some, someone, a_meal, used):
    answer = quote(some, someone, a_meal, used)
    payable = a_meal.bill_fen - answer.discount_fen
    assert 0 <= answer.subsidy_fen <= payable
    assert answer.discount_fen >= 0
    assert answer.due_fen == payable - answer.subsidy_fen
    assert sum(share.amount_fen for share in answer.shares) == answer.subsidy_fen
    assert all(share.amount_fen > 0 for share in answer.shares)
    if answer.subsidy_fen:
        day, week = used[UseWindow.DAY], used[UseWindow.WEEK]
        for cap, amount in ((some.daily_cap_fen, day), (some.weekly_cap_fen, week)):
            assert cap is None or amount.amount_fen + answer.subsidy_fen <= cap
        for most, number in ((some.daily_meals, day), (some.weekly_meals, week)):
            assert most is None or number.meals < most
        assert answer.classes
    else:
        assert (answer.uses, answer.classes) == ((), ())


@given(every_policy, people, meals, uses)
def test_an_explanation_changes_no_sum(some, someone, a_meal, used):
    short, long = (
        quote(some, someone, a_meal, used),
        quote(some, someone, a_meal, used, explains=True),
    )
    assert replace(long, steps=short.steps) == short
    assert [step for step in long.steps if step in short.steps] == list(short.steps)


@given(every_policy, people, meals)
def test_the_highest_is_never_more_than_the_sum(some, someone, a_meal):
    highest = some.model_copy(update={"combine": Combination.HIGHEST})
    added = some.model_copy(update={"combine": Combination.SUM})
    assert quote(highest, someone, a_meal).subsidy_fen <= quote(added, someone, a_meal).subsidy_fen


@given(
    every_policy,
    people,
    meals,
    uses,
    st.sampled_from(["daily_cap_fen", "weekly_cap_fen", "daily_meals", "weekly_meals"]),
    st.integers(1, 3),
    st.integers(0, 3) | st.none(),
)
def test_a_higher_cap_never_gives_less(some, someone, a_meal, used, cap, low, more):
    high = None if more is None else low + more
    tight = some.model_copy(update={cap: low})
    loose = some.model_copy(update={cap: high})
    assert (
        quote(tight, someone, a_meal, used).subsidy_fen
        <= quote(loose, someone, a_meal, used).subsidy_fen
    )


@given(st.dates(date(1920, 1, 1), date(1966, 12, 31)), st.integers(0, 40))
def test_exactly_one_band_holds_on_every_day_and_changes_at_the_birthday(born_on, years):
    chuzhou = policy("chuzhou")
    birthday = _birthday(born_on, 60 + years)
    expected = {-1: 59 + years, 0: 60 + years}
    for days, age in expected.items():
        on = birthday + timedelta(days=days)
        someone = replace(person(60), born_on=born_on)
        want = 0 if age < 60 else 100 if age < 70 else 200 if age < 80 else 300
        assert quote(chuzhou, someone, meal(on=on)).subsidy_fen == want


def _birthday(born_on, age):
    year = born_on.year + age
    leapling = (born_on.month, born_on.day) == (2, 29)
    try:
        return born_on.replace(year=year)
    except ValueError:
        assert leapling
        return date(year, 3, 1)


@given(st.sampled_from(SHIPPED), people, st.integers(0, 3000))
def test_seven_days_of_meals_never_exceed_the_caps_of_a_shipped_schedule(name, someone, bill):
    some = policy(name)
    week, week_meals = 0, 0
    for days in range(-1, 6):
        on, day, day_meals = DAY + timedelta(days=days), 0, 0
        for period in MealPeriod:
            used = {UseWindow.DAY: Used(day, day_meals), UseWindow.WEEK: Used(week, week_meals)}
            given_fen = quote(some, someone, meal(bill, on=on, period=period), used).subsidy_fen
            day, day_meals = day + given_fen, day_meals + bool(given_fen)
            week, week_meals = week + given_fen, week_meals + bool(given_fen)
        if some.basis is SubsidyBasis.PER_DAY:
            assert day <= max((band.amount_fen or 0 for band in some.bands), default=0)
    assert week_meals <= (some.weekly_meals or 21)
