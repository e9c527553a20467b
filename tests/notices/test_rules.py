"""What is told by which way, when, and in which words."""

from datetime import datetime, time, timedelta

import pytest

from hub.kernel.clock import HUB_ZONE
from hub.notices.rules import (
    MOVES,
    TRAITS,
    TRIES,
    DeliveryStatus,
    NotificationChannel,
    NotificationLanguage,
    NotificationTopic,
    Quiet,
    Template,
    Words,
    discreet,
    is_wanted,
    not_before,
    retry_at,
)

NIGHT = Quiet(time(21), time(7))
NOON = Quiet(time(12), time(14))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=HUB_ZONE)


@pytest.mark.parametrize(
    ("quiet", "ready", "sent"),
    [
        (NIGHT, at(2, 20, 59), at(2, 20, 59)),
        (NIGHT, at(2, 21), at(3, 7)),
        (NIGHT, at(2, 23, 30), at(3, 7)),
        (NIGHT, at(3, 0), at(3, 7)),
        (NIGHT, at(3, 6, 59), at(3, 7)),
        (NIGHT, at(3, 7), at(3, 7)),
        (NOON, at(2, 11, 59), at(2, 11, 59)),
        (NOON, at(2, 12), at(2, 14)),
        (NOON, at(2, 14), at(2, 14)),
        (None, at(2, 23), at(2, 23)),
    ],
)
def test_what_comes_in_quiet_hours_waits_for_their_end(quiet, ready, sent):
    assert not_before(ready, quiet, is_urgent=False) == sent


def test_what_is_urgent_does_not_wait():
    assert not_before(at(2, 23), NIGHT, is_urgent=True) == at(2, 23)


def test_tries_come_later_and_later_and_end():
    waits = [retry_at(at(2, 12), attempts) for attempts in range(1, TRIES + 1)]
    assert waits[:3] == [at(2, 12) + timedelta(minutes=m) for m in (1, 2, 4)]
    assert waits[-1] is None
    assert None not in waits[:-1]


def test_only_what_waits_can_become_anything_else():
    assert {status for status, after in MOVES.items() if after} == {DeliveryStatus.QUEUED}
    assert set(MOVES) == set(DeliveryStatus)


def test_a_word_of_the_recipient_counts_more_than_the_topic():
    topic, channel = NotificationTopic.MENU_PUBLISHED, NotificationChannel.SMS
    assert not is_wanted(topic, channel, None)
    assert is_wanted(topic, channel, True)
    assert is_wanted(NotificationTopic.DISH_CHANGED, channel, None)
    assert not is_wanted(NotificationTopic.DISH_CHANGED, channel, False)


def test_whatever_is_a_matter_of_safety_is_urgent():
    for topic in (NotificationTopic.NOBODY_HOME, NotificationTopic.WELFARE_CHECK):
        assert TRAITS[topic].is_urgent


def test_a_template_says_the_same_in_both_languages():
    template = Template(
        Words("餐好了", "{name} {meal}"),
        Words("Ready", "{meal}: {name}"),
        frozenset({"name", "meal"}),
    )
    meal = {NotificationLanguage.ZH: "午餐", NotificationLanguage.EN: "Lunch"}
    filled = template.filled({"name": "王*芬", "meal": meal})
    assert filled[NotificationLanguage.ZH] == Words("餐好了", "王*芬 午餐")
    assert filled[NotificationLanguage.EN] == Words("Ready", "Lunch: 王*芬")


@pytest.mark.parametrize(
    ("zh", "en"),
    [("{name}", "Hello"), ("{name}", "{nam}"), ("{disease}", "{disease}")],
)
def test_a_template_that_cannot_be_filled_is_refused_when_it_is_made(zh, en):
    with pytest.raises(ValueError, match="name"):
        Template(Words("标题", zh), Words("Title", en), frozenset({"name"}))


def test_no_message_is_longer_than_there_is_room_for():
    template = Template(Words("{name}", "{name}"), Words("{name}", "{name}"), frozenset({"name"}))
    words = template.filled({"name": "长" * 1000})[NotificationLanguage.ZH]
    assert (len(words.title), len(words.body)) == (60, 400)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("王淑芬", "王*芬"), ("李强", "李*"), ("欧阳小明", "欧*明"), ("王", "王*"), ("", "*")],
)
def test_names_are_shown_discreetly(name, shown):
    assert discreet(name) == shown
