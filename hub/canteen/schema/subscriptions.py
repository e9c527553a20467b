"""What the canteen tells as it happens: the order board, and a resident's own orders."""

from collections.abc import AsyncGenerator, AsyncIterator, Collection
from contextlib import aclosing
from datetime import datetime
from uuid import UUID

import strawberry

from hub.canteen import reads, rules
from hub.canteen.schema.access import STAFF
from hub.canteen.schema.hygiene import TemperatureReading
from hub.canteen.schema.menu_mutations import MenuLocked
from hub.canteen.schema.ordering import MealOrder
from hub.kernel import events
from hub.kernel.access import Role
from hub.kernel.db import acquire
from hub.kernel.errors import Forbidden
from hub.people.rules import ProxyScope
from hub.query import Context, key_of, payload, read, subscription


@payload
class MealOrderChanged:
    """An order was placed, or moved to another state (订单变化)."""

    order: MealOrder | None = read()
    """The order as it is now; null when it is none of the viewer's."""
    status: rules.OrderStatus
    """The state that it reached by this change."""
    at: datetime
    """When it happened."""


@payload
class TemperatureAlarmed:
    """A temperature is out of its limits (超温报警)."""

    reading: TemperatureReading | None = read()
    """The temperature, with its limits."""
    at: datetime
    """When it happened."""


@subscription(*STAFF)
async def meal_order_changed(
    ctx: Context, site_id: strawberry.ID
) -> AsyncIterator[MealOrderChanged]:
    """The orders of a canteen as they are placed and moved; of a meal point, its own (订单看板).

    Args:
        site_id: The canteen or meal point.
    """
    key = key_of(site_id, "MealSite")
    async with aclosing(_told_at(ctx, key, "meal_order.")) as told:
        async for kitchen_id, event in told:
            if key == kitchen_id or _is_about(event, "point_id", {key}):
                yield _changed(event)


@subscription(Role.RESIDENT)
async def my_meal_order_changed(ctx: Context) -> AsyncIterator[MealOrderChanged]:
    """One's own orders, and what one orders or collects for wards, as it moves (我的订单)."""

    def is_mine(event: events.Event) -> bool:
        orders = ctx.viewer.acting_for(ProxyScope.MEAL_ORDER)
        collects = ctx.viewer.acting_for(ProxyScope.MEAL_COLLECT)
        return _is_about(event, "resident_id", orders) or (
            _is_about(event, "resident_id", collects) and _is_to_collect(event)
        )

    # The city's other orders never fill the queue; a ward may be lost while one waits there.
    async with events.subscribe("meal_order.", only=is_mine) as feed:
        async for event in feed:
            if is_mine(event):
                yield _changed(event)


@subscription(*STAFF)
async def menu_locked(ctx: Context, site_id: strawberry.ID) -> AsyncIterator[MenuLocked]:
    """The menus of a canteen as they are locked: time to read the board afresh (截单通知).

    Args:
        site_id: The canteen or meal point.
    """
    key = key_of(site_id, "MealSite")
    async with aclosing(_told_at(ctx, key, "menu.locked")) as told:
        async for _, event in told:
            yield MenuLocked(menu=event.subject_id, at=event.at)


@subscription(*STAFF)
async def temperature_alarmed(
    ctx: Context, site_id: strawberry.ID
) -> AsyncIterator[TemperatureAlarmed]:
    """The temperatures of a canteen and its points, or of one point, out of limits (超温报警).

    Args:
        site_id: The canteen or meal point.
    """
    key = key_of(site_id, "MealSite")
    async with aclosing(_told_at(ctx, key, "temperature.alarm")) as told:
        async for kitchen_id, event in told:
            if key == kitchen_id or _is_about(event, "point_id", {key}):
                yield TemperatureAlarmed(reading=event.subject_id, at=event.at)


async def _told_at(
    ctx: Context, site_id: UUID, topic_prefix: str
) -> AsyncGenerator[tuple[UUID, events.Event], None]:
    """What happens at the kitchen of a site, with its key, while the viewer works at the site.

    Raises:
        Forbidden: as soon as they do not. The endpoint keeps the viewer as of now.
    """
    checked = ctx.viewer
    kitchen_id = await _kitchen(ctx, site_id)
    async with events.subscribe(topic_prefix, scope_id=kitchen_id) as feed:
        async for event in feed:
            if ctx.viewer != checked:
                checked = ctx.viewer
                await _kitchen(ctx, site_id)
            yield kitchen_id, event


async def _kitchen(ctx: Context, site_id: UUID) -> UUID:
    """Whose changes to follow; a site where the viewer does not work is as good as none."""
    async with acquire() as connection:
        kitchen_id = await reads.kitchen_of(connection, site_id, ctx.viewer)
    if kitchen_id is None:
        raise Forbidden
    return kitchen_id


def _is_about(event: events.Event, name: str, keys: Collection[UUID | None]) -> bool:
    """Whether a fact of the event is one of these keys."""
    return event.payload.get(name) in {str(key) for key in keys if key is not None}


def _is_to_collect(event: events.Event) -> bool:
    status, mode = event.payload["status"], event.payload["mode"]
    return rules.is_to_collect(rules.OrderStatus(status), rules.FulfilmentMode(mode))


def _changed(event: events.Event) -> MealOrderChanged:
    return MealOrderChanged(
        order=event.subject_id,
        status=rules.OrderStatus(event.payload["status"]),
        at=event.at,
    )
