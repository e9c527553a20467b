"""What the grid allows: which area lies in which, who holds a post, how modes follow each other."""

from enum import StrEnum


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
