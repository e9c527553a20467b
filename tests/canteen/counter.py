"""What the tests of counters and kitchens have in common: orders, who stands where, documents."""

from datetime import date
from typing import Any
from uuid import UUID

from hub.canteen import commands
from hub.canteen.models import MealOrder, MealSite
from hub.canteen.rules import CODE_PURPOSE, OrderStatus, new_code
from hub.grid.models import Area
from hub.kernel import keyring
from hub.kernel.access import Grant, Role, Viewer, Ward
from hub.kernel.context import Actor
from hub.people.models import Resident
from hub.query import global_id
from tests import make
from tests.canteen.published import document
from tests.make.canteen import CUTOFF, MEAL

BY = Actor(operation="mealOrderRedeem")

REDEEM = """mutation ($input: MealOrderRedeemInput!) { result: mealOrderRedeem(input: $input) {
    __typename
    ... on MealOrderRedeemed { redemption { id method reason at recordedAt by collectorName
        wasOffline reversedAt point { id name } order { number status } } }
    ... on CanteenRefusal { reason field message number point redeemedAt method cancelledAt on
        period serveFromAt serveUntilAt expiredAt dish allergen status }
    ... on KernelRefusal { kernelReason: reason }
} }"""
REVERSE = """mutation ($input: RedemptionReverseInput!) { result: redemptionReverse(input: $input) {
    __typename
    ... on RedemptionReversed { redemption { reversedAt reversedReason order { status } } }
    ... on CanteenRefusal { reason field message redeemedAt status }
} }"""


async def viewer_of(resident: Resident, *wards: Ward) -> Viewer:
    """A resident who is signed in, with the wards for whom they act."""
    account = await make.account(resident)
    return Viewer(
        account_id=account.id,
        resident_id=resident.id,
        wards=wards,
        grants=(Grant(Role.RESIDENT),),
    )


async def working(site_id: UUID, role: Role = Role.CANTEEN_STAFF) -> Viewer:
    """Somebody who works at a site, with an account of their own."""
    account = await make.account()
    return Viewer(account_id=account.id, grants=(Grant(role, site_id=site_id),))


async def subsidised(*, proxy_pickup: bool = True, **facts: Any) -> MealOrder:
    """An order of somebody of 81 years, of whom Chuzhou pays 3 yuan."""
    area = await make.community()
    policy = document("chuzhou") | {"proxyPickup": proxy_pickup}
    await make.policy(await Area.get(id=area.ancestors[0]), policy)
    item = await make.menu_item(await make.menu(await make.canteen(area)))
    person = await make.resident(await make.compound(area), born_on=date(1945, 1, 1))
    return await make.meal_order(item, person, **facts)


async def ready(order: MealOrder) -> MealOrder:
    """The order, waiting on the counter."""
    await commands.lock_due(Actor.job("lock_due"), now=CUTOFF)
    staff = make.staff(await MealSite.get(id=order.site_id))
    for to in (OrderStatus.COOKING, OrderStatus.READY):
        await commands.move_orders(BY, order_ids=[order.id], to=to, viewer=staff, now=MEAL)
    return await MealOrder.get(id=order.id)


def code(order: MealOrder, collector_id: UUID | None = None, now: Any = MEAL) -> str:
    """The token that the order's code says."""
    said = new_code(order.id, collector_id or order.resident_id, now)
    return said.token(keyring.current().sign(said.said(), CODE_PURPOSE))


def at(point_id: UUID, **proof: Any) -> dict[str, Any]:
    """The input of a redemption at a point."""
    return {"pointId": global_id("MealSite", point_id), **proof}
