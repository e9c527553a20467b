"""The states of an order, the cut-off, and what a dish may do to a person."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hub.canteen.rules import (
    BY_MANAGER,
    CANCELLED,
    COMPLETED,
    MOVES,
    OPEN,
    UNCLAIMED,
    Allergen,
    CanteenReason,
    CanteenRefused,
    DietWarning,
    Food,
    FulfilmentMode,
    Need,
    OrderStatus,
    cautions,
    check_allergies,
    is_open_at,
    may_move,
    named_allergens,
)
from hub.people.rules import DietaryNeedKind
from tests.make.canteen import CUTOFF


def test_every_state_says_what_may_follow():
    assert set(MOVES) == set(OrderStatus)


def test_every_open_order_can_be_cancelled_by_the_canteen():
    assert all(OrderStatus.SITE_CANCELLED in MOVES[status] for status in OPEN)


def test_nothing_follows_a_cancellation():
    assert not any(MOVES[status] for status in CANCELLED)


def test_every_state_can_be_reached():
    reached = {OrderStatus.PLACED}
    while new := {to for status in reached for to in MOVES[status]} - reached:
        reached |= new
    assert reached == set(OrderStatus)


def test_staff_neither_lock_nor_settle():
    assert OrderStatus.LOCKED not in BY_MANAGER
    assert OrderStatus.SETTLED not in BY_MANAGER


def test_what_was_cancelled_or_missed_is_not_claimed():
    assert UNCLAIMED.isdisjoint(COMPLETED.values())


@pytest.mark.parametrize("mode", FulfilmentMode)
def test_an_order_is_completed_only_in_the_way_of_its_mode(mode):
    ends = {to for status in OrderStatus for to in OrderStatus if may_move(status, to, mode)}
    assert ends & set(COMPLETED.values()) == {COMPLETED[mode]}


@pytest.mark.parametrize(("seconds", "is_open"), [(-1, True), (0, False), (1, False)])
def test_at_the_cut_off_ordering_is_over(seconds, is_open):
    assert is_open_at(CUTOFF, CUTOFF + timedelta(seconds=seconds)) is is_open


def food(name="宫保鸡丁", *allergens, **facts):
    return Food(uuid4(), name, frozenset(allergens), **facts)


@pytest.mark.parametrize("substance", ["PEANUT", "peanut", "花生", "花生及其制品"])
def test_an_allergy_blocks_a_dish_by_code_or_by_word(substance):
    with pytest.raises(CanteenRefused) as refused:
        check_allergies(
            [Need(DietaryNeedKind.ALLERGY, substance)],
            [food("米饭"), food("菜", Allergen.PEANUT)],
        )
    assert refused.value.reason is CanteenReason.ALLERGY
    assert refused.value.field == "lines.1.itemId"


def test_an_allergy_to_something_unnamed_blocks_a_dish_that_names_it():
    with pytest.raises(CanteenRefused):
        check_allergies([Need(DietaryNeedKind.ALLERGY, "芒果")], [food("芒果布丁")])


def test_an_allergy_to_peanuts_is_none_to_tree_nuts():
    assert named_allergens("peanut") == {Allergen.PEANUT}
    check_allergies([Need(DietaryNeedKind.ALLERGY, "花生")], [food("核桃酪", Allergen.TREE_NUT)])


@pytest.mark.parametrize(
    ("need", "facts", "warnings"),
    [
        (DietaryNeedKind.LOW_SUGAR, {"sugar_mg": 10_000}, [DietWarning.SUGAR]),
        (DietaryNeedKind.LOW_SUGAR, {"sugar_mg": 9_999}, []),
        (DietaryNeedKind.LOW_SUGAR, {"sugar_mg": None}, []),
        (DietaryNeedKind.LOW_SALT, {"sodium_mg": 1_000}, [DietWarning.SODIUM]),
        (DietaryNeedKind.LOW_SALT, {"sodium_mg": 1_000, "is_low_salt": True}, []),
        (DietaryNeedKind.SOFT, {"is_soft": False}, [DietWarning.NOT_SOFT]),
        (DietaryNeedKind.SOFT, {"is_soft": True}, []),
    ],
)
def test_a_chronic_disease_gives_a_warning_and_no_refusal(need, facts, warnings):
    dish = food(**facts)
    check_allergies([Need(need)], [dish])
    assert [caution.warning for caution in cautions([Need(need)], [dish])] == warnings


def test_what_is_avoided_gives_a_warning():
    found = cautions([Need(DietaryNeedKind.AVOID, "香菜")], [food("香菜牛肉"), food("炒青菜")])
    assert [(caution.name, caution.warning) for caution in found] == [
        ("香菜牛肉", DietWarning.AVOIDED)
    ]
