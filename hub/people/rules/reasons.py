"""Why people's records decline a change."""

from hub.kernel.errors import Reason, Refused


class PeopleReason(Reason):
    """Why a change of people's records is declined."""

    NO_SUCH_RESIDENT = ("没有这位居民。", "There is no such resident.")
    NO_SUCH_AREA = ("没有这个区域。", "There is no such area.")
    NO_SUCH_HOUSEHOLD = ("没有这个户。", "There is no such household.")
    NO_SUCH_PROXY = ("没有这项代办绑定。", "There is no such proxy.")
    NO_SUCH_STATUS = ("没有这项身份记录。", "There is no such status.")
    NO_SUCH_NEED = ("没有这项饮食需求。", "There is no such dietary need.")
    NO_SUCH_DEPARTURE = ("没有这项注销记录。", "There is no such record of leaving.")
    NAME_NOT_VALID = (
        "姓名须为 1 至 80 个字符，且不含控制字符。",
        "A name has 1 to 80 characters, none of them control characters.",
    )
    TEXT_NOT_VALID = (
        "须为 1 至 {most} 个字符，且不含控制字符。",
        "This has 1 to {most} characters, none of them control characters.",
    )
    BIRTH_NOT_VALID = (
        "出生日期不能晚于今天，也不能早于 1880 年。",
        "The birth date is not after today and not before 1880.",
    )
    IDENTITY_NOT_VALID = (
        "身份证号码不正确。",
        "This is not a resident identity number.",
    )
    IDENTITY_CONTRADICTS = (
        "身份证号码与出生日期或性别不一致。",
        "The identity number says another birth date or sex.",
    )
    IDENTITY_TAKEN = (
        "该身份证号码已登记。",
        "A resident with this identity number is registered already.",
    )
    PHONE_NOT_VALID = ("电话号码不正确。", "This is not a telephone number.")
    REGION_NOT_VALID = (
        "行政区划代码须为 6 位数字。",
        "A region is a six-digit code of GB/T 2260.",
    )
    HOME_KIND_NOT_VALID = (
        "住址须为单元、楼栋或小区。",
        "A home is an entrance, a building or a compound.",
    )
    AREA_CLOSED = ("该区域已撤销。", "This area is closed.")
    CODE_TAKEN = ("编码 {taken_code} 已被使用。", "The code {taken_code} is taken.")
    NOT_HERE_ANY_MORE = (
        "该居民已去世或已迁出。",
        "This resident has died or moved away.",
    )
    IN_THE_FUTURE = ("日期不能晚于今天。", "The day cannot be after today.")
    TOO_EARLY = ("日期不能早于 {earliest}。", "The day cannot be before {earliest}.")
    ENDS_BEFORE_IT_STARTS = ("结束不能早于开始。", "The end cannot be before the start.")
    ALREADY_ENDED = ("已经结束。", "This has ended already.")
    STATUS_HELD = (
        "这段时间内已有同类身份记录。",
        "A status of this kind is recorded for that time already.",
    )
    LEVEL_NEEDED = (
        "失能和残疾须填写 1 至 4 级，其他身份没有等级。",
        "A care need or disability has a level from 1 to 4, and nothing else has one.",
    )
    NEED_HELD = (
        "这段时间内已有相同的饮食需求。",
        "The same dietary need is recorded for that time already.",
    )
    SUBSTANCE_NEEDED = (
        "过敏和忌口须填写食物，其他需求不填。",
        "An allergy or avoidance names a substance, and nothing else does.",
    )
    IN_A_HOUSEHOLD = (
        "该居民这段时间内已属于一个户。",
        "The resident is in a household at that time already.",
    )
    HOUSEHOLD_HAS_A_HEAD = (
        "该户这段时间内已有户主。",
        "The household has a head at that time already.",
    )
    PROXY_IS_ONESELF = (
        "不能绑定自己。",
        "Nobody is his or her own proxy.",
    )
    TOO_MANY_TRIES = (
        "尝试次数过多，请在 {retry_at:%m-%d %H:%M} 之后再试。",
        "Too many tries. Try again after {retry_at:%m-%d %H:%M}.",
    )
    PROXY_NEEDS_A_SCOPE = ("至少选择一项代办范围。", "Choose at least one scope.")
    PROXY_PENDING = (
        "已有一项待同意的申请。",
        "A proposal between the two is waiting for an answer.",
    )
    PROXY_BOUND = ("双方已绑定。", "The two are bound already.")
    PROXY_FULL = (
        "一个家庭账户最多绑定 {most} 人。",
        "A family account has at most {most} members.",
    )
    PROXY_MOVE_NOT_ALLOWED = (
        "该绑定的状态不允许此操作。",
        "The state of this proxy does not allow it.",
    )
    PROXY_ANSWER_IS_THEIRS = (
        "须由对方或工作人员确认。",
        "The other side, or staff, has to answer.",
    )
    CONSENT_NEEDED = (
        "须填写书面同意书的编号。",
        "Give the number of the signed consent.",
    )
    DEPARTURE_RECORDED = (
        "已登记，不能重复登记。",
        "This has been recorded already.",
    )
    REASON_NEEDED = ("请填写查看原因。", "Say why you need to see this.")


class PeopleRefused(Refused):
    """Declined by the people's records."""
