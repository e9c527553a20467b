"""Menus: periods of the day, kinds and textures of dishes, and a menu's life."""

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


class Texture(StrEnum):
    """How a dish is to be chewed and swallowed (食物性状). From the firmest to the finest."""

    REGULAR = "REGULAR"
    """As it is usually cooked (普通)."""
    CHOPPED = "CHOPPED"
    """Cut small, for who cannot bite (切碎)."""
    SOFT = "SOFT"
    """Soft enough to be mashed with the tongue (软食)."""
    PUREED = "PUREED"
    """Smooth, for who cannot chew (糊状)."""
    LIQUID = "LIQUID"
    """To be drunk (流质)."""


SOFT_TEXTURES = frozenset({Texture.SOFT, Texture.PUREED, Texture.LIQUID})
"""What suits people who need soft food."""
