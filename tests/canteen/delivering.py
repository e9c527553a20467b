"""What the tests of delivery have in common: homes, orders that are packed, rounds, documents."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from hub.accounts.models import Account
from hub.canteen import commands
from hub.canteen.models import DeliveryRound, DeliveryStop, MealOrder, MealSite, Menu, MenuItem
from hub.canteen.rules import FulfilmentMode, MealPeriod, RoundStatus, TravelMode, Vehicle
from hub.grid.models import Area, Site
from hub.kernel.access import Grant, Role, Viewer
from hub.kernel.context import Actor
from hub.people.models import Resident
from hub.query import global_id
from tests import make
from tests.make.canteen import CUTOFF, MEAL, MEAL_DAY

BY = Actor(operation="deliveryRoundsPlan")
DEPART = MEAL - timedelta(minutes=15)

ROUND = """id number status volunteer isMine isOffered stopCount pendingCount departAt vehicle mode
    capacity stops { id position plannedAt untilAt isLate status residentName orderNumber }
    moves { fromStatus toStatus volunteer by reason }"""
PLAN = f"""mutation ($input: DeliveryRoundsPlanInput!) {{
    result: deliveryRoundsPlan(input: $input) {{
    __typename
    ... on DeliveryRoundsPlanned {{ rounds {{ {ROUND} }} unplanned {{ number }} }}
    ... on CanteenRefusal {{ reason field most }} }} }}"""
MOVE = f"""mutation ($input: DeliveryRoundMoveInput!) {{ result: deliveryRoundMove(input: $input) {{
    __typename
    ... on DeliveryRoundMoved {{ round {{ {ROUND} }} }}
    ... on CanteenRefusal {{ reason field orders roundStatus }} }} }}"""
ASSIGN = f"""mutation ($input: DeliveryRoundAssignInput!) {{
    result: deliveryRoundAssign(input: $input) {{
    ... on DeliveryRoundAssigned {{ round {{ {ROUND} }} }}
    ... on CanteenRefusal {{ reason field }} }} }}"""
OFFER = f"""mutation ($input: DeliveryRoundOfferInput!) {{
    result: deliveryRoundOffer(input: $input) {{
    ... on DeliveryRoundOffered {{ round {{ {ROUND} }} }}
    ... on CanteenRefusal {{ reason field }} }} }}"""
TAKE = f"""mutation ($input: DeliveryRoundTakeInput!) {{ result: deliveryRoundTake(input: $input) {{
    __typename
    ... on DeliveryRoundTaken {{ round {{ {ROUND} }} }}
    ... on CanteenRefusal {{ reason field }} }} }}"""
REORDER = f"""mutation ($input: DeliveryStopsReorderInput!) {{
    result: deliveryStopsReorder(input: $input) {{
    ... on DeliveryStopsReordered {{ round {{ {ROUND} }} }}
    ... on CanteenRefusal {{ reason field orders }} }} }}"""
TRANSFER = f"""mutation ($input: DeliveryStopsTransferInput!) {{
    result: deliveryStopsTransfer(input: $input) {{
    ... on DeliveryStopsTransferred {{ round {{ {ROUND} }} }}
    ... on CanteenRefusal {{ reason field most stopStatus }} }} }}"""
DONE = """mutation ($input: DeliveryStopDoneInput!) { result: deliveryStopDone(input: $input) {
    __typename
    ... on DeliveryStopDone { stop { status signedBy signer signature
        moves { fromStatus toStatus by reason } } }
    ... on CanteenRefusal { reason field stopStatus roundStatus cancelledAt } } }"""
FAIL = """mutation ($input: DeliveryStopFailInput!) { result: deliveryStopFail(input: $input) {
    __typename
    ... on DeliveryStopFailed { stop { status moves { toStatus reason } } }
    ... on CanteenRefusal { reason field stopStatus } } }"""
CALL = """mutation ($input: DeliveryStopCallInput!) { result: deliveryStopCall(input: $input) {
    ... on DeliveryStopCalled { phone }
    ... on CanteenRefusal { reason field } } }"""
CONFIRM = """mutation ($input: WelfareCheckConfirmInput!) {
    result: welfareCheckConfirm(input: $input) {
    __typename
    ... on WelfareCheckConfirmed { check { outcome note confirmedBy confirmedAt } }
    ... on CanteenRefusal { reason field } } }"""
CHECKS = """query ($filter: WelfareCheckFilter) {
    welfareChecks(filter: $filter, orderBy: DUE) { totalCount nodes {
        id residentName address residentPhone isAtRisk point openedAt level leader leaderPhone
        askedAt dueAt outcome area { name } calls { at level leader } } } }"""


@dataclass(slots=True)
class Neighbourhood:
    """A kitchen in a community with a compound, a lunch, and staff who see to deliveries."""

    community: Area
    compound: Area
    kitchen: MealSite
    menu: Menu
    item: MenuItem
    staff: Viewer

    @property
    def id(self) -> str:
        return global_id("MealSite", self.kitchen.id)

    async def site(self) -> Site:
        return await Site.get(id=self.kitchen.id)


async def neighbourhood() -> Neighbourhood:
    community = await make.community()
    kitchen = await make.canteen(community)
    menu = await make.menu(kitchen)
    item = await make.menu_item(menu, await make.dish(kitchen, name="红烧肉饭"))
    compound = await make.compound(community)
    account = await make.account()
    grants = (Grant(Role.CANTEEN_STAFF, site_id=kitchen.id),)
    viewer = Viewer(account_id=account.id, grants=grants)
    return Neighbourhood(community, compound, kitchen, menu, item, viewer)


async def volunteer(at: Neighbourhood, **facts: Any) -> Viewer:
    """A volunteer of the kitchen, with an account and its grant."""
    account = await make.account(**facts)
    await make.role_grant(account, Role.DELIVERY_VOLUNTEER, site=await at.site())
    grants = (Grant(Role.DELIVERY_VOLUNTEER, site_id=at.kitchen.id),)
    return Viewer(account_id=account.id, grants=grants)


async def ordered(
    at: Neighbourhood, *names: str, home: Area | None = None, **facts: Any
) -> list[MealOrder]:
    """A delivery for each of these people, who live in a building of the compound of their own."""
    orders = []
    for name in names:
        building = home or await make.building(at.compound)
        person = await make.resident(building, name=name, **facts)
        orders.append(await make.meal_order(at.item, person, mode=FulfilmentMode.DELIVERY))
    return orders


async def locked() -> None:
    """After the cut-off."""
    await commands.lock_due(Actor.job("lock_due"), now=CUTOFF)


def account_id(viewer: Viewer) -> str:
    assert viewer.account_id is not None
    return global_id("Account", viewer.account_id)


def asked(at: Neighbourhood, *vehicles: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The input of a plan for the lunch."""
    return {
        "pointId": at.id,
        "on": "2026-06-02",
        "period": "LUNCH",
        "departAt": DEPART.isoformat(),
        "vehicles": list(vehicles) or [{"capacity": 10}],
        **more,
    }


async def planned(at: Neighbourhood, by: Viewer | None = None, **facts: Any) -> DeliveryRound:
    """One round with all that is to be delivered, by the commands, and out with its volunteer."""
    driver = None if by is None else by.account_id
    vehicles = [Vehicle(TravelMode.RIDING, facts.pop("capacity", 20), driver)]
    meal = {
        "point_id": at.kitchen.id,
        "on": facts.pop("on", MEAL_DAY),
        "period": facts.pop("period", MealPeriod.LUNCH),
    }
    now = facts.pop("now", MEAL - timedelta(hours=1))
    plan = await commands.draw_up_rounds(**meal, vehicles=vehicles, viewer=at.staff)
    made = await commands.plan_rounds(
        BY,
        **meal,
        depart_at=facts.pop("depart_at", DEPART),
        vehicles=vehicles,
        plan=plan,
        viewer=at.staff,
        now=now,
    )
    [key] = made.round_ids
    if by is not None:
        for to in (RoundStatus.LOADED, RoundStatus.OUT):
            await commands.advance_round(BY, round_id=key, to=to, viewer=at.staff, now=now)
    return await DeliveryRound.get(id=key)


async def stop_of(order: MealOrder) -> DeliveryStop:
    """The last stop of an order."""
    stops = await DeliveryStop.filter(order_id=order.id).order_by("-id")
    return stops[0]


def stop_id(stop: DeliveryStop) -> str:
    return global_id("DeliveryStop", stop.id)


def round_id(row: DeliveryRound) -> str:
    return global_id("DeliveryRound", row.id)


async def result(
    ask: Any, document: str, by: Viewer, given: dict[str, Any], now: Any = MEAL
) -> dict[str, Any]:
    """What the field that the document calls `result` answers."""
    body = await ask(document, by=by, now=now, input=given)
    assert "errors" not in body, body
    found: dict[str, Any] = body["data"]["result"]
    return found


async def resident_of(order: MealOrder) -> Resident:
    return await Resident.get(id=order.resident_id)


async def accounts() -> set[UUID]:
    return {row.id for row in await Account.all()}
