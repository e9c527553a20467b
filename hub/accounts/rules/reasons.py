"""Why something about an account is declined."""

from hub.kernel.errors import Reason, Refused


class AccountReason(Reason):
    """Why something about an account is declined."""

    WRONG_NAME_OR_PASSWORD = ("账号或密码不正确。", "The name or the password is wrong.")
    WRONG_CODE = (
        "验证码不正确或已失效。",
        "The code is wrong or no longer valid.",
    )
    LOCKED_OUT = (
        "尝试次数过多，请在 {retry_at:%m-%d %H:%M} 之后再试。",
        "Too many tries. Try again after {retry_at:%m-%d %H:%M}.",
    )
    CODE_SENT_RECENTLY = (
        "验证码发送过于频繁，请在 {retry_at:%H:%M:%S} 之后再试。",
        "A code was sent a moment ago. Ask again after {retry_at:%H:%M:%S}.",
    )
    PHONE_NOT_VALID = ("手机号码不正确。", "This is not a mobile number.")
    RESIDENT_NAME_NEEDED = (
        "多位居民使用这个手机号码，请填写您的姓名。",
        "Several residents use this phone. Give the resident's full name.",
    )
    ACCOUNT_DISABLED = ("该账户已停用。", "This account is disabled.")
    NO_SUCH_ACCOUNT = ("没有这个账户。", "There is no such account.")
    NO_SUCH_RESIDENT = ("没有这位居民。", "There is no such resident.")
    NO_SUCH_SESSION = ("没有这个会话。", "There is no such session.")
    NO_SUCH_GRANT = ("没有这项授权。", "There is no such grant.")
    NO_SUCH_PLACE = ("没有这个区域或场所。", "There is no such area or site.")
    NAME_TAKEN = ("这个账号名已被使用。", "This name is taken.")
    NAME_NOT_VALID = (
        "账号名须为 3 至 40 位小写字母、数字、点、横线或下划线，并以字母或数字开头。",
        "A name has 3 to 40 of a-z, 0-9, dot, dash and underscore and begins with one of a-z, 0-9.",
    )
    DISPLAY_NAME_NOT_VALID = (
        "显示名须为 1 至 60 个字符。",
        "A display name has 1 to 60 characters.",
    )
    RESIDENT_HAS_ACCOUNT = ("该居民已有账户。", "This resident has an account already.")
    WRONG_PASSWORD = ("原密码不正确。", "The present password is wrong.")
    NO_PASSWORD = ("该账户不使用密码登录。", "This account does not sign in with a password.")
    PASSWORD_TOO_SHORT = (
        "密码至少需要 {least} 个字符。",
        "A password has at least {least} characters.",
    )
    PASSWORD_TOO_LONG = (
        "密码最多 {most} 个字符。",
        "A password has at most {most} characters.",
    )
    PASSWORD_TOO_SIMPLE = (
        "密码过于简单，请使用更多不同的字符。",
        "The password is too simple: use more different characters.",
    )
    PASSWORD_TOO_COMMON = ("密码过于常见。", "The password is too common.")
    PASSWORD_HOLDS_NAME = ("密码不能包含账号名。", "The password must not contain the name.")
    PASSWORD_UNCHANGED = ("新密码不能与原密码相同。", "The new password is the present one.")
    NOT_YOURS_TO_GRANT = (
        "您不能在该范围内授予或撤销此角色。",
        "You may not give or take this role there.",
    )
    OWN_GRANT = ("不能给自己授权。", "Nobody gives a role to themselves.")
    ROLE_NOT_GRANTED = (
        "居民角色随居民登记产生，不能授予。",
        "The resident role comes with being a resident; it is not granted.",
    )
    ROLE_IS_CITY_WIDE = (
        "此角色只能在全市范围内授予。",
        "This role is granted for the whole city only.",
    )
    SCOPE_NOT_ONE = (
        "区域和场所只能选择其一。",
        "Choose an area or a site, not both.",
    )
    ALREADY_GRANTED = (
        "该账户在此范围和期间内已有此角色。",
        "The account has this role there within that time already.",
    )
    ALREADY_ENDED = ("这项授权已经结束。", "This grant has ended already.")
    PERIOD_NOT_VALID = (
        "结束时间须晚于开始时间和现在。",
        "The end must lie after the start and after now.",
    )
    REASON_NEEDED = ("请填写理由（1 至 400 个字符）。", "Give a reason of 1 to 400 characters.")
    LAST_ADMINISTRATOR = (
        "不能撤销或停用最后一位市级管理员。",
        "The last city administrator cannot be taken away.",
    )


class AccountRefused(Refused):
    """Something about an account is declined."""
