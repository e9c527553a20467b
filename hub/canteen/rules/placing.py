"""Whether an order may be placed and what it comes to: facts in, a decision or a refusal out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from unicodedata import category
from uuid import UUID

from hub.canteen.rules.access import STAFF, works_at
from hub.canteen.rules.diet import (
    Caution,
    Food,
    Need,
    cautions,
    check_allergies,
    check_cautions,
)
from hub.canteen.rules.eligibility import Meal, Person, suited_diets
from hub.canteen.rules.menus import MealPeriod, MenuStatus
from hub.canteen.rules.orders import FulfilmentMode, OrderChannel, OrderStatus
from hub.canteen.rules.policies import FundingLevel, Policy, UseWindow
from hub.canteen.rules.quotes import Quote, Used
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused
from hub.canteen.rules.subsidies import quote
from hub.canteen.rules.wording import site_closed, sold_out
from hub.kernel.access import Viewer

LONGEST_TEXT = 200
"""Characters of an address, a note or a reason."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Portions of one dish of the menu."""

    item_id: UUID
    portions: int


@dataclass(frozen=True, slots=True)
class Item:
    """One dish of the menu as it stands: unit price, portions left, and which version of it."""

    price_fen: int
    left: int
    food: Food
    revision: int = 0


@dataclass(frozen=True, slots=True)
class MenuFacts:
    """The menu, and how it is served at one point in one mode; no `serving_id`, no such service.

    `closed_why` and `closed_until_on` are of the closure that it falls into, if any.
    """

    menu_id: UUID
    site_id: UUID
    point_id: UUID
    on: date
    period: MealPeriod
    status: MenuStatus
    is_open: bool
    portions_a_person: int
    ancestors: Sequence[UUID]
    place: Mapping[FundingLevel, str]
    serving_id: UUID | None
    cutoff_at: datetime | None
    serve_until_at: datetime | None
    is_full: bool
    items: Mapping[UUID, Item]
    closed_why: str | None = None
    closed_until_on: date | None = None


@dataclass(frozen=True, slots=True)
class ResidentFacts:
    """The resident on the day of the meal; `is_ward` when the viewer is their proxy for meals."""

    resident_id: UUID
    died_on: date | None
    moved_out_on: date | None
    is_ward: bool
    has_order: bool
    address: str | None
    needs: Sequence[Need]
    person: Person


@dataclass(frozen=True, slots=True)
class SubsidyFacts:
    """The policy in force where and when the meal is served, and what the person has of its caps.

    `used` counts under whatever policy it was: a week in which the policy changes has one cap.
    """

    policy_id: UUID | None
    policy: Policy | None
    used: Mapping[UseWindow, Used]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for. `reason` is why staff add an order after the cut-off.

    `accepts_cautions`: the person, or who orders for them, wants a dish that a chronic disease
    speaks against. `is_standing`: the hub orders, from a standing order.
    """

    mode: FulfilmentMode
    wanted: Sequence[Wanted]
    address: str | None = None
    note: str | None = None
    by_phone: bool = False
    reason: str | None = None
    expected_due_fen: int | None = None
    accepts_cautions: bool = False
    is_standing: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """An order that may be placed. After the cut-off it takes spare portions and starts LOCKED."""

    channel: OrderChannel
    is_after_cutoff: bool
    status: OrderStatus
    quote: Quote
    cautions: Sequence[Caution]
    address: str | None


def decide(
    viewer: Viewer,
    menu: MenuFacts,
    resident: ResidentFacts,
    subsidy: SubsidyFacts,
    request: Request,
    *,
    now: datetime,
) -> Decision:
    """Decide on an order from the facts as they stand.

    Portions, the seat, the cut-off and the one order a meal are checked here to refuse early and in
    words; the statement that writes the order enforces each of them again.

    Raises:
        CanteenRefused: with the first reason that applies.
    """
    channel = (
        OrderChannel.STANDING
        if request.is_standing
        else channel_for(viewer, menu, resident, by_phone=request.by_phone)
    )
    is_staff = channel in (OrderChannel.COUNTER, OrderChannel.PHONE)
    _check_texts(request)
    check_wanted(request.wanted, menu)
    _check_person(resident, menu.on)
    is_late = _check_open(menu, now, is_staff=is_staff, reason=request.reason)
    if resident.has_order:
        raise CanteenRefused(CanteenReason.ALREADY_ORDERED, field="menuId")
    if menu.is_full:
        raise CanteenRefused(CanteenReason.FULL, field="mode")
    foods = [menu.items[wanted.item_id].food for wanted in request.wanted]
    check_allergies(resident.needs, foods)
    warned = cautions(resident.needs, foods)
    check_cautions(warned, accepted=request.accepts_cautions)
    check_left(request.wanted, menu.items)
    priced = price(menu, resident, subsidy, request)
    if request.expected_due_fen is not None and request.expected_due_fen != priced.due_fen:
        raise CanteenRefused(
            CanteenReason.PRICE_CHANGED, field="expectedDueFen", due_fen=priced.due_fen
        )
    return Decision(
        channel=channel,
        is_after_cutoff=is_late,
        status=OrderStatus.LOCKED if is_late else OrderStatus.PLACED,
        quote=priced,
        cautions=warned,
        address=_address(request, resident),
    )


def channel_for(
    viewer: Viewer, menu: MenuFacts, resident: ResidentFacts, *, by_phone: bool
) -> OrderChannel:
    """As what the viewer orders for the resident.

    Raises:
        CanteenRefused: NO_SUCH_RESIDENT, the same as for a key that no resident has.
    """
    if viewer.resident_id == resident.resident_id:
        return OrderChannel.SELF
    if works_at(viewer, STAFF, (menu.site_id, menu.point_id), menu.ancestors):
        return OrderChannel.PHONE if by_phone else OrderChannel.COUNTER
    if resident.is_ward:
        return OrderChannel.PROXY
    raise CanteenRefused(CanteenReason.NO_SUCH_RESIDENT, field="residentId")


MOST_MEALS = 30
"""Meals that one request may order: ten days with three each."""


def check_several(meals: int) -> None:
    """Refuse a request for no meal, or for more than one request may order.

    Raises:
        CanteenRefused: NOTHING_ORDERED, TOO_MANY_ORDERS.
    """
    if not meals:
        raise CanteenRefused(CanteenReason.NOTHING_ORDERED, field="orders")
    if meals > MOST_MEALS:
        raise CanteenRefused(CanteenReason.TOO_MANY_ORDERS, field="orders", most=MOST_MEALS)


def check_wanted(wanted: Sequence[Wanted], menu: MenuFacts) -> None:
    """Refuse what no order can hold: nothing, a dish twice, a foreign dish, too many portions."""
    if not wanted:
        raise CanteenRefused(CanteenReason.NOTHING_ORDERED, field="lines")
    most = menu.portions_a_person
    seen: set[UUID] = set()
    for place, line in enumerate(wanted):
        if not 1 <= line.portions <= most:
            raise CanteenRefused(
                CanteenReason.PORTIONS_NOT_VALID, field=f"lines.{place}.portions", most=most
            )
        if line.item_id in seen:
            raise CanteenRefused(CanteenReason.ITEM_TWICE, field=f"lines.{place}.itemId")
        if line.item_id not in menu.items:
            raise CanteenRefused(CanteenReason.NO_SUCH_ITEM, field=f"lines.{place}.itemId")
        seen.add(line.item_id)
    if sum(line.portions for line in wanted) > most:
        raise CanteenRefused(CanteenReason.PORTIONS_NOT_VALID, field="lines", most=most)


def check_left(wanted: Sequence[Wanted], items: Mapping[UUID, Item]) -> None:
    """Refuse more portions of a dish than are left."""
    for place, line in enumerate(wanted):
        item = items[line.item_id]
        if line.portions > item.left:
            raise sold_out(f"lines.{place}.portions", item.food.name, item.left)


def price(
    menu: MenuFacts,
    resident: ResidentFacts,
    subsidy: SubsidyFacts,
    request: Request,
    *,
    explains: bool = False,
) -> Quote:
    """What the wanted dishes cost the resident, with every step, and `explains` why no other."""
    lines = [(menu.items[line.item_id], line.portions) for line in request.wanted]
    bill = sum(item.price_fen * portions for item, portions in lines)
    diets = suited_diets(item.food for item, _ in lines)
    meal = Meal(menu.on, menu.period, request.mode, bill, place=menu.place, diets=diets)
    return quote(subsidy.policy, resident.person, meal, subsidy.used, explains=explains)


def check_text(name: str, text: str | None, *, most: int = LONGEST_TEXT) -> None:
    """Refuse a text that is too long, or that holds what is no character of a text."""
    if text is None:
        return
    if len(text) > most:
        raise CanteenRefused(CanteenReason.TEXT_TOO_LONG, field=name, most=most)
    if any(category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in text):
        raise CanteenRefused(CanteenReason.TEXT_NOT_VALID, field=name)


def is_open_at(cutoff_at: datetime, now: datetime) -> bool:
    """Whether orders are accepted: before the cut-off, no longer at it."""
    return now < cutoff_at


def _check_texts(request: Request) -> None:
    for name, text in (
        ("address", request.address),
        ("note", request.note),
        ("reason", request.reason),
    ):
        check_text(name, text)


def _check_person(resident: ResidentFacts, on: date) -> None:
    if resident.died_on is not None or (
        resident.moved_out_on is not None and resident.moved_out_on <= on
    ):
        raise CanteenRefused(CanteenReason.RESIDENT_GONE, field="residentId")


def _check_open(menu: MenuFacts, now: datetime, *, is_staff: bool, reason: str | None) -> bool:
    """Whether the order comes after the cut-off, which only staff may, with a reason."""
    if menu.status is MenuStatus.DRAFT:
        raise CanteenRefused(CanteenReason.NO_SUCH_MENU, field="menuId")
    if menu.serving_id is None or menu.cutoff_at is None or menu.serve_until_at is None:
        raise CanteenRefused(CanteenReason.NOT_SERVED_THIS_WAY, field="mode")
    if not menu.is_open:
        raise site_closed(menu.closed_why, menu.closed_until_on)
    if menu.status is MenuStatus.PUBLISHED and is_open_at(menu.cutoff_at, now):
        return False
    if not is_staff or now >= menu.serve_until_at:
        raise CanteenRefused(
            CanteenReason.ORDERING_CLOSED, field="menuId", closed_at=menu.cutoff_at
        )
    if not (reason or "").strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="reason")
    return True


def _address(request: Request, resident: ResidentFacts) -> str | None:
    if request.mode is not FulfilmentMode.DELIVERY:
        return None
    address = (request.address or "").strip() or resident.address
    if not address:
        raise CanteenRefused(CanteenReason.ADDRESS_NEEDED, field="address")
    return address
