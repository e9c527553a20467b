"""What is unusual in a month's meals, for who looks into it; and the figures that say what is."""

from datetime import date, datetime
from enum import Enum
from typing import Any

import strawberry

from hub.canteen import commands, models, rules
from hub.canteen.schema.access import works_here
from hub.canteen.schema.dishes import Dish
from hub.canteen.schema.ordering import MealOrder
from hub.canteen.schema.settlement import SETTLERS
from hub.canteen.schema.types import CanteenRefusal
from hub.kernel.access import Role
from hub.people.schema.types import Resident
from hub.query import (
    EVERYONE,
    Asker,
    Connection,
    Context,
    Row,
    any_of,
    enumeration,
    expression,
    filters,
    inputs,
    key_of,
    many,
    mutation,
    node,
    one,
    orders,
    payload,
    read,
    record,
    root,
    seen_with,
    where,
)

enumeration(rules.AnomalyKind)
enumeration(rules.AnomalyStatus)
enumeration(rules.SettlementFigureKind)


def _is_seen(anomaly: Any, viewer: Asker) -> Any:
    return works_here(viewer, rules.ANOMALY_READERS, anomaly.report.site)


@record(models.MealAnomalyEvidence)
class MealAnomalyEvidence:
    """A meal that a finding is made of (异常凭据)."""

    position: int
    """The place, from 1."""
    order: MealOrder | None = one()
    """The order, for who may see it."""
    number: int = expression(lambda row: row.order.number)
    """The number of the order within its meal."""
    on: date = expression(lambda row: row.order.on)
    """The day of the meal."""
    period: rules.MealPeriod = expression(lambda row: row.order.period)
    """The meal."""
    method: rules.RedemptionMethod | None = expression(lambda row: row.redemption.method)
    """How it was proved that it was taken; null when it was not."""
    redeemed_at: datetime | None = expression(lambda row: row.redemption.at)
    """When it was taken."""
    redeemed_by: str | None = expression(lambda row: row.redemption.by.display_name)
    """Who redeemed it."""
    reason: str | None = expression(lambda row: row.redemption.reason)
    """What staff said who vouched for it."""

    visible = seen_with("anomaly", _is_seen)


@node(models.MealAnomaly)
class MealAnomaly:
    """Something unusual in a month's meals, with its evidence (异常)."""

    kind: rules.AnomalyKind
    """What is unusual."""
    site_name: str = expression(lambda row: row.report.site.site.name)
    """The kitchen."""
    month_on: date = expression(lambda row: row.report.month_on)
    """The first day of the month."""
    resident: Resident | None = one()
    """Whose meals, for who may see their record; null where it is about no single person."""
    resident_name: str | None = expression(lambda row: row.resident.name)
    """Whose meals."""
    account_name: str | None = expression(lambda row: row.account.display_name)
    """Who redeemed them, where it is about that."""
    dish: Dish | None = one()
    """The dish, where it is about one."""
    measured: int
    """What was measured, in the unit of the kind: days, milligrams, minutes, meals or fen."""
    threshold: int
    """From which figure on it is unusual."""
    status: rules.AnomalyStatus
    """What came of it."""
    found_at: datetime
    """When it was found."""
    decided_at: datetime | None
    """When it was looked into."""
    decided_by: str | None = expression(lambda row: row.decided_by.display_name)
    """Who did."""
    note: str | None
    """What they found."""
    evidence: list[MealAnomalyEvidence] = many("evidence", order_by="position", expected=5)
    """The meals that say so, fifty at most."""

    visible = staticmethod(_is_seen)


@filters(models.MealAnomaly)
class MealAnomalyFilter:
    """Which findings."""

    kinds: list[rules.AnomalyKind] | None = where(lambda row, value: any_of(row.kind, value))
    """Only of one of these kinds."""
    statuses: list[rules.AnomalyStatus] | None = where(lambda row, value: any_of(row.status, value))
    """Only in one of these states."""
    site_id: strawberry.ID | None = where(
        lambda row, value: row.report.site_id == key_of(value, "MealSite")
    )
    """Only of this kitchen."""
    month_on: date | None = where(lambda row, value: row.report.month_on == value)
    """Only of the month that begins on this day."""


@orders(models.MealAnomaly)
class MealAnomalyOrder(Enum):
    """How findings are sorted."""

    LATEST = "-found_at"
    """The one found last first."""
    KIND = "kind"
    """By kind."""


@root(*rules.ANOMALY_READERS, filter=MealAnomalyFilter, order=MealAnomalyOrder)
def meal_anomalies(row: Row, viewer: Asker) -> Connection[MealAnomaly]:
    """What is unusual in the meals of the kitchens that the caller looks after (异常报告)."""
    return _is_seen(row, viewer)


@inputs
class MealAnomalyDecideInput:
    """What came of which finding."""

    anomaly_id: strawberry.ID
    """The finding."""
    to: rules.AnomalyStatus
    """EXPLAINED or CONFIRMED."""
    note: str
    """What was found."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealAnomalyDecided:
    """The finding has a verdict."""

    anomaly: MealAnomaly | None = read()
    """The finding."""


@mutation(*rules.ANOMALY_DECIDERS)
async def meal_anomaly_decide(
    ctx: Context, input: MealAnomalyDecideInput
) -> MealAnomalyDecided | CanteenRefusal:
    """Say what came of a finding; never the canteen itself (核查异常)."""
    key = await commands.decide_anomaly(
        ctx.actor,
        anomaly_id=key_of(input.anomaly_id, "MealAnomaly"),
        to=input.to,
        note=input.note,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return MealAnomalyDecided(anomaly=key)


@node(models.SettlementFigure)
class SettlementFigure:
    """A figure that settlements and findings are worked out with (结算与异常参数)."""

    kind: rules.SettlementFigureKind
    """What it says, and its unit."""
    value: int
    """The figure."""
    source: str
    """Where it was published, or why it was chosen."""
    from_on: date
    """The first day on which it is in force; findings take those of the month's first day."""
    until_on: date | None
    """The first day on which it is no longer; null while no end is known."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return EVERYONE


@root(*SETTLERS, order_by="kind,-from_on")
def settlement_figures(row: Row, viewer: Asker) -> list[SettlementFigure]:
    """The figures that are, were or will be in force (结算与异常参数)."""
    return EVERYONE


@inputs
class SettlementFigureSetInput:
    """Which figure, from when on."""

    kind: rules.SettlementFigureKind
    """What it says."""
    value: int
    """The figure, in its unit."""
    source: str
    """Where it was published, or why it was chosen."""
    from_on: date
    """The first day on which it is in force: today or later."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class SettlementFigureChanged:
    """The figure will be in force."""

    figure: SettlementFigure | None = read()
    """The figure."""


@mutation(Role.CITY_ADMINISTRATOR)
async def settlement_figure_set(
    ctx: Context, input: SettlementFigureSetInput
) -> SettlementFigureChanged | CanteenRefusal:
    """Bring a figure into force; the one before it ends that day (设置结算与异常参数)."""
    key = await commands.set_settlement_figure(
        ctx.actor,
        kind=input.kind,
        value=input.value,
        source=input.source,
        from_on=input.from_on,
        now=ctx.now,
    )
    return SettlementFigureChanged(figure=key)
