"""The kinds of things that are recorded of people."""

from enum import StrEnum


class Sex(StrEnum):
    """The sex in the household register (性别)."""

    MALE = "MALE"
    """Male (男)."""
    FEMALE = "FEMALE"
    """Female (女)."""


class AddressKind(StrEnum):
    """Which of a resident's two regions (地址类别)."""

    HOME = "HOME"
    """Where the resident usually lives (常住地)."""
    HUKOU = "HUKOU"
    """Where the resident's household is registered (户籍地)."""


class Relation(StrEnum):
    """What a member is to the head of the household (与户主关系)."""

    HEAD = "HEAD"
    """The head of the household (户主)."""
    SPOUSE = "SPOUSE"
    """Husband or wife (配偶)."""
    CHILD = "CHILD"
    """Son or daughter (子女)."""
    CHILD_IN_LAW = "CHILD_IN_LAW"
    """Son- or daughter-in-law (媳婿)."""
    GRANDCHILD = "GRANDCHILD"
    """Grandchild (孙辈)."""
    PARENT = "PARENT"
    """Father, mother or a parent-in-law (父母)."""
    SIBLING = "SIBLING"
    """Brother or sister (兄弟姐妹)."""
    OTHER = "OTHER"
    """Anyone else who lives in it (其他)."""


class StatusKind(StrEnum):
    """A dated circumstance that services depend on (身份类别)."""

    MINIMUM_LIVING = "MINIMUM_LIVING"
    """Receives the minimum living allowance (低保)."""
    EXTREME_HARDSHIP = "EXTREME_HARDSHIP"
    """Supported as in extreme hardship (特困)."""
    LOW_INCOME = "LOW_INCOME"
    """From a family on the edge of the minimum living allowance (低收入)."""
    PREFERENTIAL_TREATMENT = "PREFERENTIAL_TREATMENT"
    """Entitled to preferential treatment, such as veterans and martyrs' families (优抚)."""
    SPECIAL_FAMILY_PLANNING = "SPECIAL_FAMILY_PLANNING"
    """From a special family-planning family, which lost its only child (计生特殊家庭)."""
    MODEL_WORKER = "MODEL_WORKER"
    """Holds the honour of a model worker (劳模)."""
    CARE_NEED = "CARE_NEED"
    """Assessed as unable to care for oneself; the level is 1, mild, to 4, total (失能)."""
    DISABILITY = "DISABILITY"
    """Holds a disability certificate; the level is its grade, 1 the most severe, to 4 (残疾)."""
    LIVING_ALONE = "LIVING_ALONE"
    """Lives alone (独居)."""
    EMPTY_NEST = "EMPTY_NEST"
    """Lives without children at home (空巢)."""
    IN_CARE_INSTITUTION = "IN_CARE_INSTITUTION"
    """Lives in a care institution, which feeds its residents (入住养老机构)."""


class DietaryNeedKind(StrEnum):
    """What a resident's food must respect (饮食需求)."""

    ALLERGY = "ALLERGY"
    """Must not eat a substance: it blocks an order (过敏)."""
    AVOID = "AVOID"
    """Does not eat a substance, for belief or taste (忌口)."""
    LOW_SUGAR = "LOW_SUGAR"
    """Needs little sugar (低糖)."""
    LOW_SALT = "LOW_SALT"
    """Needs little salt (低盐)."""
    SOFT = "SOFT"
    """Needs soft food (软食)."""


class Severity(StrEnum):
    """How badly a dietary need must be respected (严重程度)."""

    MILD = "MILD"
    """Unpleasant (轻度)."""
    MODERATE = "MODERATE"
    """Harmful (中度)."""
    SEVERE = "SEVERE"
    """A danger to life (重度)."""


class DepartureKind(StrEnum):
    """Why a resident is no longer one (注销类别)."""

    DIED = "DIED"
    """Died (去世)."""
    MOVED_AWAY = "MOVED_AWAY"
    """Moved out of the city (迁出)."""


WITH_LEVEL = frozenset({StatusKind.CARE_NEED, StatusKind.DISABILITY})
"""The statuses that have a level, 1 to 4."""
WITH_SUBSTANCE = frozenset({DietaryNeedKind.ALLERGY, DietaryNeedKind.AVOID})
"""The dietary needs that name a substance."""
