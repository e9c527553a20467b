"""What in a month's meals asks for an explanation: kinds of findings, and from which figures on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hub.canteen.rules.placing import check_text
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused
from hub.canteen.rules.settlement import REVIEWERS
from hub.kernel.access import Role

ANOMALY_DECIDERS = REVIEWERS
"""Who says what came of a finding: never the canteen itself."""
ANOMALY_READERS = (*REVIEWERS, Role.CIVIL_AFFAIRS_AUDITOR)
_MOST = 100_000


class AnomalyKind(StrEnum):
    """What is unusual (异常类别)."""

    ENTITLEMENT_UNUSED = "ENTITLEMENT_UNUSED"
    """Somebody had subsidised meals here, and none anywhere for long (补贴长期未用)."""
    SUGAR = "SUGAR"
    """A dish with much sugar for who needs little (糖尿病高糖)."""
    SODIUM = "SODIUM"
    """A dish with much salt for who needs little (高血压高钠)."""
    DELIVERED_LATE = "DELIVERED_LATE"
    """A meal came later than it had to (送餐迟到)."""
    REDEEMED_TWICE = "REDEEMED_TWICE"
    """A person took two meals within a short time (短时重复核销)."""
    MANUAL = "MANUAL"
    """Staff vouched for meals that a person could have proved (人工核销)."""
    BULK_AT_CLOSING = "BULK_AT_CLOSING"
    """Somebody redeemed many meals one after the other as the meal ended (临近收餐集中核销)."""
    WITHOUT_FACE = "WITHOUT_FACE"
    """A person's meals in a row were never proved by face, where others' are (连续非人脸核销)."""
    PRICE_RAISED = "PRICE_RAISED"
    """A dish was raised to just the price from which more subsidy is paid (抬价凑补)."""
    AFTER_DEATH = "AFTER_DEATH"
    """A meal was redeemed for somebody who had died (身故后核销)."""


class AnomalyStatus(StrEnum):
    """What came of a finding (异常处理状态)."""

    FOUND = "FOUND"
    """Nobody has looked into it (待核查)."""
    EXPLAINED = "EXPLAINED"
    """There is a good reason for it (已说明)."""
    CONFIRMED = "CONFIRMED"
    """It was wrong (属实)."""


ANOMALY_MOVES: Mapping[AnomalyStatus, frozenset[AnomalyStatus]] = {
    AnomalyStatus.FOUND: frozenset({AnomalyStatus.EXPLAINED, AnomalyStatus.CONFIRMED}),
    AnomalyStatus.EXPLAINED: frozenset(),
    AnomalyStatus.CONFIRMED: frozenset(),
}
"""From each state, the states that may follow."""


class SettlementFigureKind(StrEnum):
    """What a figure of settlements and findings says, and its unit (结算与异常参数)."""

    PUBLIC_DAYS = "PUBLIC_DAYS"
    """For how many days everybody may see a publicised list (公示天数)."""
    UNUSED_DAYS = "UNUSED_DAYS"
    """After how many days without a meal an entitlement counts as unused (未用天数)."""
    SUGAR_MG = "SUGAR_MG"
    """From how much sugar in a dish on, in milligrams (糖)."""
    SODIUM_MG = "SODIUM_MG"
    """From how much sodium in a dish on, in milligrams (钠)."""
    LATE_MINUTES = "LATE_MINUTES"
    """More than how many minutes a delivery is late (迟到分钟)."""
    TWICE_MINUTES = "TWICE_MINUTES"
    """Within how many minutes two meals of a person are unusual (重复间隔)."""
    MANUAL_MEALS = "MANUAL_MEALS"
    """From how many meals of a person in a month on that staff vouched for (人工核销次数)."""
    BULK_MEALS = "BULK_MEALS"
    """From how many meals on that one account redeems as a meal ends (集中核销份数)."""
    BULK_MINUTES = "BULK_MINUTES"
    """From how many minutes before the end of the meal on these count (收餐前分钟)."""
    FACELESS_MEALS = "FACELESS_MEALS"
    """From how many meals in a row on that were not proved by face (连续非人脸次数)."""
    PRICE_PERCENT = "PRICE_PERCENT"
    """Within how many percent above such a price a raised one counts as just there (抬价幅度)."""


@dataclass(frozen=True, slots=True)
class SettlementFigures:
    """The figures in force on a day."""

    values: Mapping[SettlementFigureKind, int]

    def __getitem__(self, kind: SettlementFigureKind) -> int:
        return self.values[kind]


def check_settlement_figure(value: int, source: str, from_on: date, today: date) -> None:
    """Refuse a figure that cannot be, that begins before today, or that nobody decided.

    Raises:
        CanteenRefused: FIGURE_NOT_VALID, FIGURE_PAST, REASON_NEEDED.
    """
    if not 1 <= value <= _MOST:
        raise CanteenRefused(CanteenReason.FIGURE_NOT_VALID, field="value", most=_MOST)
    if from_on < today:
        raise CanteenRefused(CanteenReason.FIGURE_PAST, field="fromOn", earliest_on=today)
    check_text("source", source)
    if not source.strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="source")


def check_anomaly_move(status: AnomalyStatus, to: AnomalyStatus, note: str) -> None:
    """Refuse a verdict on what was decided already, or without a word.

    Raises:
        CanteenRefused: ANOMALY_DECIDED, REASON_NEEDED.
    """
    check_text("note", note)
    if to not in ANOMALY_MOVES[status]:
        raise CanteenRefused(CanteenReason.ANOMALY_DECIDED, field="anomalyId")
    if not note.strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="note")
