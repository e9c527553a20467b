"""The rules of money: numbers of cards, refunds by data, statements compared, signatures."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.canteen.pages.statements import read_statement_link, statement_link
from hub.canteen.providers import BadNotice
from hub.canteen.providers.notices import read_notice
from hub.canteen.providers.signatures import check_signature, signed
from hub.canteen.rules import (
    CARD_MOVES,
    DEFAULT_TERMS,
    CanteenReason,
    CanteenRefused,
    CardStatus,
    DifferenceKind,
    OrderStatus,
    RefundTerms,
    card_number,
    cash_difference,
    check_card_move,
    check_terms,
    compared,
    read_card_number,
    refund_fen,
    refund_share,
    retry_after,
)
from hub.kernel.ids import new_key

AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
SECRET = b"s" * 32


def test_a_number_with_a_wrong_digit_is_no_cards():
    number = card_number("12345678901")
    assert read_card_number(f" {number[:4]} {number[4:8]}-{number[8:]}") == number
    for place in range(16):
        wrong = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
        with pytest.raises(CanteenRefused) as refused:
            read_card_number(wrong)
        assert refused.value.reason is CanteenReason.CARD_NUMBER_NOT_VALID


@pytest.mark.parametrize("status", CardStatus)
@pytest.mark.parametrize("to", CardStatus)
def test_a_card_moves_only_along_the_table(status, to):
    if to in CARD_MOVES[status]:
        check_card_move(status, to)
        return
    with pytest.raises(CanteenRefused) as refused:
        check_card_move(status, to)
    assert refused.value.facts == {"card_status": status}


def test_a_canteen_that_cancels_gives_everything_back_whatever_the_policy():
    mean = RefundTerms(late_cancel_percent=0, no_show_percent=0)
    for to in (OrderStatus.SITE_CANCELLED, OrderStatus.CANCELLED, OrderStatus.REFUNDED):
        assert refund_share(to, mean) == 1
    assert refund_share(OrderStatus.CANCELLED_LATE, mean) == 0
    assert refund_share(OrderStatus.CANCELLED_LATE, DEFAULT_TERMS) == 1
    assert refund_share(OrderStatus.NO_SHOW, DEFAULT_TERMS) == 0
    assert refund_share(OrderStatus.SERVED, DEFAULT_TERMS) == 0


@given(st.integers(1, 10**7), st.integers(0, 100))
def test_never_more_goes_back_than_was_paid(fen, percent):
    back = refund_fen(fen, Fraction(percent, 100))
    assert 0 <= back <= fen
    assert back - fen * Fraction(percent, 100) < 1


@pytest.mark.parametrize(
    ("terms", "source", "field"),
    [
        (RefundTerms(-1, 0), "x", "lateCancelPercent"),
        (RefundTerms(0, 101), "x", "noShowPercent"),
        (RefundTerms(50, 0), " ", "source"),
    ],
)
def test_terms_that_cannot_be_are_refused(terms, source, field):
    with pytest.raises(CanteenRefused) as refused:
        check_terms(terms, source)
    assert (refused.value.reason, refused.value.field) == (
        CanteenReason.REFUND_POLICY_NOT_VALID,
        field,
    )


def test_a_difference_of_the_cash_needs_a_reason():
    facts = {"opening_fen": 100_00, "taken_fen": 50_00}
    assert cash_difference(**facts, counted_fen=150_00, reason=None) == 0
    assert cash_difference(**facts, counted_fen=149_00, reason="找零有误") == -100
    with pytest.raises(CanteenRefused) as refused:
        cash_difference(**facts, counted_fen=151_00, reason="  ")
    assert refused.value.facts == {"difference_fen": 100}


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(-9, 9).filter(bool)),
    st.dictionaries(st.sampled_from("abcdef"), st.integers(-9, 9).filter(bool)),
)
def test_statements_agree_or_every_difference_is_named(ours, theirs):
    matched, differences = compared(ours, theirs)
    assert matched + len(differences) == len({*ours, *theirs})
    for difference in differences:
        own, other = ours.get(difference.reference), theirs.get(difference.reference)
        assert own != other
        assert (difference.kind is DifferenceKind.NOT_HERE) == (own is None)
        assert (difference.kind is DifferenceKind.NOT_THERE) == (other is None)


def test_tries_come_later_and_later_but_for_ever():
    waits = [retry_after(attempt) for attempt in range(1, 100)]
    assert waits[0] == timedelta(minutes=1)
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=6)


def test_a_signature_holds_for_its_body_its_secret_and_five_minutes():
    header = signed(b"{}", SECRET, AT)
    check_signature(header, b"{}", [b"other", SECRET], AT + timedelta(minutes=5))
    for given_, body, secrets, now, code in (
        (header, b"{ }", [SECRET], AT, "SIGNATURE_NOT_VALID"),
        (header, b"{}", [b"other"], AT, "SIGNATURE_NOT_VALID"),
        (header, b"{}", [SECRET], AT + timedelta(seconds=301), "SIGNATURE_TOO_OLD"),
        (header, b"{}", [SECRET], AT - timedelta(seconds=301), "SIGNATURE_TOO_OLD"),
        (None, b"{}", [SECRET], AT, "SIGNATURE_MISSING"),
        ("", b"{}", [SECRET], AT, "SIGNATURE_MISSING"),
        (header.replace("v1", "v0"), b"{}", [SECRET], AT, "SIGNATURE_NOT_VALID"),
        (f"{header},t=1", b"{}", [SECRET], AT, "SIGNATURE_NOT_VALID"),
        ("t=٣,v1=0", b"{}", [SECRET], AT, "SIGNATURE_NOT_VALID"),
        ("t=" + "9" * 40 + ",v1=ü", b"{}", [SECRET], AT, "SIGNATURE_NOT_VALID"),
    ):
        with pytest.raises(BadNotice) as bad:
            check_signature(given_, body, secrets, now)
        assert (bad.value.status, bad.value.code) == (401, code)


@given(st.text(max_size=200))
def test_no_header_is_taken_for_a_signature(header):
    with pytest.raises(BadNotice) as bad:
        check_signature(header, b"{}", [SECRET], AT)
    assert bad.value.status == 401


GOOD = (
    b'{"id":"e","type":"payment.captured","reference":"r","amountFen":5,'
    b'"at":"2026-06-01T08:00:00Z"}'
)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"\xff\xfe",
        b"{}",
        GOOD.replace(b"payment.captured", b"payment.stolen"),
        GOOD.replace(b"5,", b"-5,"),
        GOOD.replace(b"5,", b'"5",'),
        GOOD.replace(b"5,", b"5e400,"),
        GOOD.replace(b"5,", b"9007199254740993,"),
        GOOD.replace(b"00Z", b"00"),
        GOOD.replace(b'"r"', b'"\\u0000"'),
        GOOD.replace(b'"r"', b'"' + b"r" * 81 + b'"'),
        GOOD.replace(b"{", b'{"more":1,', 1),
        b"[" * 10_000,
    ],
)
def test_a_body_that_is_no_event_is_refused_with_what_is_wrong(body):
    with pytest.raises(BadNotice) as bad:
        read_notice(body)
    assert (bad.value.status, bad.value.code) == (400, "BODY_NOT_VALID")


def test_a_body_that_is_an_event_is_read():
    notice = read_notice(GOOD)
    assert (notice.event_id, notice.reference, notice.amount_fen, notice.at) == ("e", "r", 5, AT)


async def test_a_link_to_a_statement_ends(databases):
    link = statement_link(new_key(), AT.date(), AT.date(), AT)
    text = link.path.rpartition("/")[2]
    assert read_statement_link(text, AT) == link
    assert read_statement_link(text, AT + timedelta(minutes=10)) is None
    for wrong in ("", ".", text[:-4], text.replace(".", "", 1), "a.b.c.d.e", "…"):
        assert read_statement_link(wrong, AT) is None
