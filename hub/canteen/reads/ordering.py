"""All facts about one order, in one statement, and what the rules make of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from hub.canteen.reads.source import Fetches
from hub.canteen.rules import (
    CanteenReason,
    CanteenRefused,
    Decision,
    Food,
    FulfilmentMode,
    FundingLevel,
    Item,
    MealPeriod,
    MenuFacts,
    MenuStatus,
    Need,
    Person,
    Policy,
    Request,
    ResidentFacts,
    SubsidyFacts,
    Used,
    UseWindow,
    decide,
    load_policy,
)
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of
from hub.people.reads import may_act_sql
from hub.people.rules import DietaryNeedKind, ProxyScope, StatusKind

# Served how (mode) at which point, by whom for whom. A row comes even when the point has no such
# serving or there is no such resident, so that the refusal can say which; none when the point does
# not serve this menu at all.
_FACTS = f"""
SELECT m.site_id, point.id AS point_id, m."on", m.period, m.status, s.id AS serving_id,
    s.cutoff_at, s.serve_until_at,
    s.taken >= s.capacity AS is_full,
    place.is_open AND cook.is_open AND s.closed_at IS NULL AS is_open,
    (SELECT json_build_array(c.reason, c.until_on) FROM meal_site_closure c
        WHERE s.closed_at IS NOT NULL AND c.site_id IN (point.id, m.site_id)
        AND c.ended_at IS NULL AND m.period = ANY(c.periods) AND c.from_on <= m."on"
        AND (c.until_on IS NULL OR m."on" < c.until_on)
        ORDER BY c.until_on DESC NULLS FIRST, c.id LIMIT 1)::text AS closure,
    point.portions_a_person, spot.ancestors AS spot, cooked.ancestors AS cooked,
    (SELECT ancestors FROM area WHERE id = point.funding_area_id) AS funding,
    (SELECT json_agg(json_build_array(i.id, i.revision, i.name, i.price_fen,
        CASE WHEN i.is_sold_out THEN 0 ELSE i.portions - i.taken END, d.allergens, d.sugar_mg,
        d.sodium_mg, d.is_low_sugar, d.is_low_salt, d.is_soft, d.contents))
        FROM menu_item i JOIN dish d ON d.id = i.dish_id
        WHERE i.menu_id = m.id AND i.id = ANY($5))::text AS items,
    r.id AS resident_id, r.born_on, r.died_on, r.moved_out_on,
    home.ancestors AS home, hukou.ancestors AS hukou,
    CASE WHEN $3 = 'DELIVERY' THEN (SELECT string_agg(a.name, '' ORDER BY cardinality(a.ancestors))
        FROM area a WHERE a.id = ANY(home.ancestors)
        AND a.kind IN ('COMPOUND', 'BUILDING', 'ENTRANCE')) || coalesce(r.room, '') END AS address,
    (SELECT json_agg(json_build_array(kind, level)) FROM resident_status
        WHERE resident_id = r.id AND from_on <= m."on"
        AND (until_on IS NULL OR m."on" < until_on))::text AS statuses,
    (SELECT json_agg(json_build_array(kind, substance)) FROM dietary_need
        WHERE resident_id = r.id AND from_on <= m."on"
        AND (until_on IS NULL OR m."on" < until_on))::text AS needs,
    {may_act_sql(holder="$6", ward="r.id", scope=ProxyScope.MEAL_ORDER, day="$7")} AS is_ward,
    EXISTS (SELECT 1 FROM meal_order o WHERE o.resident_id = r.id AND o."on" = m."on"
        AND o.period = m.period
        AND o.status NOT IN ('CANCELLED', 'CANCELLED_LATE', 'SITE_CANCELLED')) AS has_order,
    p.id AS policy_id, p.area_id AS policy_area_id,
    (SELECT json_agg(json_build_array("window", amount_fen, meals))
        FROM subsidy_use WHERE resident_id = r.id AND (("window" = 'DAY' AND from_on = m."on")
        OR ("window" = 'WEEK' AND from_on = date_trunc('week', m."on")::date)))::text AS used
FROM menu m
JOIN meal_site point ON point.id = coalesce($2, m.site_id)
    AND coalesce(point.kitchen_id, point.id) = m.site_id
JOIN site place ON place.id = point.id
JOIN site cook ON cook.id = m.site_id
JOIN area spot ON spot.id = place.area_id
JOIN area cooked ON cooked.id = cook.area_id
LEFT JOIN serving s ON s.menu_id = m.id AND s.point_id = point.id AND s.mode = $3
LEFT JOIN resident r ON r.id = $4
LEFT JOIN area home ON home.id = r.area_id
LEFT JOIN area hukou ON hukou.id = r.hukou_area_id
LEFT JOIN LATERAL (SELECT id, area_id FROM subsidy_policy
    WHERE area_id = ANY(spot.ancestors) AND from_on <= m."on"
    AND (until_on IS NULL OR m."on" < until_on)
    ORDER BY array_position(spot.ancestors, area_id) DESC LIMIT 1) p ON true
WHERE m.id = $1
"""
_MENU_TO_ORDER_FROM = "SELECT id FROM menu WHERE id = $1 AND status <> 'DRAFT'"
_POLICY = "SELECT document FROM subsidy_policy WHERE id = $1"

# A version of a policy never changes, so it is read and validated once per process.
_policies: dict[UUID, Policy] = {}


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """The facts about one order. `resident` is null when nobody has the key."""

    menu: MenuFacts
    resident: ResidentFacts | None
    subsidy: SubsidyFacts


async def order_facts(
    source: Fetches,
    *,
    menu_id: UUID,
    point_id: UUID | None,
    mode: FulfilmentMode,
    resident_id: UUID | None,
    item_ids: Sequence[UUID],
    holder_id: UUID | None,
    now: datetime,
) -> OrderFacts | None:
    """Everything that decides about an order; null when the point does not serve this menu.

    The point is the kitchen of the menu when none is given.
    `holder_id` is the resident behind the viewer, who may be a proxy of `resident_id` today.
    """
    row = await source.fetchrow(
        _FACTS, menu_id, point_id, mode, resident_id, item_ids, holder_id, day_of(now)
    )
    if row is None:
        return None
    policy_id = row["policy_id"]
    policy = None if policy_id is None else await _policy(source, policy_id)
    used = {
        UseWindow(window): Used(amount_fen, meals)
        for window, amount_fen, meals in _list(row["used"])
    }
    return OrderFacts(
        _menu(row, menu_id),
        None if row["resident_id"] is None else _resident(row),
        SubsidyFacts(policy_id, policy, used),
    )


async def quoted(
    source: Fetches,
    *,
    menu_id: UUID,
    point_id: UUID | None,
    resident_id: UUID | None,
    request: Request,
    viewer: Viewer,
    now: datetime,
) -> tuple[OrderFacts, ResidentFacts, Decision]:
    """The facts about an order that is asked for, and what the rules decide.

    Raises:
        CanteenRefused: with the first reason why it may not be placed.
    """
    facts = await order_facts(
        source,
        menu_id=menu_id,
        point_id=point_id,
        mode=request.mode,
        resident_id=resident_id,
        item_ids=[line.item_id for line in request.wanted],
        holder_id=viewer.resident_id,
        now=now,
    )
    if facts is None:
        # The menu is there, so that it is the point which does not serve it.
        if point_id is not None and await source.fetchrow(_MENU_TO_ORDER_FROM, menu_id):
            raise CanteenRefused(CanteenReason.NOT_SERVED_HERE, field="pointId")
        raise CanteenRefused(CanteenReason.NO_SUCH_MENU, field="menuId")
    if facts.resident is None:
        raise CanteenRefused(CanteenReason.NO_SUCH_RESIDENT, field="residentId")
    decision = decide(viewer, facts.menu, facts.resident, facts.subsidy, request, now=now)
    return facts, facts.resident, decision


def _menu(row: asyncpg.Record, menu_id: UUID) -> MenuFacts:
    items = {}
    for key, revision, name, price_fen, left, allergens, *nutrition in _list(row["items"]):
        item_id = UUID(key)
        food = Food(item_id, name, frozenset(allergens), *nutrition)
        items[item_id] = Item(price_fen, left, food, revision)
    why, until_on = _list(row["closure"]) or (None, None)
    return MenuFacts(
        menu_id=menu_id,
        site_id=row["site_id"],
        point_id=row["point_id"],
        on=row["on"],
        period=MealPeriod(row["period"]),
        status=MenuStatus(row["status"]),
        is_open=row["is_open"],
        portions_a_person=row["portions_a_person"],
        ancestors=[*row["spot"], *row["cooked"]],
        place=funding_areas(row["spot"], row["funding"]),
        serving_id=row["serving_id"],
        cutoff_at=row["cutoff_at"],
        serve_until_at=row["serve_until_at"],
        is_full=bool(row["is_full"]),
        items=items,
        closed_why=why,
        closed_until_on=until_on and date.fromisoformat(until_on),
    )


def _resident(row: asyncpg.Record) -> ResidentFacts:
    home, area_id = row["home"] or [], row["policy_area_id"]
    person = Person(
        born_on=row["born_on"],
        is_hukou=area_id in (row["hukou"] or ()),
        is_usual=area_id in home,
        statuses=[(StatusKind(kind), level) for kind, level in _list(row["statuses"])],
        home=funding_areas(home),
    )
    return ResidentFacts(
        resident_id=row["resident_id"],
        died_on=row["died_on"],
        moved_out_on=row["moved_out_on"],
        is_ward=row["is_ward"],
        has_order=row["has_order"],
        address=row["address"] or None,
        needs=[Need(DietaryNeedKind(kind), substance) for kind, substance in _list(row["needs"])],
        person=person,
    )


def funding_areas(
    ancestors: Sequence[UUID], funding: Sequence[UUID] | None = None
) -> Mapping[FundingLevel, str]:
    """The area of each funding level on a path: the city is a county-level one, so it is both.

    `funding` is the path of the area that pays for a site in place of where it lies: its levels
    count, and those below it stay as they are.
    """
    if funding:
        return {**funding_areas(ancestors), **funding_areas(funding)}
    city, township, community, *_ = [*map(str, ancestors[:3]), "", "", ""]
    areas = {
        FundingLevel.CITY: city,
        FundingLevel.DISTRICT: city,
        FundingLevel.TOWNSHIP: township,
        FundingLevel.COMMUNITY: community,
    }
    return {level: area for level, area in areas.items() if area}


async def _policy(source: Fetches, policy_id: UUID) -> Policy:
    if policy_id not in _policies:
        row = await source.fetchrow(_POLICY, policy_id)
        assert row is not None
        _policies[policy_id] = load_policy(orjson.loads(row["document"]))
    return _policies[policy_id]


def _list(json: str | None) -> list[Any]:
    return orjson.loads(json) if json else []
