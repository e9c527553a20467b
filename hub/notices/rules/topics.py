"""What people can be told of, and in which ways."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class NotificationAudience(StrEnum):
    """Whom a topic is for (接收对象)."""

    RESIDENTS = "RESIDENTS"
    """Residents, and who acts for them (居民和代办人)."""
    STAFF = "STAFF"
    """Who works at a site or in an area (工作人员)."""


class NotificationChannel(StrEnum):
    """A way to reach somebody besides the inbox (通知渠道)."""

    SMS = "SMS"
    """By text message (短信)."""
    WECHAT = "WECHAT"
    """By WeChat (微信)."""


class NotificationTopic(StrEnum):
    """What somebody can be told of (通知事项)."""

    MEAL_ORDER_PLACED = "MEAL_ORDER_PLACED"
    """A meal was ordered (订餐成功)."""
    MEAL_READY = "MEAL_READY"
    """A meal waits to be fetched (餐已备好)."""
    MEAL_CANCELLED = "MEAL_CANCELLED"
    """The canteen cancelled a meal (食堂取消供餐)."""
    MEAL_MISSED = "MEAL_MISSED"
    """Nobody fetched a meal (未取餐)."""
    MENU_PUBLISHED = "MENU_PUBLISHED"
    """A canteen where one eats has published menus (菜单发布)."""
    STANDING_ORDER_DECLINED = "STANDING_ORDER_DECLINED"
    """A meal of a standing order could not be ordered (长期订餐未成功)."""
    DISH_CHANGED = "DISH_CHANGED"
    """A dish that was ordered became another (换菜)."""
    MONEY_RETURNED = "MONEY_RETURNED"
    """Money goes back (退款)."""
    SITE_CLOSING = "SITE_CLOSING"
    """A canteen where one has a standing order will close for some days (停餐安排)."""
    NOBODY_HOME = "NOBODY_HOME"
    """Nobody opened the door to a delivery (送餐无人应答)."""
    WELFARE_CHECK = "WELFARE_CHECK"
    """Somebody has to see whether a person is well (探视任务)."""
    SITE_STOPPED = "SITE_STOPPED"
    """The site where one works was stopped (站点停供)."""
    TEMPERATURE_ALARM = "TEMPERATURE_ALARM"
    """A temperature is out of its limits (超温报警)."""


@dataclass(frozen=True, slots=True)
class TopicTraits:
    """How a topic is told unless its recipient wants it otherwise.

    `is_urgent`: quiet hours do not hold it back. `lasts`: after this it is not worth sending.
    """

    audience: NotificationAudience = NotificationAudience.RESIDENTS
    channels: frozenset[NotificationChannel] = frozenset()
    is_urgent: bool = False
    lasts: timedelta | None = None


_SMS, _WECHAT = NotificationChannel.SMS, NotificationChannel.WECHAT
_BOTH = frozenset({_SMS, _WECHAT})
_T = NotificationTopic
_STAFF = NotificationAudience.STAFF
_DAY = timedelta(days=1)

TRAITS: dict[NotificationTopic, TopicTraits] = {
    _T.MEAL_ORDER_PLACED: TopicTraits(channels=frozenset({_WECHAT}), lasts=_DAY),
    _T.MEAL_READY: TopicTraits(channels=frozenset({_WECHAT}), lasts=timedelta(hours=3)),
    _T.MEAL_CANCELLED: TopicTraits(channels=_BOTH, is_urgent=True, lasts=_DAY),
    _T.MEAL_MISSED: TopicTraits(channels=frozenset({_WECHAT}), lasts=_DAY),
    _T.MENU_PUBLISHED: TopicTraits(lasts=_DAY),
    _T.STANDING_ORDER_DECLINED: TopicTraits(channels=frozenset({_SMS}), lasts=_DAY),
    _T.DISH_CHANGED: TopicTraits(channels=frozenset({_SMS}), lasts=_DAY),
    _T.MONEY_RETURNED: TopicTraits(channels=frozenset({_WECHAT})),
    _T.SITE_CLOSING: TopicTraits(channels=frozenset({_WECHAT})),
    _T.NOBODY_HOME: TopicTraits(channels=_BOTH, is_urgent=True, lasts=_DAY),
    _T.WELFARE_CHECK: TopicTraits(_STAFF, channels=_BOTH, is_urgent=True, lasts=_DAY),
    _T.SITE_STOPPED: TopicTraits(_STAFF, is_urgent=True),
    _T.TEMPERATURE_ALARM: TopicTraits(_STAFF, is_urgent=True),
}
"""Of every topic. What costs a text message by itself is what somebody would miss a meal by."""
assert TRAITS.keys() == set(NotificationTopic)


def is_wanted(
    topic: NotificationTopic, channel: NotificationChannel, preference: bool | None
) -> bool:
    """Whether a topic goes by a channel; `preference` is what the recipient said, if anything."""
    return channel in TRAITS[topic].channels if preference is None else preference
