"""Last month of the demonstration, settled as far as each kitchen has come, and what was found."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from hub.canteen import commands
from hub.canteen.models import MealAnomaly, SettlementBatch, SettlementLine
from hub.canteen.rules import AnomalyStatus, SettlementStatus
from hub.demo.staff import Staff
from hub.kernel.access import Grant, Role, Viewer
from hub.kernel.context import Actor

_S = SettlementStatus
_STEPS = (
    (_S.SUBMITTED, Role.CANTEEN_MANAGER),
    (_S.COMMUNITY_CHECKED, Role.COMMUNITY_MANAGER),
    (_S.TOWN_APPROVED, Role.TOWNSHIP_REVIEWER),
    (_S.PUBLICISED, Role.TOWNSHIP_REVIEWER),
    (_S.PAID, Role.CITY_ADMINISTRATOR),
)
_REACHED = (4, 5, 1, 3, 2, 0)
"""How many steps the settlements of the kitchens have taken, in turn."""
_OPERATION = "hub demo"
_EXCEPTIONS = (
    ("照片与本人不符", "已调取当日监控，系本人到场就餐。"),
    ("同日两次核销", None),
)


async def settle(team: Staff, kitchens: Sequence[UUID], now: datetime) -> None:
    """Settle last month by the commands, each step by whoever it is for, and report on it."""
    month_on = (now.date().replace(day=1) - timedelta(days=1)).replace(day=1)
    people = _people(team)
    for place, site_id in enumerate(kitchens):
        await commands.report_anomalies(
            Actor(operation=_OPERATION), site_id=site_id, month_on=month_on, now=now
        )
        manager = people[Role.CANTEEN_MANAGER]
        key = await commands.open_settlement(
            _actor(manager), site_id=site_id, month_on=month_on, viewer=manager, now=now
        )
        while await commands.build_piece(Actor(operation=_OPERATION), batch_id=key, now=now):
            pass
        for to, role in _STEPS[: _REACHED[place % len(_REACHED)]]:
            await _take(key, to, people[role], now)
        await _go_on(key, people, now)
    await _look_into(people[Role.TOWNSHIP_REVIEWER], now)


async def _go_on(key: UUID, people: dict[Role, Viewer], now: datetime) -> None:
    """What follows from where a settlement stands: settled orders, or objections and a return."""
    batch = await SettlementBatch.get(id=key)
    if batch.status is _S.PAID:
        while await commands.settle_piece(Actor(operation=_OPERATION), batch_id=key, now=now):
            pass
    elif batch.status is _S.SUBMITTED and batch.line_count > len(_EXCEPTIONS):
        checker, manager = people[Role.COMMUNITY_MANAGER], people[Role.CANTEEN_MANAGER]
        lines = await SettlementLine.filter(batch_id=key).order_by("on", "id").limit(2)
        for line, (why, answer) in zip(lines, _EXCEPTIONS, strict=True):
            await commands.raise_exception(
                _actor(checker), line_id=line.id, reason=why, viewer=checker, now=now
            )
            if answer:
                await commands.answer_exception(
                    _actor(manager), line_id=line.id, answer=answer, viewer=manager, now=now
                )
        await _take(key, _S.RETURNED, checker, now, "两条明细需说明")


async def _take(
    key: UUID, to: SettlementStatus, viewer: Viewer, now: datetime, why: str | None = None
) -> None:
    await commands.move_settlement(
        _actor(viewer), batch_id=key, to=to, version=1, viewer=viewer, now=now, reason=why
    )


async def _look_into(viewer: Viewer, now: datetime) -> None:
    """A finding that was explained, and one that was wrong; the others wait."""
    findings = await MealAnomaly.all().order_by("kind", "subject").limit(2)
    verdicts = (
        (AnomalyStatus.EXPLAINED, "家属已说明情况，属实就餐。"),
        (AnomalyStatus.CONFIRMED, "经核查属实，已要求整改。"),
    )
    for finding, (to, note) in zip(findings, verdicts, strict=False):
        await commands.decide_anomaly(
            _actor(viewer), anomaly_id=finding.id, to=to, note=note, viewer=viewer, now=now
        )


def _people(team: Staff) -> dict[Role, Viewer]:
    """Who takes the steps: the accounts of the demonstration, here for the whole city."""
    accounts = {grant["role"]: grant["account_id"] for grant in team.grants}
    return {
        role: Viewer(account_id=UUID(str(accounts[role])), grants=(Grant(role),))
        for _, role in _STEPS
    }


def _actor(viewer: Viewer) -> Actor:
    return Actor(operation=_OPERATION, account_id=viewer.account_id)
