"""Who is told of what happens in the canteen. The cause of a message keeps it from coming twice."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from hub.canteen.reads import notices as reads
from hub.canteen.rules import FulfilmentMode, OrderStatus, StopStatus
from hub.canteen.rules.menus import MealPeriod
from hub.canteen.rules.notices import (
    DISH_CHANGED,
    DISH_IN_QUESTION,
    MEAL_CANCELLED,
    MEAL_MISSED,
    MEAL_READY,
    MENU_PUBLISHED,
    MONEY_RETURNED,
    NOBODY_HOME,
    ORDER_PLACED,
    SITE_CLOSING,
    SITE_STOPPED,
    STANDING_DECLINED,
    TEMPERATURE_ALARM,
    WELFARE_CHECK,
    Fact,
    Telling,
    amount_in_words,
    day_in_words,
    meal_in_words,
    mode_in_words,
)
from hub.kernel.clock import day_of
from hub.kernel.context import Actor
from hub.kernel.db import acquire
from hub.kernel.events import Event, handles
from hub.notices.commands import notify
from hub.notices.rules import Note, Recipient, discreet
from hub.people.rules import ProxyScope
from hub.query import global_id

_ORDERS = (ProxyScope.MEAL_ORDER,)
_MEALS = (ProxyScope.MEAL_ORDER, ProxyScope.MEAL_COLLECT)
_MOVED = {
    OrderStatus.READY: MEAL_READY,
    OrderStatus.SITE_CANCELLED: MEAL_CANCELLED,
    OrderStatus.NO_SHOW: MEAL_MISSED,
}


@handles("meal_order.placed")
async def tell_of_order(event: Event, now: datetime) -> None:
    """Residents and who orders for them learn that a meal is ordered, also by itself."""
    await _tell_of_meal(event, ORDER_PLACED, now, scopes=_ORDERS)


@handles("meal_order.moved")
async def tell_of_move(event: Event, now: datetime) -> None:
    """They learn that a meal waits for them, was cancelled by the canteen, or was missed."""
    status = OrderStatus(event.payload["status"])
    telling = _MOVED.get(status)
    is_fetched = event.payload["mode"] == FulfilmentMode.PICKUP
    if telling is not None and (is_fetched or status is not OrderStatus.READY):
        await _tell_of_meal(event, telling, now, scopes=_MEALS)


@handles("meal_order.dish_changed")
async def tell_of_dish(event: Event, now: datetime) -> None:
    """They learn that they get another dish, and whether they have to say something to it."""
    async with acquire() as connection:
        dishes = await reads.dishes_of(connection, event.subject_id)
    telling = DISH_IN_QUESTION if event.payload["has_conflict"] else DISH_CHANGED
    await _tell_of_meal(event, telling, now, scopes=_ORDERS, dish="、".join(dishes))


@handles("standing_order.declined")
async def tell_of_declined(event: Event, now: datetime) -> None:
    """They learn that a meal of their standing order has to be ordered by hand."""
    resident_id, point_id = UUID(event.payload["resident_id"]), event.scope_id
    assert point_id is not None
    async with acquire() as connection:
        name = await reads.name_of_resident(connection, resident_id)
        place = await reads.name_of_site(connection, point_id)
        family = await reads.family_of(connection, resident_id, _ORDERS, day_of(now))
    if name is None or place is None:
        return
    facts = {
        "name": discreet(name),
        "place": place,
        "day": day_in_words(datetime.fromisoformat(event.payload["on"]).date()),
        "meal": meal_in_words(MealPeriod(event.payload["period"])),
    }
    about = global_id("StandingOrder", event.subject_id)
    await _tell(event, STANDING_DECLINED, family, facts, now, site_id=point_id, about=about)


@handles("meal_payment.refunded")
async def tell_of_money(event: Event, now: datetime) -> None:
    """They learn that money goes back."""
    async with acquire() as connection:
        money = await reads.told_money(connection, event.subject_id)
        if money is None:
            return
        family = await reads.family_of(connection, money.resident_id, _ORDERS, day_of(now))
    amount_fen = event.payload.get("amount_fen", money.amount_fen)
    facts = {"name": discreet(money.name), "amount": amount_in_words(amount_fen)}
    about = global_id("MealPayment", money.payment_id)
    await _tell(event, MONEY_RETURNED, family, facts, now, site_id=money.site_id, about=about)


@handles("menu.published")
async def tell_of_menu(event: Event, now: datetime) -> None:
    """Who eats there learns of new menus, once a day however many are published."""
    async with acquire() as connection:
        menu = await reads.told_menu(connection, event.subject_id)
        people = menu and await reads.eaters_at(connection, menu.site_id, now)
    if menu is None or not people:
        return
    await _tell(
        event,
        MENU_PUBLISHED,
        people,
        {"place": menu.place},
        now,
        site_id=menu.site_id,
        about=global_id("MealSite", menu.site_id),
        cause=f"menu.published:{menu.site_id}:{day_of(event.at)}",
    )


@handles("meal_site.closure_planned")
async def tell_of_closure(event: Event, now: datetime) -> None:
    """Who has a standing order there learns that it rests."""
    async with acquire() as connection:
        closure = await reads.told_closure(connection, UUID(event.payload["closure_id"]))
        people = closure and await reads.standing_at(connection, closure.site_id, now)
    if closure is None or closure.until_on is None or not people:
        return
    facts = {
        "place": closure.place,
        "day": day_in_words(closure.from_on),
        "until": day_in_words(closure.until_on),
    }
    about = global_id("MealSite", closure.site_id)
    await _tell(event, SITE_CLOSING, people, facts, now, site_id=closure.site_id, about=about)


@handles("meal_site.stopped")
async def tell_of_stop(event: Event, now: datetime) -> None:
    """Who works there learns of a stop; whose meals it cancelled learns so by each order."""
    orders = {"orders": str(event.payload["orders"])}
    await _tell_staff(event, SITE_STOPPED, event.subject_id, now, **orders)


@handles("temperature.alarm")
async def tell_of_temperature(event: Event, now: datetime) -> None:
    """Who works there learns that a temperature is out of its limits."""
    assert event.scope_id is not None
    await _tell_staff(event, TEMPERATURE_ALARM, event.scope_id, now)


@handles("delivery_stop.moved")
async def tell_of_door(event: Event, now: datetime) -> None:
    """The family learns that nobody opened, whatever they act for."""
    if event.payload["status"] != StopStatus.NO_ANSWER:
        return
    async with acquire() as connection:
        meal = await reads.told_stop(connection, event.subject_id)
    if meal is not None:
        await _tell_family(event, NOBODY_HOME, meal, now, scopes=tuple(ProxyScope))


@handles("welfare_check.asked")
async def tell_of_check(event: Event, now: datetime) -> None:
    """The grid worker, or whoever is asked next, learns whom to see after."""
    leader = event.payload["leader_resident_id"]
    async with acquire() as connection:
        meal = await reads.told_check(connection, event.subject_id)
    if meal is None or leader is None:
        return
    facts: dict[str, Fact] = {"name": discreet(meal.name)}
    about = global_id("WelfareCheck", event.subject_id)
    site = meal.site_id
    await _tell(event, WELFARE_CHECK, [UUID(leader)], facts, now, site_id=site, about=about)


async def _tell_of_meal(
    event: Event,
    telling: Telling,
    now: datetime,
    *,
    scopes: Collection[ProxyScope],
    **more: Fact,
) -> None:
    async with acquire() as connection:
        meal = await reads.told_meal(connection, event.subject_id)
    if meal is not None:
        await _tell_family(event, telling, meal, now, scopes=scopes, **more)


async def _tell_family(
    event: Event,
    telling: Telling,
    meal: reads.ToldMeal,
    now: datetime,
    *,
    scopes: Collection[ProxyScope],
    **more: Fact,
) -> None:
    async with acquire() as connection:
        people = await reads.family_of(connection, meal.resident_id, scopes, day_of(now))
    facts: dict[str, Fact] = {
        "name": discreet(meal.name),
        "place": meal.place,
        "day": day_in_words(meal.on),
        "meal": meal_in_words(meal.period),
        "mode": mode_in_words(meal.mode),
        **more,
    }
    about = global_id("MealOrder", meal.order_id)
    await _tell(event, telling, people, facts, now, site_id=meal.site_id, about=about)


async def _tell(
    event: Event,
    telling: Telling,
    resident_ids: Iterable[UUID],
    facts: dict[str, Fact],
    now: datetime,
    *,
    site_id: UUID | None,
    about: str | None,
    cause: str | None = None,
) -> None:
    recipients = [Recipient(resident_id=key) for key in resident_ids]
    notes = _notes(event, telling, recipients, facts, site_id, about, cause)
    await notify(Actor.job("canteen.tell"), notes, now)


async def _tell_staff(
    event: Event, telling: Telling, site_id: UUID, now: datetime, **more: Fact
) -> None:
    async with acquire() as connection:
        place = await reads.name_of_site(connection, site_id)
        accounts = await reads.staff_of(connection, site_id, now)
    if place is None:
        return
    recipients = [Recipient(account_id=key) for key in accounts]
    about = global_id("MealSite", site_id)
    notes = _notes(event, telling, recipients, {"place": place, **more}, site_id, about, None)
    await notify(Actor.job("canteen.tell_staff"), notes, now)


def _notes(
    event: Event,
    telling: Telling,
    recipients: Iterable[Recipient],
    facts: dict[str, Fact],
    site_id: UUID | None,
    about: str | None,
    cause: str | None,
) -> list[Note]:
    topic, template = telling
    texts = template.filled(facts)
    why = cause or f"{event.topic}:{event.id}"
    return [Note(each, topic, why, texts, event.at, site_id, about) for each in recipients]


HANDLERS = [
    tell_of_check,
    tell_of_closure,
    tell_of_declined,
    tell_of_dish,
    tell_of_door,
    tell_of_menu,
    tell_of_money,
    tell_of_move,
    tell_of_order,
    tell_of_stop,
    tell_of_temperature,
]
