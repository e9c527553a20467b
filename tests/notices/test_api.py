"""Inboxes, settings and deliveries over GraphQL: whose they are, and what others see of them."""

import asyncio
import json
from contextlib import aclosing

import pytest

from hub import app
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.clock import utc_now
from hub.kernel.context import Context
from hub.notices import commands
from hub.notices.models import NotificationPreference
from hub.notices.rules import NotificationTopic
from hub.query import Request, global_id
from tests import make
from tests.notices.telling import BY, NIGHT, NOON, note, reachable

INBOX = """query ($filter: NotificationFilter) { myNotifications(filter: $filter) {
    totalCount nodes { id topic title body about at readAt } } }"""
READ = """mutation ($input: NotificationsReadInput!) { result: notificationsRead(input: $input) {
    ... on NotificationsRead { unread notifications { title readAt } }
    ... on NotificationRefusal { reason field most } } }"""
CHOOSE = """mutation ($input: NotificationPreferenceSetInput!) {
    result: notificationPreferenceSet(input: $input) {
    ... on NotificationPreferenceSet { preferences { topic channel isOn setAt } }
    ... on NotificationRefusal { reason field } } }"""
SPEAK = """mutation ($input: NotificationLanguageSetInput!) {
    result: notificationLanguageSet(input: $input) {
    ... on NotificationLanguageSet { language } ... on NotificationRefusal { reason } } }"""
SETTINGS = """query { notificationSettings { language unread quietFrom quietUntil
    choices { topic channel isOn isDefault } } }"""
DELIVERIES = """query ($siteId: ID!, $filter: NotificationDeliveryFilter) {
    notificationDeliveries(siteId: $siteId, filter: $filter) { totalCount
    nodes { topic channel status problem attempts isUrgent queuedAt dueAt settledAt
        site { name } resident { name } } } }"""
ADDED = "subscription { notificationAdded { unread at notification { title } } }"


async def person(**facts):
    """A resident with a telephone and an account, as viewer."""
    resident = await reachable(**facts)
    account = await make.account(resident)
    return resident, Viewer(
        account_id=account.id, resident_id=resident.id, grants=(Grant(Role.RESIDENT),)
    )


def titles(body):
    return [each["title"] for each in body["data"]["myNotifications"]["nodes"]]


@pytest.mark.usefixtures("database")
async def test_an_inbox_is_its_owners_alone(ask):
    resident, own = await person()
    _, other = await person()
    ward = Viewer(
        account_id=other.account_id,
        resident_id=other.resident_id,
        wards=(make.ward(resident),),
        grants=other.grants,
    )
    await commands.notify(BY, [note(resident, about="MealOrder_x")], NOON)
    body = await ask(INBOX, by=own, now=NOON)
    [line] = body["data"]["myNotifications"]["nodes"]
    assert (line["topic"], line["body"], line["readAt"]) == ("DISH_CHANGED", "换成了鱼。", None)
    everybody = [Viewer(account_id=other.account_id, grants=(Grant(role),)) for role in Role]
    for viewer in [other, ward, *everybody]:
        body = await ask(INBOX, by=viewer, now=NOON)
        assert body["data"]["myNotifications"] == {"totalCount": 0, "nodes": []}
    for document in (INBOX, SETTINGS):
        body = await ask(document, by=NOBODY, now=NOON)
        assert body["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


@pytest.mark.usefixtures("database")
async def test_reading_some_and_all(ask):
    resident, own = await person()
    notes = [note(resident, cause=f"test:{n}") for n in range(3)]
    await commands.notify(BY, notes, NOON)
    body = await ask(INBOX, by=own, now=NOON)
    first = body["data"]["myNotifications"]["nodes"][0]["id"]
    body = await ask(READ, by=own, now=NOON, input={"notificationIds": [first, first]})
    assert body["data"]["result"]["unread"] == 2
    assert len(body["data"]["result"]["notifications"]) == 1
    body = await ask(INBOX, by=own, now=NOON, filter={"isRead": False})
    assert body["data"]["myNotifications"]["totalCount"] == 2
    body = await ask(READ, by=own, now=NOON, input={})
    assert body["data"]["result"] == {"unread": 0, "notifications": []}
    body = await ask(INBOX, by=own, now=NOON, filter={"isRead": True, "topics": ["DISH_CHANGED"]})
    assert body["data"]["myNotifications"]["totalCount"] == 3


@pytest.mark.usefixtures("database")
async def test_nobody_reads_for_another(ask):
    resident, own = await person()
    _, other = await person()
    await commands.notify(BY, [note(resident)], NOON)
    body = await ask(INBOX, by=own, now=NOON)
    key = body["data"]["myNotifications"]["nodes"][0]["id"]
    for given in ([key], ["Notification_garbled"]):
        body = await ask(READ, by=other, now=NOON, input={"notificationIds": given})
        assert body["data"]["result"]["reason"] == "NO_SUCH_NOTIFICATION"
    body = await ask(READ, by=own, now=NOON, input={"notificationIds": [key] * 101})
    assert body["data"]["result"] == {"reason": "TOO_MANY", "field": "notificationIds", "most": 100}
    body = await ask(INBOX, by=own, now=NOON, filter={"isRead": False})
    assert body["data"]["myNotifications"]["totalCount"] == 1


@pytest.mark.usefixtures("database")
async def test_opting_out_of_a_channel_leaves_the_inbox(ask):
    resident, own = await person()
    choice = {"topic": "DISH_CHANGED", "channel": "SMS", "isOn": False}
    for _ in range(2):
        body = await ask(CHOOSE, by=own, now=NOON, input=choice)
        assert body["data"]["result"]["preferences"][0]["isOn"] is False
    site = await make.canteen()
    await commands.notify(BY, [note(resident, site_id=site.id)], NOON)
    assert titles(await ask(INBOX, by=own, now=NOON)) == ["换菜通知"]
    body = await ask(
        DELIVERIES, by=make.manager(site), now=NOON, siteId=global_id("MealSite", site.id)
    )
    [row] = body["data"]["notificationDeliveries"]["nodes"]
    assert (row["status"], row["problem"]) == ("SUPPRESSED", "OPTED_OUT")


@pytest.mark.usefixtures("database")
async def test_wanting_more_than_a_topic_brings_by_itself(ask):
    resident, own = await person()
    choice = {"topic": "MENU_PUBLISHED", "channel": "SMS", "isOn": True}
    await ask(CHOOSE, by=own, now=NOON, input=choice)
    await commands.notify(BY, [note(resident, topic=NotificationTopic.MENU_PUBLISHED)], NOON)
    body = await ask(SETTINGS, by=own, now=NOON)
    chosen = {**choice, "isDefault": False}
    settings = body["data"]["notificationSettings"]
    assert chosen in settings["choices"]
    assert (settings["unread"], settings["quietFrom"], settings["quietUntil"]) == (
        1,
        "21:00",
        "07:00",
    )


@pytest.mark.usefixtures("database")
async def test_nobody_chooses_about_what_they_are_never_told(ask):
    _, own = await person()
    body = await ask(
        CHOOSE,
        by=own,
        now=NOON,
        input={"topic": "SITE_STOPPED", "channel": "SMS", "isOn": False},
    )
    assert body["data"]["result"] == {"reason": "NOT_FOR_YOU", "field": "topic"}
    assert await NotificationPreference.all().count() == 0
    topics = (await ask(SETTINGS, by=own, now=NOON))["data"]["notificationSettings"]["choices"]
    assert "SITE_STOPPED" not in {choice["topic"] for choice in topics}


@pytest.mark.usefixtures("database")
async def test_the_language_is_that_of_the_recipient(ask):
    resident, own = await person()
    body = await ask(SPEAK, by=own, now=NOON, input={"language": "EN"})
    assert body["data"]["result"] == {"language": "EN"}
    await commands.notify(BY, [note(resident)], NOON)
    assert titles(await ask(INBOX, by=own, now=NOON)) == ["A dish was changed"]


@pytest.mark.usefixtures("database")
async def test_who_runs_a_site_sees_whether_people_were_told_and_not_what(ask):
    resident, other = await person()
    site, elsewhere = await make.canteen(), await make.canteen()
    await commands.notify(BY, [note(resident, site_id=site.id, at=NIGHT)], NIGHT)
    here = {"siteId": global_id("MealSite", site.id)}
    manager = make.manager(site)
    body = await ask(DELIVERIES, by=manager, now=NIGHT, **here, filter={"statuses": ["QUEUED"]})
    [row] = body["data"]["notificationDeliveries"]["nodes"]
    assert (row["topic"], row["channel"], row["attempts"]) == ("DISH_CHANGED", "SMS", 0)
    assert row["dueAt"] > row["queuedAt"]
    auditor = Viewer(grants=(Grant(Role.CIVIL_AFFAIRS_AUDITOR),))
    body = await ask(DELIVERIES, by=auditor, now=NIGHT, **here)
    assert body["data"]["notificationDeliveries"]["totalCount"] == 1
    body = await ask(DELIVERIES, by=make.manager(elsewhere), now=NIGHT, **here)
    assert body["data"]["notificationDeliveries"]["totalCount"] == 0
    assert titles(await ask(INBOX, by=manager, now=NIGHT)) == []
    for role in (Role.RESIDENT, Role.CANTEEN_STAFF, Role.DELIVERY_VOLUNTEER):
        viewer = Viewer(account_id=other.account_id, grants=(Grant(role),))
        body = await ask(DELIVERIES, by=viewer, now=NIGHT, **here)
        assert body["errors"][0]["extensions"]["code"] == "FORBIDDEN"


@pytest.mark.usefixtures("live_database")
async def test_what_comes_is_told_as_it_comes_and_only_to_its_owner(chosen_settings):
    resident, own = await person()
    other, _ = await person()
    request = Request(document=ADDED, operation_name=None, variables={})
    context = Context(now=NOON, viewer=own)
    answers = app.engine(chosen_settings).subscribe(request, context, clock=utc_now)
    async with aclosing(answers):
        first = asyncio.ensure_future(anext(answers))
        sent = 0
        async with asyncio.timeout(60):
            while not first.done():
                sent += 1
                notes = [note(other, cause=f"test:{sent}"), note(resident, cause=f"test:{sent}")]
                await commands.notify(BY, notes, NOON)
                await asyncio.wait({first}, timeout=0.05)
        body = json.loads(first.result().body)
    added = body["data"]["notificationAdded"]
    assert added["notification"] == {"title": "换菜通知"}
    assert 1 <= added["unread"] <= sent
