"""What the published schedules come to: every worked example of the domain reference."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hub.canteen.rules import (
    FulfilmentMode,
    FundingLevel,
    MealPeriod,
    Policy,
    QuoteStepKind,
    ResidenceTie,
    Rounding,
    Use,
    Used,
    UseWindow,
    quote,
    week_of,
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
)

ALONE = StatusKind.LIVING_ALONE
HARDSHIP = StatusKind.EXTREME_HARDSHIP
LOW_INCOME = StatusKind.LOW_INCOME
DISABILITY = StatusKind.DISABILITY


def subsidy(of, someone, some_meal=None):
    return quote(of, someone, some_meal or meal()).subsidy_fen


def test_chuzhou_gives_the_highest_entitlement_and_does_not_add():
    chuzhou = policy("chuzhou")
    assert subsidy(chuzhou, person(81, ALONE)) == 300
    assert subsidy(chuzhou, person(81, LOW_INCOME)) == 500


@pytest.mark.parametrize(("age", "fen"), [(59, 0), (60, 100), (69, 100), (70, 200), (80, 300)])
def test_chuzhou_pays_by_age(age, fen):
    assert subsidy(policy("chuzhou"), person(age)) == fen


@pytest.mark.parametrize(
    ("age", "status", "fen"),
    [
        (69, ALONE, 100),
        (70, ALONE, 300),
        (70, StatusKind.CARE_NEED, 300),
        (70, StatusKind.MODEL_WORKER, 300),
        (60, StatusKind.SPECIAL_FAMILY_PLANNING, 500),
        (59, LOW_INCOME, 0),
        (81, StatusKind.IN_CARE_INSTITUTION, 0),
    ],
)
def test_chuzhou_pays_by_class(age, status, fen):
    assert subsidy(policy("chuzhou"), person(age, status)) == fen


def test_chuzhou_pays_once_a_day_across_sites():
    chuzhou, alone = policy("chuzhou"), person(81, ALONE)
    first = quote(chuzhou, alone, meal())
    assert first.subsidy_fen == 300
    second = quote(chuzhou, alone, meal(), {UseWindow.DAY: Used(300, 1)})
    assert second.subsidy_fen == 0
    assert second.due_fen == 1200


def test_chuzhou_pays_for_lunch_only():
    supper = meal(period=MealPeriod.SUPPER)
    assert subsidy(policy("chuzhou"), person(81, ALONE), supper) == 0


def test_chuzhou_pays_for_who_lives_there_registered_or_not():
    chuzhou = policy("chuzhou")
    assert subsidy(chuzhou, person(81, is_usual=False)) == 0
    assert subsidy(chuzhou, person(81, is_hukou=False)) == 300


@pytest.mark.parametrize(
    ("place", "due", "shares"),
    [
        (HOME, 100, {"CITY": 300, "DISTRICT": 300, "TOWNSHIP": 500}),
        (OTHER_TOWN, 600, {"CITY": 300, "DISTRICT": 300}),
        (OTHER_DISTRICT, 900, {"CITY": 300}),
    ],
)
def test_zengcheng_loses_the_shares_of_the_town_and_the_district_elsewhere(place, due, shares):
    hardship = person(70, HARDSHIP)
    answer = quote(policy("zengcheng"), hardship, meal(1200, place=place))
    assert answer.due_fen == due
    assert {share.level: share.amount_fen for share in answer.shares} == shares


@pytest.mark.parametrize(
    ("age", "statuses", "due", "town"),
    [(60, (), 500, 100), (80, (), 300, 300), (60, (HARDSHIP,), 100, 500)],
)
def test_in_zengcheng_the_town_pays_the_rest(age, statuses, due, town):
    answer = quote(policy("zengcheng"), person(age, *statuses), meal(1200))
    shares = {share.level: share.amount_fen for share in answer.shares}
    assert answer.due_fen == due
    assert shares == {
        FundingLevel.CITY: 300,
        FundingLevel.DISTRICT: 300,
        FundingLevel.TOWNSHIP: town,
    }


@pytest.mark.parametrize(
    ("bill", "basis", "due"), [(2000, "BILL", 1400), (1600, "BILL", 1060), (1600, "PAID", 1360)]
)
def test_putuo_discounts_before_it_subsidises_and_names_what_must_reach_the_minimum(
    bill, basis, due
):
    putuo = policy("putuo", thresholdBasis=basis)
    assert quote(putuo, person(82), meal(bill)).due_fen == due


@pytest.mark.parametrize(
    ("age", "statuses", "bill", "fen"),
    [
        (60, (), 1500, 200),
        (60, (), 1499, 0),
        (79, (), 1500, 200),
        (80, (), 1500, 300),
        (60, (LOW_INCOME,), 800, 500),
        (60, (LOW_INCOME,), 799, 0),
        (60, (LOW_INCOME,), 1500, 500),
        (59, (LOW_INCOME,), 1500, 0),
    ],
)
def test_putuo_pays_from_a_minimum_spend(age, statuses, bill, fen):
    assert subsidy(policy("putuo"), person(age, *statuses), meal(bill)) == fen


def test_putuo_discounts_for_residents_and_subsidises_the_registered():
    assert quote(policy("putuo"), person(82, is_hukou=False), meal(2000)).due_fen == 1700
    assert quote(policy("putuo"), person(82, is_usual=False), meal(2000)).due_fen == 2000


def test_putuo_does_not_subsidise_delivery():
    delivery = meal(2000, mode=FulfilmentMode.DELIVERY)
    assert quote(policy("putuo"), person(82), delivery).due_fen == 1700


@pytest.mark.parametrize(
    ("bill", "rounding", "fen"),
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
def test_guangzhou_pays_a_quarter_up_to_three_yuan(bill, rounding, fen):
    guangzhou = policy("guangzhou", rounding=rounding)
    assert subsidy(guangzhou, person(66), meal(bill)) == fen


def test_guangzhou_pays_each_meal_to_who_is_registered_and_lives_there():
    guangzhou = policy("guangzhou")
    for period, fen in (
        (MealPeriod.BREAKFAST, 0),
        (MealPeriod.LUNCH, 300),
        (MealPeriod.SUPPER, 300),
    ):
        assert subsidy(guangzhou, person(60), meal(period=period)) == fen
    assert subsidy(guangzhou, person(60, is_hukou=False)) == 0
    assert subsidy(guangzhou, person(60, is_usual=False)) == 0
    assert subsidy(guangzhou, person(60, StatusKind.IN_CARE_INSTITUTION)) == 0
    assert subsidy(guangzhou, person(59)) == 0


def test_tianjin_pays_five_meals_a_week():
    tianjin, someone = policy("tianjin"), person(80)
    paid = dict.fromkeys((DAY - timedelta(days=1), DAY + timedelta(days=6)), 0)
    meals = dict.fromkeys(paid, 0)
    for day in range(-1, 13):
        for period in (MealPeriod.LUNCH, MealPeriod.SUPPER):
            on = DAY + timedelta(days=day)
            used = {UseWindow.WEEK: Used(paid[week_of(on)], meals[week_of(on)])}
            answer = quote(tianjin, someone, meal(on=on, period=period), used)
            paid[week_of(on)] += answer.subsidy_fen
            meals[week_of(on)] += bool(answer.uses)
    assert list(paid.values()) == [1500, 1500]


@pytest.mark.parametrize(
    ("age", "statuses", "levels", "fen"),
    [
        (80, (), (), 300),
        (79, (), (), 0),
        (70, (ALONE,), (), 300),
        (69, (ALONE,), (), 0),
        (60, (DISABILITY,), (1,), 300),
        (69, (DISABILITY,), (2,), 300),
        (69, (DISABILITY,), (3,), 0),
        (69, (DISABILITY,), (None,), 0),
        (70, (DISABILITY,), (1,), 0),
        (75, (DISABILITY, LOW_INCOME), (1,), 300),
        (65, (DISABILITY, LOW_INCOME), (4,), 0),
        (80, (StatusKind.IN_CARE_INSTITUTION,), (), 0),
    ],
)
def test_tianjin_pays_four_kinds_of_people(age, statuses, levels, fen):
    assert subsidy(policy("tianjin"), person(age, *statuses, levels=levels)) == fen


def test_beijing_pays_only_when_the_spend_exceeds_the_subsidy():
    beijing, someone = policy("beijing"), person(60, LOW_INCOME)
    assert subsidy(beijing, someone, meal(500)) == 0
    assert subsidy(beijing, someone, meal(501)) == 500
    assert subsidy(beijing, person(60), meal(501)) == 0


def test_beijing_pays_once_a_day_at_lunch_or_at_supper():
    beijing, someone = policy("beijing"), person(60, LOW_INCOME)
    supper = meal(period=MealPeriod.SUPPER)
    assert subsidy(beijing, someone, supper) == 500
    assert quote(beijing, someone, supper, {UseWindow.DAY: Used(500, 1)}).subsidy_fen == 0


def test_hefei_pays_more_for_a_meal_that_suits_a_chronic_disease():
    hefei = policy("hefei")
    assert quote(hefei, person(60), meal(800)).due_fen == 300
    for diet in (DietaryNeedKind.LOW_SUGAR, DietaryNeedKind.LOW_SALT):
        assert subsidy(hefei, person(60), meal(1200, diets=frozenset({diet}))) == 800
    soft = meal(1200, diets=frozenset({DietaryNeedKind.SOFT}))
    assert subsidy(hefei, person(60), soft) == 500
    assert subsidy(hefei, person(60, is_hukou=False)) == 0


def test_zhuhai_takes_seven_forty_off_a_lunch_of_twenty_for_the_registered():
    zhuhai = policy("zhuhai")
    assert quote(zhuhai, person(60), meal(2000)).due_fen == 1260
    assert quote(zhuhai, person(60, is_hukou=False), meal(2000)).due_fen == 2000


@pytest.mark.parametrize("period", MealPeriod)
@pytest.mark.parametrize(
    ("age", "statuses", "fen"),
    [(65, (), 100), (64, (), 0), (60, (HARDSHIP,), 100), (65, (HARDSHIP,), 100)],
)
def test_xuyi_pays_one_yuan_a_meal(period, age, statuses, fen):
    assert subsidy(policy("xuyi"), person(age, *statuses), meal(period=period)) == fen


def test_in_xuyi_nobody_fetches_the_meal_of_another():
    assert not policy("xuyi").proxy_pickup
    assert policy("chuzhou").proxy_pickup


@pytest.mark.parametrize(
    ("age", "due"),
    [(59, 1000), (60, 900), (70, 850), (80, 800), (89, 800), (90, 500), (99, 500), (100, 0)],
)
def test_shenhe_discounts_by_age_and_subsidises_nobody(age, due):
    answer = quote(policy("shenhe"), person(age, is_hukou=False, is_usual=False), meal(1000))
    assert (answer.due_fen, answer.subsidy_fen) == (due, 0)


@pytest.mark.parametrize(
    ("age", "statuses", "fen"),
    [
        (69, (), 0),
        (70, (), 300),
        (89, (), 300),
        (90, (), 500),
        (60, (HARDSHIP,), 400),
        (75, (HARDSHIP,), 400),
        (90, (HARDSHIP,), 500),
    ],
)
def test_zhushan_pays_by_age_from_seventy_and_in_hardship_from_sixty(age, statuses, fen):
    assert subsidy(policy("zhushan"), person(age, *statuses)) == fen


@pytest.mark.parametrize(
    "name", ["zengcheng", "guangzhou", "tianjin", "putuo", "hefei", "zhuhai", "xuyi"]
)
@pytest.mark.parametrize("age", [60, 65, 70, 79, 80, 90])
def test_where_registration_is_asked_for_it_is_asked_of_every_age_and_class(name, age):
    statuses = (LOW_INCOME, HARDSHIP, ALONE, DISABILITY)
    stranger = person(age, *statuses, is_hukou=False, levels=(None, None, None, 1))
    assert subsidy(policy(name), stranger, meal(2000)) == 0
    assert subsidy(policy(name), replace(stranger, is_hukou=True), meal(2000)) > 0


@pytest.mark.parametrize(
    ("residence", "pays"),
    [
        (ResidenceTie.HUKOU, (False, True, False, True)),
        (ResidenceTie.USUAL, (False, False, True, True)),
        (ResidenceTie.EITHER, (False, True, True, True)),
        (ResidenceTie.BOTH, (False, False, False, True)),
        (ResidenceTie.ANYBODY, (True, True, True, True)),
    ],
)
def test_a_tie_to_the_area_is_registration_residence_either_both_or_none(residence, pays):
    some = policy("chuzhou", residence=residence)
    ties = ((False, False), (True, False), (False, True), (True, True))
    assert pays == tuple(
        subsidy(some, person(80, is_hukou=hukou, is_usual=usual)) > 0 for hukou, usual in ties
    )


def test_the_age_on_the_day_of_the_meal_counts():
    someone = replace(person(60), born_on=date(1966, 6, 3))
    chuzhou = policy("chuzhou")
    assert subsidy(chuzhou, someone, meal(on=date(2026, 6, 2))) == 0
    assert subsidy(chuzhou, someone, meal(on=date(2026, 6, 3))) == 100


def test_who_was_born_on_29_february_is_a_year_older_on_1_march_of_a_common_year():
    chuzhou, leapling = policy("chuzhou"), replace(person(60), born_on=date(1956, 2, 29))
    days = {date(2026, 2, 28): 100, date(2026, 3, 1): 200}
    assert {on: subsidy(chuzhou, leapling, meal(on=on)) for on in days} == days
    leapling = replace(leapling, born_on=date(1948, 2, 29))
    days = {date(2028, 2, 28): 200, date(2028, 2, 29): 300}
    assert {on: subsidy(chuzhou, leapling, meal(on=on)) for on in days} == days


def test_without_a_policy_the_list_price_is_due():
    answer = quote(None, person(81), meal(1200))
    assert (answer.subsidy_fen, answer.due_fen, answer.shares) == (0, 1200, ())


def test_a_day_may_have_a_number_of_subsidised_meals():
    some = policy("xuyi", dailyMeals=2)
    answer = quote(some, person(65), meal())
    assert answer.uses == (Use(UseWindow.DAY, DAY, None, 2),)
    used = {UseWindow.DAY: Used(200, 2)}
    assert quote(some, person(65), meal(), used).subsidy_fen == 0


def test_levels_may_share_by_ratio():
    shares = [
        {"level": "CITY", "ratio": 3333},
        {"level": "DISTRICT", "ratio": 3333},
        {"level": "TOWNSHIP"},
    ]
    answer = quote(policy("chuzhou", shares=shares), person(60), meal())
    assert [share.amount_fen for share in answer.shares] == [33, 33, 34]


def test_a_share_that_a_cap_cuts_is_divided_in_proportion():
    some = policy("zengcheng", dailyCapFen=550)
    answer = quote(some, person(60, HARDSHIP), meal())
    assert [share.amount_fen for share in answer.shares] == [150, 150, 250]


def test_every_step_is_said_in_both_languages():
    answer = quote(policy("putuo"), person(82, LOW_INCOME), meal(2000))
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
    assert answer.classes == ("A",)


def explained(of: Policy, someone, some_meal=None, used=None):
    answer = quote(of, someone, some_meal or meal(), used, explains=True)
    return [(step.kind.value, step.amount_fen, step.zh, step.en) for step in answer.steps]


def test_an_explanation_says_why_each_class_does_not_fit():
    steps = explained(policy("chuzhou"), person(69, ALONE))
    rejected = [step for step in steps if step[0] == "REJECTED"]
    assert [zh for _, _, zh, _ in rejected] == [
        "A 类：低收入、计生特殊家庭老年人：须为特困、低保、低收入、计生特殊家庭",
        "B 类：70 周岁以上失能、独居、劳模老年人：须满 70 周岁，现 69 周岁",
        "C 类：70 至 79 周岁：须在 70 至 79 周岁之间，现 69 周岁",
        "C 类：80 周岁以上：须满 80 周岁，现 69 周岁",
    ]
    assert [en.rpartition(": ")[2] for *_, en in rejected] == [
        "extreme hardship or minimum living allowance or low income or special family planning",
        "for ages 70 and over, not 69",
        "for ages 70 to 79, not 69",
        "for ages 80 and over, not 69",
    ]


def test_an_explanation_names_the_class_that_fits_in_full_in_both_languages():
    steps = explained(policy("chuzhou"), person(75))
    assert ("BAND", 200, "C 类：70 至 79 周岁", "Class C: 70 to 79") in steps


def test_an_explanation_names_the_level_the_kind_of_meal_and_the_minimum():
    steps = explained(policy("tianjin"), person(65, DISABILITY, levels=(3,)))
    assert any("等级不符：残疾" in zh for _, _, zh, _ in steps)
    steps = explained(policy("hefei"), person(65))
    assert any("只补贴低糖餐、低盐餐" in zh for _, _, zh, _ in steps)
    steps = explained(policy("putuo"), person(65), meal(1400))
    assert ("THRESHOLD", 1400, "B 类：60 至 79 周岁：原价 14.00 元未满 15.00 元",
            "Class B: 60 to 79: the bill, ¥14.00, does not reach ¥15.00") in steps  # fmt: skip
    steps = explained(policy("beijing"), person(65, LOW_INCOME), meal(500))
    assert ("THRESHOLD", 500) in [step[:2] for step in steps]


@pytest.mark.parametrize(
    ("some_meal", "someone", "words"),
    [
        (meal(period=MealPeriod.SUPPER), person(80), "只补贴午餐"),
        (meal(mode=FulfilmentMode.DELIVERY), person(80), "只补贴堂食"),
        (meal(), person(80, is_usual=False), "只补贴在本地常住的老年人"),
        (meal(), person(80, StatusKind.IN_CARE_INSTITUTION), "入住养老机构，不享受补贴"),
        (meal(), person(59), "59 周岁没有适用的档次"),
    ],
)
def test_what_stands_in_the_way_of_every_class_is_said(some_meal, someone, words):
    some = policy("chuzhou", modes=["DINE_IN"])
    assert words in [
        zh for kind, _, zh, _ in explained(some, someone, some_meal) if kind == "NOT_ELIGIBLE"
    ]


def test_a_policy_without_bands_says_that_it_has_discounts_only():
    assert "本政策只有价格优惠，没有补贴" in [
        zh for *_, zh, _ in explained(policy("shenhe"), person(80))
    ]


def test_an_explanation_says_what_is_lost_capped_and_paid_by_whom():
    steps = explained(policy("zengcheng"), person(60, HARDSHIP), meal(place=OTHER_TOWN))
    assert ("FUNDING", -500) in [step[:2] for step in steps]
    assert [step[1:3] for step in steps if step[0] == "SHARE"] == [
        (300, "市级承担"),
        (300, "区县承担"),
    ]
    used = {UseWindow.WEEK: Used(1500, 5)}
    steps = explained(policy("tianjin"), person(80), used=used)
    assert ("CAP", 0, "本周 5 次补贴已用完", "All 5 subsidised meals of the week are used") in steps
    used = {UseWindow.DAY: Used(100, 1)}
    steps = explained(policy("chuzhou"), person(80), used=used)
    assert (
        "CAP",
        200,
        "当日限额 3.00 元，已用 1.00 元",
        "¥1.00 of the ¥3.00 of the day are used",
    ) in steps
    steps = explained(policy("chuzhou"), person(80), meal(200))
    assert ("PAYABLE", 200) in [step[:2] for step in steps]


def test_an_explanation_of_a_ratio_shows_the_sum():
    steps = explained(policy("guangzhou"), person(66), meal(630))
    assert ("BAND", 158, "60 周岁以上户籍老年人：6.30 元的 25%，最高 3.00 元",
            "60 and over, registered: 25% of ¥6.30, at most ¥3.00") in steps  # fmt: skip


def test_the_shipped_documents_read_back_as_they_are():
    for name in ("chuzhou", "tianjin", "hefei"):
        assert policy(name) == policy(name, **document(name))
