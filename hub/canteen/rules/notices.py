"""What the canteen tells people, in both languages; the words are checked when this is imported."""

from datetime import date

from hub.canteen.rules.menus import MealPeriod
from hub.canteen.rules.orders import FulfilmentMode
from hub.kernel.money import in_yuan
from hub.notices.rules import NotificationLanguage, NotificationTopic, Template, Words

_ZH, _EN = NotificationLanguage.ZH, NotificationLanguage.EN

Fact = str | dict[NotificationLanguage, str]
"""A name as it is, or a word in each language."""

FACTS = frozenset({"name", "place", "day", "until", "meal", "mode", "dish", "amount", "orders"})
"""What a template may name. Nothing among them says what somebody may not eat, or why."""


def _template(title: str, body: str, title_en: str, body_en: str) -> Template:
    return Template(Words(title, body), Words(title_en, body_en), FACTS)


Telling = tuple[NotificationTopic, Template]
"""A topic, and what is said of it."""

ORDER_PLACED: Telling = (
    NotificationTopic.MEAL_ORDER_PLACED,
    _template(
        "订餐成功",
        "{name} {day}{meal}已订好，{mode}，{place}。",
        "Meal ordered",
        "{meal} on {day} is ordered for {name}: {mode}, {place}.",
    ),
)
MEAL_READY: Telling = (
    NotificationTopic.MEAL_READY,
    _template(
        "餐已备好",
        "{name} {day}{meal}已备好，请到{place}领取。",
        "Your meal is ready",
        "{meal} for {name} on {day} is ready to be fetched at {place}.",
    ),
)
MEAL_CANCELLED: Telling = (
    NotificationTopic.MEAL_CANCELLED,
    _template(
        "食堂取消供餐",
        "{place}无法供应{name} {day}{meal}，订单已取消，已付款项将全部退回。",
        "The canteen cancelled a meal",
        "{place} cannot serve {meal} for {name} on {day}. The order is cancelled, and all that "
        "was paid goes back.",
    ),
)
MEAL_MISSED: Telling = (
    NotificationTopic.MEAL_MISSED,
    _template(
        "未取餐",
        "{name} {day}{meal}无人领取。如不再需要，请在截单前取消订餐。",
        "A meal was not fetched",
        "Nobody fetched {meal} for {name} on {day}. Please cancel before the cut-off when a "
        "meal is not needed.",
    ),
)
MENU_PUBLISHED: Telling = (
    NotificationTopic.MENU_PUBLISHED,
    _template(
        "新菜单",
        "{place}发布了新菜单，可以订餐了。",
        "New menus",
        "{place} has published new menus to order from.",
    ),
)
STANDING_DECLINED: Telling = (
    NotificationTopic.STANDING_ORDER_DECLINED,
    _template(
        "长期订餐未成功",
        "{name} {day}{meal}未能自动订上，请自行订餐或联系{place}。",
        "A meal could not be ordered",
        "{meal} for {name} on {day} could not be ordered by itself. Please order it, or call "
        "{place}.",
    ),
)
DISH_CHANGED: Telling = (
    NotificationTopic.DISH_CHANGED,
    _template(
        "换菜通知",
        "{name} {day}{meal}有一道菜已更换：{dish}。",
        "A dish was changed",
        "A dish of {meal} for {name} on {day} was changed: {dish}.",
    ),
)
DISH_IN_QUESTION: Telling = (
    NotificationTopic.DISH_CHANGED,
    _template(
        "换菜需要确认",
        "{name} {day}{meal}有一道菜已更换：{dish}。取餐前请与{place}确认。",
        "A changed dish needs your word",
        "A dish of {meal} for {name} on {day} was changed: {dish}. Please speak to {place} "
        "before the meal.",
    ),
)
MONEY_RETURNED: Telling = (
    NotificationTopic.MONEY_RETURNED,
    _template(
        "退款通知",
        "{name}的 {amount} 元已退款，将按原付款方式退回。",
        "Money goes back",
        "{amount} yuan go back to {name}, the way they were paid.",
    ),
)
SITE_CLOSING: Telling = (
    NotificationTopic.SITE_CLOSING,
    _template(
        "停餐安排",
        "{place} {day}起停餐，{until}恢复。期间的长期订餐暂停。",
        "A canteen will be closed",
        "{place} is closed from {day} and serves again on {until}. Standing orders rest.",
    ),
)
NOBODY_HOME: Telling = (
    NotificationTopic.NOBODY_HOME,
    _template(
        "送餐无人应答",
        "{day}{meal}送到时，{name}家中无人应答。请尽快联系本人，确认平安。",
        "Nobody opened the door",
        "Nobody opened when {meal} of {day} was brought to {name}. Please find out soon "
        "whether they are well.",
    ),
)
WELFARE_CHECK: Telling = (
    NotificationTopic.WELFARE_CHECK,
    _template(
        "请上门探视",
        "送餐时{name}家中无人应答。请尽快上门看望，并登记结果。",
        "Please see after somebody",
        "{name} did not open the door to a delivery. Please go and see, and write down how "
        "they are.",
    ),
)
SITE_STOPPED: Telling = (
    NotificationTopic.SITE_STOPPED,
    _template(
        "站点已停供",
        "{place}已停止供餐，{orders} 个订单已取消并退款。",
        "A site was stopped",
        "{place} was stopped; {orders} orders were cancelled and refunded.",
    ),
)
TEMPERATURE_ALARM: Telling = (
    NotificationTopic.TEMPERATURE_ALARM,
    _template(
        "超温报警",
        "{place}有一处温度超出限值，请立即处理并登记。",
        "A temperature is out of its limits",
        "At {place} a temperature is out of its limits. Please see to it and write it down.",
    ),
)

_PERIODS: dict[MealPeriod, Fact] = {
    MealPeriod.BREAKFAST: {_ZH: "早餐", _EN: "Breakfast"},
    MealPeriod.LUNCH: {_ZH: "午餐", _EN: "Lunch"},
    MealPeriod.SUPPER: {_ZH: "晚餐", _EN: "Supper"},
}
_MODES: dict[FulfilmentMode, Fact] = {
    FulfilmentMode.DINE_IN: {_ZH: "堂食", _EN: "eaten there"},
    FulfilmentMode.PICKUP: {_ZH: "自提", _EN: "to be fetched"},
    FulfilmentMode.DELIVERY: {_ZH: "送餐", _EN: "delivered"},
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


def day_in_words(on: date) -> Fact:
    """6月2日, 2 June."""
    return {_ZH: f"{on.month}月{on.day}日", _EN: f"{on.day} {_MONTHS[on.month - 1]}"}


def meal_in_words(period: MealPeriod) -> Fact:
    """午餐, Lunch."""
    return _PERIODS[period]


def mode_in_words(mode: FulfilmentMode) -> Fact:
    """自提, to be fetched."""
    return _MODES[mode]


def amount_in_words(fen: int) -> Fact:
    """8.50."""
    return f"{in_yuan(fen)}"
