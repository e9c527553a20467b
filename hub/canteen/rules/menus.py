"""Menus: periods of the day, dishes and what is in them, and a menu's life."""

from enum import StrEnum


class MealPeriod(StrEnum):
    """Which meal of the day (餐次)."""

    BREAKFAST = "BREAKFAST"
    """Breakfast (早餐)."""
    LUNCH = "LUNCH"
    """Lunch (午餐)."""
    SUPPER = "SUPPER"
    """Supper (晚餐)."""


class MenuStatus(StrEnum):
    """Where a menu stands."""

    DRAFT = "DRAFT"
    """Being written; only staff see it (草稿)."""
    PUBLISHED = "PUBLISHED"
    """Residents see it and order from it until the cut-off (已发布)."""
    LOCKED = "LOCKED"
    """Closed: nothing more can be ordered from it (已截单)."""


class DishKind(StrEnum):
    """What place a dish has in a meal."""

    SET_MEAL = "SET_MEAL"
    """A whole tray: dishes, staple and soup (套餐)."""
    MEAT = "MEAT"
    """A dish mostly of meat or fish (大荤)."""
    MIXED = "MIXED"
    """A dish of vegetables with some meat (小荤)."""
    VEGETABLE = "VEGETABLE"
    """A dish of vegetables (素菜)."""
    SOUP = "SOUP"
    """A soup (汤)."""
    STAPLE = "STAPLE"
    """Rice, noodles, buns, congee (主食)."""


class Allergen(StrEnum):
    """What a dish may contain that can harm: the eight kinds of GB 7718-2011, 4.4.3 (致敏物质)."""

    GLUTEN = "GLUTEN"
    """Cereals with gluten and what is made of them (含麸质的谷物)."""
    CRUSTACEAN = "CRUSTACEAN"
    """Shrimp, lobster, crab and what is made of them (甲壳纲类动物)."""
    FISH = "FISH"
    """Fish and what is made of it (鱼类)."""
    EGG = "EGG"
    """Eggs and what is made of them (蛋类)."""
    PEANUT = "PEANUT"
    """Peanuts and what is made of them (花生)."""
    SOY = "SOY"
    """Soybeans and what is made of them (大豆)."""
    MILK = "MILK"
    """Milk and what is made of it (乳)."""
    NUT = "NUT"
    """Tree nuts and what is made of them (坚果)."""
