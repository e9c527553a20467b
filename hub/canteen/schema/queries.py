"""What is asked of the canteen: menus, orders, the board, the kitchen's sums, a price."""

from datetime import date
from typing import Annotated, Any

import strawberry

from hub.canteen import models, reads, rules
from hub.canteen.schema.access import AUDITORS, STAFF
from hub.canteen.schema.dishes import Dish, DishFilter, DishOrder
from hub.canteen.schema.ordering import (
    DietCaution,
    MealOrder,
    MealOrderFilter,
    MealOrderOrder,
    MealQuoteShare,
    MealQuoteStep,
    MyMealOrderOrder,
)
from hub.canteen.schema.policies import SubsidyPolicy
from hub.canteen.schema.types import (
    CanteenRefusal,
    MealSite,
    Menu,
    MenuFilter,
    MenuOrder,
)
from hub.kernel.access import Role
from hub.kernel.db import acquire
from hub.people.rules import ProxyScope
from hub.query import (
    EVERYBODY,
    EVERYONE,
    Asker,
    Connection,
    Context,
    Fen,
    Row,
    any_of,
    exists,
    inputs,
    is_unset,
    key_of,
    keys_where,
    payload,
    read,
    resolver,
    root,
)


@root(EVERYBODY, limit=100)
def meal_sites(row: Row, viewer: Asker) -> list[MealSite]:
    """All canteens and meal points (食堂和助餐点)."""
    return EVERYONE


@root(EVERYBODY)
def meal_site(row: Row, viewer: Asker, id: strawberry.ID) -> MealSite | None:
    """One canteen or meal point.

    Args:
        id: Which one.
    """
    return row.id == key_of(id, "MealSite")


@root(EVERYBODY)
def menu(
    row: Row, viewer: Asker, site_id: strawberry.ID, on: date, period: rules.MealPeriod
) -> Menu | None:
    """The menu of a canteen, or of the canteen that cooks for a meal point, for one meal (菜单).

    Args:
        site_id: The canteen or meal point.
        on: The day of the meal.
        period: The meal of the day.
    """
    return _cooks_for(row, site_id) & (row.on == on) & (row.period == period)


@root(EVERYBODY, filter=MenuFilter, order=MenuOrder)
def menus(
    row: Row, viewer: Asker, site_id: strawberry.ID, from_on: date, until_on: date
) -> Connection[Menu]:
    """The menus of a canteen, or of the one that cooks for a meal point, over some days.

    Args:
        site_id: The canteen or meal point.
        from_on: The first day.
        until_on: The day after the last.
    """
    return _cooks_for(row, site_id) & (row.on >= from_on) & (row.on < until_on)


@root(EVERYBODY, filter=DishFilter, order=DishOrder)
def dishes(row: Row, viewer: Asker, site_id: strawberry.ID) -> Connection[Dish]:
    """The dishes that a canteen cooks: its own and those of the whole city (菜品).

    Args:
        site_id: The canteen.
    """
    return is_unset(row.site_id) | (row.site_id == key_of(site_id, "MealSite"))


@root(Role.RESIDENT, filter=MealOrderFilter, order=MyMealOrderOrder)
def my_meal_orders(row: Row, viewer: Asker) -> Connection[MealOrder]:
    """One's own orders, and those of one's wards: all, or what one collects for them (我的订单)."""
    return viewer.acts_for(row.resident_id, ProxyScope.MEAL_ORDER, ProxyScope.MEAL_COLLECT)


@root(*STAFF, *AUDITORS, filter=MealOrderFilter, order=MealOrderOrder)
def meal_orders(
    row: Row, viewer: Asker, site_id: strawberry.ID, on: date, period: rules.MealPeriod
) -> Connection[MealOrder]:
    """The order board of a canteen for one meal; staff of a meal point see its orders (订单看板).

    Args:
        site_id: The canteen that cooks.
        on: The day of the meal.
        period: The meal of the day.
    """
    return (row.site_id == key_of(site_id, "MealSite")) & (row.on == on) & (row.period == period)


@root(Role.RESIDENT, *STAFF, *AUDITORS)
def meal_order(row: Row, viewer: Asker, id: strawberry.ID) -> MealOrder | None:
    """One order (订单).

    Args:
        id: Which one.
    """
    return row.id == key_of(id, "MealOrder")


@payload
class MealProduction:
    """How much of one dish is to be cooked for one way of serving (备餐数量)."""

    dish: str
    """The dish, as it stands on the menu."""
    dish_en: str | None
    """Its name in English."""
    mode: rules.FulfilmentMode
    """The way of serving."""
    portions: int
    """How many portions are ordered."""
    orders: int
    """In how many orders."""


@resolver(*STAFF)
async def meal_production(
    ctx: Context, site_id: strawberry.ID, on: date, period: rules.MealPeriod
) -> list[MealProduction] | None:
    """What a canteen has to cook for one meal: portions per dish and way of serving (备餐单).

    Args:
        site_id: The canteen that cooks; null comes back for one where the caller does not work.
        on: The day of the meal.
        period: The meal of the day.
    """
    async with acquire() as connection:
        counts = await reads.production(
            connection, key_of(site_id, "MealSite"), on, period, ctx.viewer
        )
    if counts is None:
        return None
    return [
        MealProduction(
            dish=count.name,
            dish_en=count.name_en,
            mode=count.mode,
            portions=count.portions,
            orders=count.orders,
        )
        for count in counts
    ]


@inputs
class MealLineInput:
    """Portions of one dish of a menu."""

    item_id: strawberry.ID
    """The dish on the menu."""
    portions: int = 1
    """How many portions."""


@inputs
class MealQuoteInput:
    """What would be ordered."""

    menu_id: strawberry.ID
    """The menu to order from."""
    point_id: strawberry.ID | None = None
    """The canteen or meal point where it is eaten, fetched or sent from (default: who cooks)."""
    resident_id: strawberry.ID | None = None
    """For whom (default: oneself)."""
    mode: rules.FulfilmentMode
    """The way of serving."""
    lines: list[MealLineInput]
    """The dishes."""


@payload
class MealQuote:
    """What a meal would cost a person, and why (试算)."""

    policy: SubsidyPolicy | None = read()
    """The policy that is in force for the meal; null when there is none."""
    price_fen: Fen
    """The dishes at list price."""
    discount_fen: Fen
    """The operator's discount."""
    subsidy_fen: Fen
    """The subsidy."""
    due_fen: Fen
    """What the person would pay."""
    steps: list[MealQuoteStep]
    """How it is worked out, step by step."""
    shares: list[MealQuoteShare]
    """Who would pay the subsidy."""
    cautions: list[DietCaution]
    """The dishes that may not suit the person."""


@resolver(Role.RESIDENT, *STAFF)
async def meal_quote(
    ctx: Context, input: MealQuoteInput
) -> Annotated[
    MealQuote | CanteenRefusal,
    strawberry.union("MealQuoteResult", description="What `mealQuote` answers."),
]:
    """What an order would cost, with every step in words; nothing is reserved (试算)."""
    menu_id = key_of(input.menu_id, "Menu")
    resident_id = (
        ctx.viewer.resident_id
        if input.resident_id is None
        else key_of(input.resident_id, "Resident")
    )
    request = rules.Request(
        mode=input.mode,
        wanted=[
            rules.Wanted(key_of(line.item_id, "MenuItem"), line.portions) for line in input.lines
        ],
        # A quote tells of cautions, so that they can be accepted.
        accepts_cautions=True,
    )
    async with acquire() as connection:
        facts, resident, decision = await reads.quoted(
            connection,
            menu_id=menu_id,
            point_id=None if input.point_id is None else key_of(input.point_id, "MealSite"),
            resident_id=resident_id,
            request=request,
            viewer=ctx.viewer,
            now=ctx.now,
        )
    quote = rules.price(facts.menu, resident, facts.subsidy, request, explains=True)
    return MealQuote(
        policy=facts.subsidy.policy_id,
        price_fen=Fen(quote.price_fen),
        discount_fen=Fen(quote.discount_fen),
        subsidy_fen=Fen(quote.subsidy_fen),
        due_fen=Fen(quote.due_fen),
        steps=[
            MealQuoteStep(
                kind=step.kind,
                amount_fen=Fen(step.amount_fen),
                words=step.en if ctx.language == "en" else step.zh,
            )
            for step in quote.steps
        ],
        shares=[
            MealQuoteShare(level=share.level, amount_fen=Fen(share.amount_fen))
            for share in quote.shares
        ],
        cautions=[
            DietCaution(dish=caution.name, warning=caution.warning) for caution in decision.cautions
        ],
    )


def _cooks_for(row: Row, site_id: Any) -> Any:
    key = key_of(site_id, "MealSite")
    return any_of(
        row.site_id,
        keys_where(
            models.MealSite,
            lambda site: (
                (site.id == key)
                | exists(
                    models.MealSite, lambda point: (point.id == key) & (point.kitchen_id == site.id)
                )
            ),
        ),
    )
