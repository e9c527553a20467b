"""What happens to people happens to their cards: by events, however often they are told."""

from datetime import timedelta

import pytest

from hub import app
from hub.canteen.models import MealCard, MealCardMove
from hub.kernel import events
from hub.kernel.access import Grant, Role, Viewer
from hub.kernel.clock import day_of, utc_now
from hub.kernel.models import Event
from tests import make
from tests.canteen.money import balance, do, order_id, resident_id, viewer_of

pytestmark = pytest.mark.usefixtures("database")

DEATH = """mutation ($input: ResidentDeathRecordInput!) {
    result: residentDeathRecord(input: $input) {
        ... on ResidentDeathRecorded { departure { id } } } }"""
MOVE = """mutation ($input: ResidentMoveRecordInput!) { result: residentMoveRecord(input: $input) {
    ... on ResidentMoveRecorded { departure { id } } } }"""
REVOKE = """mutation ($input: DepartureRevokeInput!) { result: departureRevoke(input: $input) {
    __typename } }"""
KEEPER = Viewer(grants=(Grant(Role.CITY_ADMINISTRATOR),))


async def told() -> None:
    """Give what has happened to the handlers of the hub."""
    while await events.deliver_due(app.HANDLERS, utc_now() + timedelta(minutes=1)):
        pass


async def done(ask, document, **given):
    body = await ask(document, by=KEEPER, input=given)
    assert "errors" not in body, body
    return body["data"]["result"]


async def standing(card):
    row = await MealCard.get(id=card.id)
    return row.status.value, row.frozen_why and row.frozen_why.value


async def test_the_card_of_who_dies_is_frozen_and_pays_nothing_more(ask):
    resident = await make.resident()
    card = await make.meal_card(resident, 5000)
    order = await make.meal_order(None, resident)
    given = {"residentId": resident_id(resident), "diedOn": str(day_of(utc_now()))}
    recorded = await done(ask, DEATH, **given, source="医院")
    assert await standing(card) == ("ACTIVE", None)
    await told()
    assert await standing(card) == ("FROZEN", "DEPARTED")
    viewer = await viewer_of(resident)
    result = await do(ask, "mealOrderPay", viewer, orderId=order_id(order), method="CARD")
    assert result["reason"] == "CARD_NOT_USABLE"
    assert await balance(card) == 5000
    wrong = {"departureId": recorded["departure"]["id"], "why": "同名误登"}
    await done(ask, REVOKE, **wrong)
    await told()
    assert await standing(card) == ("ACTIVE", None)


async def test_the_card_of_who_moves_away_is_frozen_once(ask):
    resident = await make.resident()
    card = await make.meal_card(resident)
    given = {"residentId": resident_id(resident), "on": str(day_of(utc_now()))}
    await done(ask, MOVE, **given, source="派出所")
    await told()
    await Event.all().update(handled_at=None, handled_by=[])
    await told()
    assert await standing(card) == ("FROZEN", "DEPARTED")
    assert await MealCardMove.filter(card_id=card.id).count() == 2
