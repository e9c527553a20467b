"""What codes say, which states an order passes, and when a meal may be handed over."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.canteen.rules import (
    CODE_LASTS,
    COMPLETED,
    MOVES,
    OPEN,
    CanteenReason,
    CanteenRefused,
    FulfilmentMode,
    MealCode,
    MealPeriod,
    OrderFactsToMove,
    OrderStatus,
    Proof,
    Redeemed,
    RedemptionFacts,
    RedemptionMethod,
    check_redemption,
    completed_as,
    list_until,
    masked,
    may_move,
    new_code,
    read_code,
    steps_to,
)
from hub.kernel.clock import HUB_ZONE

POINT, OTHER, PERSON = UUID(int=1), UUID(int=2), UUID(int=3)
NOON = datetime(2026, 6, 2, 12, tzinfo=HUB_ZONE)
CODE = Proof(RedemptionMethod.QR, PERSON, NOON + CODE_LASTS)
FACTS = RedemptionFacts(
    order=OrderFactsToMove(
        order_id=UUID(int=4),
        number=7,
        menu_id=UUID(int=5),
        site_id=OTHER,
        point_id=POINT,
        resident_id=PERSON,
        mode=FulfilmentMode.PICKUP,
        status=OrderStatus.READY,
        cutoff_at=NOON - timedelta(hours=18),
        serve_until_at=NOON + timedelta(hours=1),
        ancestors=[],
        is_ward=False,
    ),
    on=date(2026, 6, 2),
    period=MealPeriod.LUNCH,
    point_name="和谐助餐点",
    serve_from_at=NOON - timedelta(hours=1),
    cancelled_at=None,
    died_on=None,
    allows_collectors=True,
    may_collect=False,
    redeemed=None,
)


def refusal(facts=FACTS, proof=CODE, point_id=POINT, at=NOON):
    """The reason why the meal is not handed over; null when it is."""
    try:
        check_redemption(facts, point_id, proof, at)
    except CanteenRefused as refused:
        # Every fact that the message names is there.
        for language in ("zh-CN", "en"):
            refused.message(language)
        return refused.reason
    return None


@given(st.uuids(), st.uuids(), st.timedeltas(timedelta(days=-800), timedelta(days=20_000)))
def test_a_code_reads_back_as_it_was_made(order_id, collector_id, later):
    code = new_code(order_id, collector_id, NOON + later)
    signature = bytes(range(64))
    assert read_code(code.token(signature)) == (code, signature)
    assert len(code.token(signature)) == 137


@given(st.text(max_size=200))
def test_no_other_text_reads_as_a_code(text):
    with pytest.raises(CanteenRefused) as caught:
        read_code(text)
    assert caught.value.reason is CanteenReason.QR_NOT_VALID


def test_what_is_signed_tells_orders_collectors_and_times_apart():
    code = new_code(UUID(int=1), UUID(int=2), NOON)
    others = [
        MealCode(UUID(int=2), UUID(int=1), code.expires_at),
        replace(code, collector_id=UUID(int=1)),
        replace(code, expires_at=code.expires_at + timedelta(seconds=1)),
    ]
    assert len({code.said(), *(other.said() for other in others)}) == 4


@pytest.mark.parametrize("mode", FulfilmentMode)
@pytest.mark.parametrize("status", sorted(OPEN))
def test_an_open_order_passes_only_states_that_the_table_allows(status, mode):
    steps = steps_to(status, completed_as(mode))
    assert steps[-1] is COMPLETED[mode]
    for before, after in zip([status, *steps], steps, strict=False):
        assert after in MOVES[before]
        assert may_move(before, after, mode)


def test_what_is_due_here_and_now_is_handed_over():
    assert refusal() is None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"redeemed": Redeemed(NOON, "别处", RedemptionMethod.FACE)}, "ALREADY_REDEEMED"),
        ({"on": date(2026, 6, 3)}, "WRONG_DAY"),
        ({"serve_from_at": NOON + timedelta(minutes=31)}, "WRONG_MEAL"),
        ({"died_on": date(2026, 6, 2)}, "RESIDENT_DIED"),
    ],
)
def test_it_is_refused_with_the_reason(change, why):
    assert refusal(replace(FACTS, **change)) is CanteenReason[why]


def test_what_happened_to_the_order_comes_before_what_is_wrong_with_the_code():
    taken = replace(FACTS, redeemed=Redeemed(NOON, "别处", RedemptionMethod.QR))
    late = NOON + timedelta(days=3)
    assert refusal(taken, at=late) is CanteenReason.ALREADY_REDEEMED
    gone = replace(FACTS, order=FACTS.order.moved(OrderStatus.CANCELLED), cancelled_at=NOON)
    assert refusal(gone, at=late) is CanteenReason.ORDER_CANCELLED
    assert refusal(at=NOON + CODE_LASTS) is CanteenReason.QR_EXPIRED
    assert refusal(at=NOON + CODE_LASTS - timedelta(seconds=1)) is None
    assert refusal(point_id=OTHER) is CanteenReason.WRONG_POINT


def test_collectors_need_the_residents_word_and_the_policys():
    spouse = replace(CODE, collector_id=OTHER)
    assert refusal(proof=spouse) is CanteenReason.COLLECTOR_NOT_AUTHORISED
    bound = replace(FACTS, may_collect=True)
    assert refusal(bound, spouse) is None
    forbidden = replace(bound, allows_collectors=False)
    assert refusal(forbidden, spouse) is CanteenReason.POLICY_FORBIDS_COLLECTORS
    assert refusal(forbidden) is None
    seated = replace(bound, order=replace(bound.order, mode=FulfilmentMode.DINE_IN))
    assert refusal(seated, spouse) is CanteenReason.EATEN_IN_PERSON


def test_a_list_is_open_for_two_hours_and_a_half_after_the_meal():
    assert list_until(NOON) == NOON + timedelta(hours=2, minutes=30)


@pytest.mark.parametrize(("name", "shown"), [("王淑芬", "王**"), ("丁", "丁"), ("", "")])
def test_names_are_masked_on_devices_that_may_be_lost(name, shown):
    assert masked(name) == shown
