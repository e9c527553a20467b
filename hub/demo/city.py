"""Filling an empty database with the demonstration city, as it is on the day that it is filled."""

import json
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import asyncpg

from hub.canteen.reads import schedule
from hub.canteen.rules import Policy, document_of
from hub.demo import (
    cards,
    deliveries,
    dishes,
    kitchens,
    menus,
    notices,
    orders,
    places,
    residents,
    settlements,
    staff,
    substitutions,
    weeks,
)
from hub.demo.folder import DemoAccount, Progress
from hub.demo.tables import Row, copy
from hub.kernel import db
from hub.kernel.clock import HUB_ZONE, utc_now
from hub.kernel.ids import new_key

SEED = 610582
"""The same city every time, apart from the dates."""

Tables = dict[str, list[Row]]


async def fill(
    scale: float, progress: Progress, *, now: datetime | None = None
) -> list[DemoAccount]:
    """Fill an empty, migrated database; keys are set. The answer is who may sign in.

    Scale 1 has 4,000 old people and 10,000 orders. `progress` is told of each part and how many of
    its rows are done.
    """
    random = Random(SEED)  # noqa: S311 (nothing here is a secret)
    local = (now or utc_now()).astimezone(HUB_ZONE)
    progress("Grid", 0, places.COMPOUNDS)
    grid = places.build(random)
    progress("Grid", places.COMPOUNDS, places.COMPOUNDS)
    people = residents.build(grid, scale, random, local.date())
    team = await staff.build(grid, people)
    policy_id, policy, policy_row = _policy(grid.city.id, local)
    cooked = dishes.build()
    days = menus.build(grid.kitchens, cooked, scale, random, local)
    counter = orders.Counter(policy_id, policy, team.counter_id, random, local)
    sold = counter.fill(days, people.elders, scale, lambda done: progress("Orders", done, 100))
    sales = list(weeks.leftovers(days, team.counter_id))
    weeks.sell_out(days, local.date() + timedelta(days=1))
    replaced = substitutions.substitute(days, cooked, sold.orders, sold.lines, people.needs, local)
    template, template_items = weeks.template_rows(grid.kitchens[0], cooked)
    books = cards.Books(team.counter_id, random, local)
    money = books.fill(people.elders, sold.orders, sales)
    tables: Tables = {
        "area": _rows(grid.areas),
        "area_parent": _rows(grid.parents),
        "site": _rows(grid.sites),
        "meal_site": _rows(grid.meal_sites),
        "resident": _rows(people.residents),
        "resident_address": _rows(people.addresses),
        "household": _rows(people.households),
        "household_member": _rows(people.members),
        "resident_status": _rows(people.statuses),
        "dietary_need": _rows(people.needs),
        "proxy": _rows(people.proxies),
        "account": _rows(team.accounts),
        "role_grant": _rows(team.grants),
        "subsidy_policy": [policy_row],
        "service_time": list(menus.service_time_rows(grid.kitchens)),
        "meal_site_closure": list(weeks.closures(grid.kitchens, sold.orders, local)),
        "dish": [dish.row() for dish in cooked],
        "dish_ingredient": list(dishes.ingredient_rows(cooked)),
        "dish_part": list(dishes.part_rows(cooked)),
        "menu_template": [template],
        "menu_template_item": _rows(template_items),
        "menu": [day.row() for day in days],
        "menu_item": [row for day in days for row in day.item_rows()],
        "serving": [row for day in days for row in day.serving_rows()],
        "counter_sale": _rows(sales),
        "menu_item_substitution": _rows(replaced.substitutions),
        "meal_order": _rows(sold.orders),
        "meal_order_line": _rows(sold.lines),
        "diet_conflict": _rows(replaced.conflicts),
        "meal_order_move": _rows(sold.moves),
        "subsidy_claim": _rows(sold.claims),
        "subsidy_use": _rows(sold.uses),
        **{table: _rows(rows) for table, rows in money.items()},
    }
    async with db.acquire() as connection, connection.transaction():
        await _copy(connection, tables, progress)
        await kitchens.write_down(connection, team.counter_id, local)
        await deliveries.write_down(connection, random, local)
        # Without it the first plans know nothing of the tables.
        await connection.execute("ANALYZE")
    await settlements.settle(team, [kitchen.id for kitchen in grid.kitchens], local)
    await notices.tell(sold.orders, local)
    return team.shown


async def _copy(connection: asyncpg.Connection, tables: Tables, progress: Progress) -> None:
    total, done = sum(map(len, tables.values())), 0
    for table, rows in tables.items():
        await copy(connection, table, rows)
        done += len(rows)
        progress("Rows", done, total)


def _rows(rows: list[dict[str, object]]) -> list[Row]:
    return [*rows]


def _policy(area_id: UUID, now: datetime) -> tuple[UUID, Policy, Row]:
    published = schedule("chuzhou")
    key = new_key()
    row = {
        "id": key,
        "area_id": area_id,
        "code": published.code,
        "version": 1,
        "name": published.name,
        "source": published.source,
        "from_on": published.valid_from,
        "until_on": None,
        "document": json.dumps(document_of(published.document), ensure_ascii=False),
        "published_at": now,
    }
    return key, published.document, row
