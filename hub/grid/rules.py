"""What the grid allows: which area lies in which, who holds a post, how modes follow each other."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from hub.kernel.access import Role, Viewer
from hub.kernel.errors import Reason, Refused


class AreaKind(StrEnum):
    """A level of the grid (网格层级)."""

    CITY = "CITY"
    """The county-level city (县级市)."""
    TOWNSHIP = "TOWNSHIP"
    """A town or sub-district (镇街)."""
    COMMUNITY = "COMMUNITY"
    """A neighbourhood under a residents' or villagers' committee (社区)."""
    COMPOUND = "COMPOUND"
    """A residential compound (小区)."""
    BUILDING = "BUILDING"
    """A residential building (楼栋)."""
    ENTRANCE = "ENTRANCE"
    """One stairwell of a building (单元)."""


class SiteKind(StrEnum):
    """What a service site is (服务场所类别)."""

    CANTEEN = "CANTEEN"
    """An elderly canteen that cooks (老年食堂)."""
    MEAL_POINT = "MEAL_POINT"
    """A community meal point, which serves and may not cook (社区助餐点)."""
    KITCHEN = "KITCHEN"
    """A central kitchen (中央厨房)."""
    SERVICE_CENTRE = "SERVICE_CENTRE"
    """A party-mass service centre or station (党群服务中心)."""


class PostKind(StrEnum):
    """What the holder of a post does (岗位类别)."""

    LEADER = "LEADER"
    """Answers for the area (长)."""
    OFFICER = "OFFICER"
    """Helps the leader with one task, such as information or support (员)."""


class OperatingMode(StrEnum):
    """How an area works just now (运行状态)."""

    NORMAL = "NORMAL"
    """Everyday work (日常状态)."""
    RECOVERY = "RECOVERY"
    """An emergency is over and its overrides are being wound up (恢复状态)."""
    WARNING = "WARNING"
    """An emergency is foreseen (预警状态)."""
    EMERGENCY = "EMERGENCY"
    """An emergency is on (应急状态)."""


MAY_LIE_IN: dict[AreaKind, frozenset[AreaKind]] = {
    AreaKind.CITY: frozenset(),
    AreaKind.TOWNSHIP: frozenset({AreaKind.CITY}),
    AreaKind.COMMUNITY: frozenset({AreaKind.TOWNSHIP}),
    AreaKind.COMPOUND: frozenset({AreaKind.COMMUNITY}),
    # A building that stands alone, or a village house, belongs to no compound.
    AreaKind.BUILDING: frozenset({AreaKind.COMPOUND, AreaKind.COMMUNITY}),
    AreaKind.ENTRANCE: frozenset({AreaKind.BUILDING}),
}
"""In which kinds each kind of area may lie directly. It has no cycles, so neither has the grid."""

STRICTNESS = (
    OperatingMode.NORMAL,
    OperatingMode.RECOVERY,
    OperatingMode.WARNING,
    OperatingMode.EMERGENCY,
)
"""The modes from the loosest to the strictest. `area_mode_at` in the database orders them alike."""

MODE_MOVES: dict[OperatingMode, frozenset[OperatingMode]] = {
    # An earthquake gives no warning.
    OperatingMode.NORMAL: frozenset({OperatingMode.WARNING, OperatingMode.EMERGENCY}),
    OperatingMode.WARNING: frozenset({OperatingMode.EMERGENCY, OperatingMode.NORMAL}),
    # What an emergency switched on has to be wound up, so it does not go back to normal at once.
    OperatingMode.EMERGENCY: frozenset({OperatingMode.RECOVERY}),
    OperatingMode.RECOVERY: frozenset({OperatingMode.NORMAL, OperatingMode.EMERGENCY}),
}
"""The moves that people may make. A mode that is not renewed falls back to NORMAL by itself."""

LONGEST_MODE = timedelta(days=30)
"""How far ahead the end of a mode may be set: one that is forgotten ends within this time."""


class GridReason(Reason):
    """Why the grid declines."""

    NO_SUCH_AREA = ("没有这个区域。", "There is no such area.")
    NO_SUCH_POST = ("没有这个岗位。", "There is no such post.")
    NO_SUCH_LEADER = ("没有这项任职。", "There is no such appointment.")
    NO_SUCH_SITE = ("没有这个服务场所。", "There is no such site.")
    NO_SUCH_RESIDENT = ("没有这位居民。", "There is no such resident.")
    NEEDS_THE_CITY = (
        "此操作须有全市范围的权限。",
        "Only who keeps the whole city may do this.",
    )
    CODE_TAKEN = ("编码 {taken_code} 已被使用。", "The code {taken_code} is taken.")
    CODE_NOT_VALID = (
        "编码须为 1 至 40 位大写字母、数字、点、横线或下划线。",
        "A code has 1 to 40 capital letters, digits, dots, dashes or underscores.",
    )
    NAME_NOT_VALID = ("名称须为 1 至 {most} 个字符。", "A name has 1 to {most} characters.")
    WRONG_PARENT = (
        "这一层级的区域不能放在所选区域之下。",
        "An area of this kind cannot lie in the chosen one.",
    )
    AREA_CLOSED = ("该区域已撤销。", "This area is closed.")
    AREA_IN_USE = (
        "该区域之下还有 {count} 个区域或场所，不能撤销。",
        "{count} areas or sites still lie in this area; it cannot be closed.",
    )
    ALREADY_THERE = ("该区域已在所选区域之下。", "The area lies there already.")
    TOO_EARLY = (
        "日期不能早于 {earliest}。",
        "The day cannot be before {earliest}.",
    )
    IN_THE_FUTURE = ("日期不能晚于今天。", "The day cannot be after today.")
    ENDS_BEFORE_IT_STARTS = (
        "结束不能早于开始。",
        "The end cannot be before the start.",
    )
    POST_HELD = (
        "该岗位在这段时间已有人担任。",
        "Somebody holds this post at that time.",
    )
    ALREADY_ENDED = ("已经结束。", "This has ended already.")
    MODE_MOVE_NOT_ALLOWED = (
        "不能从 {from_mode} 直接转为 {to_mode}。",
        "{from_mode} cannot become {to_mode}.",
    )
    MODE_TOO_LONG = (
        "预计结束时间须晚于现在，且不超过 {days} 天。",
        "The expected end lies after now and within {days} days.",
    )
    POSITION_NOT_VALID = ("坐标不正确。", "The position is not on the map.")
    TEXT_MISSING = ("此项必填。", "This must be filled in.")


class GridRefused(Refused):
    """Declined by the grid."""


_CODE = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,39}")


def check_code(code: str) -> str:
    """The code of an area or site, in capitals."""
    code = code.strip().upper()
    if not _CODE.fullmatch(code):
        raise GridRefused(GridReason.CODE_NOT_VALID, field="code")
    return code


def check_text(text: str, *, field: str, most: int) -> str:
    """A text with something in it and without control characters, trimmed."""
    text = unicodedata.normalize("NFC", text).strip()
    if not text:
        raise GridRefused(GridReason.TEXT_MISSING, field=field)
    if len(text) > most or any(unicodedata.category(c) == "Cc" for c in text):
        raise GridRefused(GridReason.NAME_NOT_VALID, field=field, most=most)
    return text


def check_parent(kind: AreaKind, parent_kind: AreaKind | None) -> None:
    """An area lies in a kind that `MAY_LIE_IN` names; only a city lies in none."""
    allowed = MAY_LIE_IN[kind]
    if (parent_kind is None) == bool(allowed) or (parent_kind and parent_kind not in allowed):
        raise GridRefused(GridReason.WRONG_PARENT, field="parentId")


def check_order(from_on: date, until_on: date | None) -> None:
    """A period does not end before it starts."""
    if until_on is not None and until_on < from_on:
        raise GridRefused(GridReason.ENDS_BEFORE_IT_STARTS, field="untilOn")


def check_known(on: date, *, today: date, earliest: date) -> None:
    """What is recorded has happened: not after today, and not before what it changes began."""
    if on > today:
        raise GridRefused(GridReason.IN_THE_FUTURE, field="on")
    if on < earliest:
        raise GridRefused(GridReason.TOO_EARLY, field="on", earliest=earliest)


def strictest(modes: Iterable[OperatingMode]) -> OperatingMode:
    """The mode an area works in, given those declared on its path; NORMAL when there is none."""
    return max(modes, key=STRICTNESS.index, default=OperatingMode.NORMAL)


def check_mode_move(from_mode: OperatingMode, to_mode: OperatingMode) -> None:
    """Only the moves of `MODE_MOVES`."""
    if to_mode not in MODE_MOVES[from_mode]:
        raise GridRefused(
            GridReason.MODE_MOVE_NOT_ALLOWED,
            field="mode",
            from_mode=from_mode.value,
            to_mode=to_mode.value,
        )


def check_mode_end(until_at: datetime, now: datetime) -> None:
    """The expected end of a mode lies in (now, now + LONGEST_MODE]."""
    if not now < until_at <= now + LONGEST_MODE:
        raise GridRefused(
            GridReason.MODE_TOO_LONG, field="untilAt", days=LONGEST_MODE // timedelta(days=1)
        )


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a change may be made. What lies outside is refused as if it did not exist."""

    is_everywhere: bool = False
    area_ids: frozenset[UUID] = frozenset()
    site_ids: frozenset[UUID] = frozenset()

    @classmethod
    def of(cls, viewer: Viewer, *roles: Role) -> "Reach":
        """The reach of the grants that the viewer has of any of these roles."""
        return cls(
            is_everywhere=any(viewer.is_city_wide(role) for role in roles),
            area_ids=frozenset(key for role in roles for key in viewer.area_ids(role)),
            site_ids=frozenset(key for role in roles for key in viewer.site_ids(role)),
        )

    def covers(self, path: Iterable[UUID] | None, *, site_id: UUID | None = None) -> bool:
        """Whether a place is within reach, given the areas it lies in; None lies in none."""
        return (
            self.is_everywhere
            or (path is not None and not self.area_ids.isdisjoint(path))
            or (site_id is not None and site_id in self.site_ids)
        )


EVERYWHERE = Reach(is_everywhere=True)
NOWHERE = Reach()
