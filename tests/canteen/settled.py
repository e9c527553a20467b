"""A month of subsidised meals, made inside PostgreSQL, and the people who settle it."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from hub.accounts.models import Account
from hub.canteen import commands
from hub.canteen.jobs import settlement
from hub.canteen.models import MealOrder, MealSite, SettlementBatch, SettlementLine
from hub.canteen.rules import SettlementStatus
from hub.grid.models import Area, Site
from hub.kernel import db
from hub.kernel.access import Grant, Role, Viewer
from hub.kernel.clock import HUB_ZONE
from hub.kernel.context import Actor
from hub.query import global_id
from tests import make
from tests.canteen.published import document

MAY = date(2026, 5, 1)
NOW = datetime(2026, 6, 3, 9, tzinfo=HUB_ZONE)
"""In the month after."""
JULY = datetime(2026, 7, 2, 9, tzinfo=HUB_ZONE)
STEPS = (
    SettlementStatus.SUBMITTED,
    SettlementStatus.COMMUNITY_CHECKED,
    SettlementStatus.TOWN_APPROVED,
    SettlementStatus.PUBLICISED,
    SettlementStatus.PAID,
)
_FILL = """
WITH menus AS (
    INSERT INTO menu (id, site_id, "on", period, status, cutoff_at, published_at, locked_at,
        last_number)
    SELECT gen_random_uuid(), $1, day::date, 'LUNCH', 'LOCKED', day - interval '6 hours',
        day - interval '4 days', day - interval '6 hours', $3
    FROM generate_series($2::date, $2::date + $4::int - 1, interval '1 day') AS day
    RETURNING id, "on"
), servings AS (
    INSERT INTO serving (id, menu_id, point_id, mode, cutoff_at, serve_from_at, serve_until_at,
        taken)
    SELECT gen_random_uuid(), id, $1, 'DINE_IN', "on" - interval '6 hours',
        "on" + interval '11 hours', "on" + interval '13 hours', $3 FROM menus
    RETURNING id, menu_id
), people AS (
    SELECT id, row_number() OVER (ORDER BY registered_at, id) AS place FROM resident
    WHERE area_id = $6
), ordered AS (
    INSERT INTO meal_order (id, number, menu_id, serving_id, site_id, point_id, "on", period,
        mode, resident_id, status, status_at, price_fen, discount_fen, subsidy_fen, due_fen,
        policy_id, shares, quote, channel, placed_at, is_after_cutoff, has_diet_conflict)
    SELECT gen_random_uuid(), place, m.id, s.id, $1, $1, m."on", 'LUNCH', 'DINE_IN', p.id,
        'SERVED', m."on" + interval '12 hours', 1200, 0, 600, 600, $5,
        '[{"level": "CITY", "amount_fen": 300}, {"level": "DISTRICT", "amount_fen": 200},
          {"level": "TOWNSHIP", "amount_fen": 100}]', '{"steps": [], "cautions": []}', 'SELF',
        m."on" - interval '10 hours', false, false
    FROM menus m JOIN servings s ON s.menu_id = m.id JOIN people p ON place <= $3
    RETURNING id, resident_id, "on"
), claimed AS (
    INSERT INTO subsidy_claim (id, order_id, resident_id, policy_id, "on", period, amount_fen,
        status)
    SELECT gen_random_uuid(), id, resident_id, $5, "on", 'LUNCH', 600, 'REDEEMED' FROM ordered
)
INSERT INTO redemption (id, order_id, point_id, method, at, recorded_at)
SELECT gen_random_uuid(), id, $1, 'QR', "on" + interval '12 hours', "on" + interval '12 hours'
FROM ordered
"""


class Place(NamedTuple):
    """A canteen of a community of a township of the city, and where its eaters live."""

    site: MealSite
    community: Area
    home: Area
    policy_id: UUID

    @property
    def township_id(self) -> UUID:
        assert self.community.parent_id is not None
        return self.community.parent_id


class Team(NamedTuple):
    """Who takes each step, each by an account of their own."""

    manager: Viewer
    checker: Viewer
    approver: Viewer
    payer: Viewer

    def of(self, to: SettlementStatus) -> Viewer:
        """Whose step it is to take a batch there."""
        return {
            SettlementStatus.SUBMITTED: self.manager,
            SettlementStatus.COMMUNITY_CHECKED: self.checker,
            SettlementStatus.PAID: self.payer,
        }.get(to, self.approver)


async def place() -> Place:
    """Where meals are taken."""
    community = await make.community()
    home = await make.compound(community)
    city = await Area.get(id=community.ancestors[0])
    policy = await make.policy(city, document("xuyi"))
    return Place(await make.canteen(community), community, home, policy.id)


async def meals(where: Place, people: int = 2, days: int = 3, first: date = MAY) -> None:
    """A lunch a day with a subsidy of 6 yuan (3, 2 and 1) for everybody, redeemed by code."""
    async with db.acquire() as connection, connection.transaction():
        await connection.execute("SET LOCAL statement_timeout = 0")
        await connection.execute(
            _FILL, where.site.id, first, people, days, where.policy_id, where.home.id, timeout=600
        )


async def eaters(where: Place, *names: str) -> list[UUID]:
    """Residents by name who live there."""
    return [(await make.resident(name=name, area_id=where.home.id)).id for name in names]


async def team(where: Place) -> Team:
    """The four people of a canteen's settlements."""

    async def viewer(
        role: Role, area_id: UUID | None = None, site_id: UUID | None = None
    ) -> Viewer:
        grant = Grant(role, area_id=area_id, site_id=site_id)
        return Viewer(account_id=(await make.account()).id, grants=(grant,))

    return Team(
        await viewer(Role.CANTEEN_MANAGER, site_id=where.site.id),
        await viewer(Role.COMMUNITY_MANAGER, area_id=where.community.id),
        await viewer(Role.TOWNSHIP_REVIEWER, area_id=where.township_id),
        await viewer(Role.CITY_ADMINISTRATOR),
    )


def actor(viewer: Viewer) -> Actor:
    """The viewer, as commands know them."""
    return Actor(operation="test", account_id=viewer.account_id)


async def opened(
    where: Place, by: Viewer, month_on: date = MAY, now: datetime = NOW
) -> SettlementBatch:
    """A settlement whose lines are put together."""
    key = await commands.open_settlement(
        actor(by), site_id=where.site.id, month_on=month_on, viewer=by, now=now
    )
    await settlement.build_settlements.run(now)
    return await SettlementBatch.get(id=key)


async def step(
    batch: SettlementBatch,
    to: SettlementStatus,
    by: Viewer,
    now: datetime = NOW,
    reason: str = "核对",
) -> SettlementBatch:
    """The batch after one step."""
    await batch.refresh_from_db()
    await commands.move_settlement(
        actor(by),
        batch_id=batch.id,
        to=to,
        version=batch.version,
        viewer=by,
        now=now,
        reason=reason,
    )
    await batch.refresh_from_db()
    return batch


async def brought(
    batch: SettlementBatch, people: Team, until: SettlementStatus, now: datetime = NOW
) -> SettlementBatch:
    """The batch in a state that it reaches step by step."""
    for to in STEPS[: STEPS.index(until) + 1]:
        await step(batch, to, people.of(to), now)
    return batch


async def lines_of(batch: SettlementBatch) -> list[SettlementLine]:
    """The lines that count, by day."""
    return await SettlementLine.filter(batch_id=batch.id, removed_at=None).order_by("on", "id")


async def states() -> set[str]:
    """The states that orders are in."""
    return {order.status.value for order in await MealOrder.all()}


async def account_of(viewer: Viewer) -> Account:
    """The account behind a viewer."""
    return await Account.get(id=viewer.account_id)


async def site_of(where: Place) -> Site:
    """The site of the canteen."""
    return await Site.get(id=where.site.id)


def batch_key(batch: SettlementBatch) -> str:
    return global_id("SettlementBatch", batch.id)


def line_key(line: SettlementLine) -> str:
    return global_id("SettlementLine", line.id)
