"""Deliveries: queued once, sent once, in time, or not at all with a reason."""

import asyncio
import hashlib
import hmac
from datetime import timedelta

import pytest

from hub.kernel import db
from hub.kernel.ids import new_key
from hub.notices import commands
from hub.notices.commands.senders import (
    GatewayRefuses,
    PrintingNotificationSender,
    Unreachable,
    WebhookSender,
)
from hub.notices.jobs import forget_old
from hub.notices.models import Notification, NotificationDelivery
from hub.notices.reads import Message
from hub.notices.rules import (
    LEASE,
    TRIES,
    DeliveryProblem,
    DeliveryStatus,
    NotificationChannel,
    NotificationLanguage,
    NotificationTopic,
    Words,
)
from tests import make
from tests.notices.telling import (
    BY,
    MORNING,
    NIGHT,
    NOON,
    PHONE,
    Remembering,
    gateway,
    note,
    reachable,
    sending_by,
)

SECRET = b"s" * 32


@pytest.fixture
async def told(database):
    """A resident with a telephone who was told at noon that a dish was changed."""
    resident = await reachable()
    await commands.notify(BY, [note(resident)], NOON)
    return resident


async def delivery():
    return await NotificationDelivery.get()


async def test_it_is_sent_once_in_the_language_of_the_recipient(told):
    with sending_by(Remembering()) as sender:
        assert await commands.send_due(BY, NOON) == 1
        assert await commands.send_due(BY, NOON) == 0
    [message] = sender.messages
    row = await delivery()
    assert (message.phone, message.words.title) == (PHONE, "换菜通知")
    assert (message.key, row.status, row.settled_at) == (row.id, DeliveryStatus.SENT, NOON)


async def test_the_same_cause_is_told_once(told):
    assert await commands.notify(BY, [note(told)], NOON) == 0
    assert await commands.notify(BY, [note(told, cause="test:2")], NOON) == 1
    assert await Notification.all().count() == 2
    assert await NotificationDelivery.all().count() == 2


@pytest.mark.usefixtures("database")
async def test_two_notes_to_one_recipient_are_two_lines():
    resident = await reachable()
    notes = [note(resident), note(resident, cause="test:2"), note(resident)]
    assert await commands.notify(BY, notes, NOON) == 2


@pytest.mark.usefixtures("database")
async def test_what_comes_at_night_waits_for_the_morning_unless_it_is_urgent():
    resident = await reachable()
    urgent = note(resident, topic=NotificationTopic.NOBODY_HOME, cause="test:2", at=NIGHT)
    await commands.notify(BY, [note(resident, at=NIGHT), urgent], NIGHT)
    with sending_by(Remembering()) as sender:
        while await commands.send_due(BY, NIGHT):
            pass
        assert {message.topic for message in sender.messages} == {NotificationTopic.NOBODY_HOME}
        assert await commands.send_due(BY, MORNING) == 1
    assert sender.messages[-1].topic is NotificationTopic.DISH_CHANGED


async def test_what_nobody_sent_before_the_night_is_not_sent_in_it(told):
    with sending_by(Remembering()) as sender:
        assert await commands.send_due(BY, NIGHT) == 0
        assert (await delivery()).due_at == MORNING
        assert await commands.send_due(BY, MORNING) == 1
    assert len(sender.messages) == 1


async def test_what_is_of_no_use_any_more_is_not_sent(told):
    with sending_by(Remembering()) as sender:
        assert await commands.send_due(BY, NOON + timedelta(days=1)) == 0
    row = await delivery()
    assert (row.status, row.problem) == (DeliveryStatus.SUPPRESSED, DeliveryProblem.TOO_LATE)
    assert sender.messages == []


@pytest.mark.usefixtures("database")
async def test_who_has_no_telephone_has_an_inbox():
    resident = await reachable(None)
    await commands.notify(BY, [note(resident)], NOON)
    row = await delivery()
    assert (row.status, row.problem) == (DeliveryStatus.SUPPRESSED, DeliveryProblem.NO_ADDRESS)
    assert await Notification.all().count() == 1


@pytest.mark.usefixtures("database")
async def test_the_dead_are_told_nothing():
    resident = await reachable(died_on=NOON.date())
    assert await commands.notify(BY, [note(resident)], NOON) == 0
    assert await Notification.all().count() == 0


@pytest.mark.usefixtures("database")
async def test_staff_are_told_in_their_inbox_alone():
    account = await make.account()
    stopped = note(account=account, topic=NotificationTopic.SITE_STOPPED)
    assert await commands.notify(BY, [stopped], NOON) == 1
    assert await NotificationDelivery.all().count() == 0


async def test_a_gateway_that_is_away_is_tried_again_and_at_last_given_up(told):
    now = NOON
    with sending_by(Remembering(*[Unreachable()] * TRIES)):
        for attempt in range(1, TRIES + 1):
            assert await commands.send_due(BY, now) == 1
            row = await delivery()
            assert (row.attempts, row.problem) == (attempt, DeliveryProblem.UNREACHABLE)
            assert await commands.send_due(BY, now) == 0
            now = row.due_at
    assert (await delivery()).status is DeliveryStatus.FAILED


async def test_a_gateway_that_comes_back_gets_it_under_the_same_key(told):
    with sending_by(Remembering(Unreachable())) as sender:
        await commands.send_due(BY, NOON)
        await commands.send_due(BY, NOON + timedelta(minutes=1))
    row = await delivery()
    assert [message.key for message in sender.messages] == [row.id]
    assert (row.status, row.problem) == (DeliveryStatus.SENT, None)


async def test_what_a_gateway_refuses_is_not_tried_again(told):
    with sending_by(Remembering(GatewayRefuses())):
        await commands.send_due(BY, NOON)
    row = await delivery()
    assert (row.status, row.problem) == (DeliveryStatus.FAILED, DeliveryProblem.REFUSED)


async def test_a_bug_in_a_sender_keeps_the_others_from_nothing(told):
    other = await reachable("13900001111")
    await commands.notify(BY, [note(other)], NOON)
    with sending_by(Remembering(ZeroDivisionError())) as sender:
        await commands.send_due(BY, NOON)
    assert len(sender.messages) == 1
    assert await NotificationDelivery.filter(status=DeliveryStatus.QUEUED).count() == 1


async def test_without_a_sender_staff_see_that_nothing_was_sent(told):
    await commands.send_due(BY, NOON)
    row = await delivery()
    assert (row.status, row.problem) == (DeliveryStatus.SUPPRESSED, DeliveryProblem.NO_SENDER)


async def test_who_dies_while_sending_leaves_it_to_be_sent_again_under_its_key(told):
    class Killed(BaseException):
        """The process ends."""

    class Killing(Remembering):
        async def send(self, message, now):
            self.messages.append(message)
            if len(self.messages) == 1:
                raise Killed

    with sending_by(Killing()) as sender:
        with pytest.raises(Killed):
            await commands.send_due(BY, NOON)
        assert await commands.send_due(BY, NOON) == 0
        assert await commands.send_due(BY, NOON + LEASE) == 1
    first, again = sender.messages
    assert first.key == again.key
    assert (await delivery()).status is DeliveryStatus.SENT


@pytest.mark.usefixtures("committed_database")
async def test_many_workers_at_once_send_each_once():
    people = [await reachable(f"138{n:08}") for n in range(120)]
    await commands.notify(BY, [note(person) for person in people], NOON)
    with sending_by(Remembering()) as sender:
        while sum(await asyncio.gather(*(commands.send_due(BY, NOON) for _ in range(5)))):
            pass
    assert len(sender.messages) == 120
    assert len({message.key for message in sender.messages}) == 120
    assert await NotificationDelivery.filter(status=DeliveryStatus.SENT).count() == 120


@pytest.mark.usefixtures("committed_database")
async def test_many_handlers_at_once_tell_each_once():
    people = [await reachable(PHONE) for _ in range(20)]
    notes = [note(person) for person in people]
    told = await asyncio.gather(*(commands.notify(BY, notes, NOON) for _ in range(5)))
    assert sum(told) == 20
    assert await Notification.all().count() == 20


async def test_old_notifications_are_forgotten_with_their_deliveries(told):
    await forget_old.run(NOON + commands.KEPT_FOR)
    assert await Notification.all().count() == 1
    await forget_old.run(NOON + commands.KEPT_FOR + timedelta(seconds=1))
    assert await Notification.all().count() == 0
    assert await NotificationDelivery.all().count() == 0


async def test_no_telephone_is_in_the_audit_trail(told):
    with sending_by(Remembering()):
        await commands.send_due(BY, NOON)
    async with db.acquire() as connection:
        kept = await connection.fetch("SELECT audit::text FROM audit")
    assert kept
    assert not any(PHONE in row["audit"] or "换成" in row["audit"] for row in kept)


def message() -> Message:
    return Message(
        key=new_key(),
        attempts=1,
        channel=NotificationChannel.SMS,
        topic=NotificationTopic.DISH_CHANGED,
        is_urgent=False,
        language=NotificationLanguage.ZH,
        words=Words("换菜通知", "换成了鱼。"),
        phone=PHONE,
    )


async def test_the_webhook_is_signed_and_names_its_key():
    sent = message()
    with gateway(204) as (url, got):
        await WebhookSender(url, SECRET).send(sent, NOON)
    [request] = got
    assert request["body"] == {
        "key": str(sent.key),
        "channel": "SMS",
        "topic": "DISH_CHANGED",
        "phone": PHONE,
        "language": "ZH",
        "title": "换菜通知",
        "body": "换成了鱼。",
    }
    assert request["headers"]["idempotency-key"] == str(sent.key)
    stamp = int(NOON.timestamp())
    mac = hmac.digest(SECRET, b"%d.%b" % (stamp, request["raw"]), hashlib.sha256).hex()
    assert request["headers"]["hub-signature"] == f"t={stamp},v1={mac}"


@pytest.mark.parametrize("answer", [302, 408, 429, 500, 503])
async def test_a_gateway_in_trouble_is_to_be_asked_again(answer):
    with gateway(answer) as (url, got), pytest.raises(Unreachable):
        await WebhookSender(url, SECRET).send(message(), NOON)
    assert len(got) == 1


@pytest.mark.parametrize("answer", [400, 401, 404, 422])
async def test_a_gateway_that_says_no_means_it(answer):
    with gateway(answer) as (url, _), pytest.raises(GatewayRefuses):
        await WebhookSender(url, SECRET).send(message(), NOON)


async def test_a_gateway_that_is_not_there_is_to_be_asked_again():
    with gateway() as (url, _):
        pass
    with pytest.raises(Unreachable):
        await WebhookSender(url, SECRET).send(message(), NOON)


async def test_the_demonstration_prints(capsys):
    await PrintingNotificationSender().send(message(), NOON)
    assert capsys.readouterr().err == f"SMS {PHONE}: 换菜通知 换成了鱼。\n"
