"""Weeks of meals: templates, and the drafts that are made of them or of another week."""

from datetime import date
from typing import Any

import strawberry

from hub.canteen import commands, models, rules
from hub.canteen.schema.access import MANAGERS, STAFF, works_here
from hub.canteen.schema.dishes import Dish
from hub.canteen.schema.menu_mutations import MenuSkipped, left_out
from hub.canteen.schema.types import CanteenRefusal, MealSite, Menu
from hub.query import (
    Asker,
    Context,
    Fen,
    Row,
    inputs,
    key_of,
    many,
    mutation,
    node,
    one,
    payload,
    read,
    record,
    root,
    seen_with,
)


def _template_is_seen(template: Any, viewer: Asker) -> Any:
    return works_here(viewer, STAFF, template.site)


@record(models.MenuTemplateItem)
class MenuTemplateItem:
    """A dish of one meal of the week (模板菜品)."""

    weekday: int
    """The day of the week, from Monday, 1, to Sunday, 7."""
    period: rules.MealPeriod
    """The meal of the day."""
    dish: Dish | None = one()
    """The dish."""
    position: int
    """Its place in the template."""
    portions: int
    """How many portions."""
    price_fen: Fen | None
    """What a portion costs; null for what the dish costs when a menu is made."""

    visible = seen_with("template", _template_is_seen)


@node(models.MenuTemplate)
class MenuTemplate:
    """A week of meals that a canteen keeps (周菜单模板)."""

    name: str
    """Its name."""
    site: MealSite | None = one()
    """The canteen that cooks."""
    items: list[MenuTemplateItem] = many("items", order_by="weekday,position", expected=40)
    """The dishes of its meals, 100 at most."""

    visible = staticmethod(_template_is_seen)


@root(*STAFF, order_by="name")
def menu_templates(row: Row, viewer: Asker, site_id: strawberry.ID) -> list[MenuTemplate]:
    """The weeks of meals that a canteen keeps (周菜单模板).

    Args:
        site_id: The canteen.
    """
    return row.site_id == key_of(site_id, "MealSite")


@inputs
class MenuTemplateItemInput:
    """A dish of one meal of the week."""

    weekday: int
    """The day of the week, from Monday, 1, to Sunday, 7."""
    period: rules.MealPeriod
    """The meal of the day."""
    dish_id: strawberry.ID
    """The dish."""
    portions: int
    """How many portions."""
    price_fen: Fen | None = None
    """What a portion costs (default: what the dish costs when a menu is made)."""


@inputs
class MenuTemplateCreateInput:
    """A week of meals to keep."""

    site_id: strawberry.ID
    """The canteen that cooks."""
    name: str
    """Its name, 60 characters at most."""
    items: list[MenuTemplateItemInput]
    """The dishes of its meals, in their order."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MenuTemplateCreated:
    """The week of meals is kept."""

    template: MenuTemplate | None = read()
    """The template."""


@mutation(*MANAGERS)
async def menu_template_create(
    ctx: Context, input: MenuTemplateCreateInput
) -> MenuTemplateCreated | CanteenRefusal:
    """Keep a week of meals under a name (新建周菜单模板)."""
    key = await commands.create_template(
        ctx.actor,
        site_id=key_of(input.site_id, "MealSite"),
        name=input.name,
        items=_items(input.items),
        viewer=ctx.viewer,
    )
    return MenuTemplateCreated(template=key)


@inputs
class MenuTemplateUpdateInput:
    """All of a week of meals, as it shall be."""

    template_id: strawberry.ID
    """The template."""
    name: str
    """Its name, 60 characters at most."""
    items: list[MenuTemplateItemInput]
    """The dishes of its meals, in their order."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MenuTemplateUpdated:
    """The week of meals was changed."""

    template: MenuTemplate | None = read()
    """The template."""


@mutation(*MANAGERS)
async def menu_template_update(
    ctx: Context, input: MenuTemplateUpdateInput
) -> MenuTemplateUpdated | CanteenRefusal:
    """Change a week of meals; menus made of it stay as they are (修改周菜单模板)."""
    key = await commands.update_template(
        ctx.actor,
        template_id=key_of(input.template_id, "MenuTemplate"),
        name=input.name,
        items=_items(input.items),
        viewer=ctx.viewer,
    )
    return MenuTemplateUpdated(template=key)


@inputs
class MenuTemplateDeleteInput:
    """Which week of meals to forget."""

    template_id: strawberry.ID
    """The template."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MenuTemplateDeleted:
    """The week of meals is forgotten."""

    site: MealSite | None = read()
    """The canteen whose it was."""


@mutation(*MANAGERS)
async def menu_template_delete(
    ctx: Context, input: MenuTemplateDeleteInput
) -> MenuTemplateDeleted | CanteenRefusal:
    """Forget a week of meals; menus made of it stay as they are (删除周菜单模板)."""
    key = await commands.delete_template(
        ctx.actor, template_id=key_of(input.template_id, "MenuTemplate"), viewer=ctx.viewer
    )
    return MenuTemplateDeleted(site=key)


@inputs
class MenuTemplateApplyInput:
    """Which week of meals becomes the menus of which week."""

    template_id: strawberry.ID
    """The template."""
    week_of: date
    """Any day of the week, which begins on Monday."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MenuTemplateApplied:
    """The week has drafts, wherever it had no menu."""

    menus: list[Menu] = read()
    """The drafts that were made."""
    skipped: list[MenuSkipped]
    """The meals that were left out, and why."""


@mutation(*MANAGERS)
async def menu_template_apply(
    ctx: Context, input: MenuTemplateApplyInput
) -> MenuTemplateApplied | CanteenRefusal:
    """Make the drafts of a week from a template; menus that are there stay (套用周菜单模板)."""
    done = await commands.apply_template(
        ctx.actor,
        template_id=key_of(input.template_id, "MenuTemplate"),
        week_of=input.week_of,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return MenuTemplateApplied(menus=done.menu_ids, skipped=left_out(done.skipped))


@inputs
class MenuWeekCopyInput:
    """Which week is copied to which."""

    site_id: strawberry.ID
    """The canteen that cooks."""
    week_of: date
    """Any day of the week that gets menus."""
    from_week_of: date | None = None
    """Any day of the week that is copied (default: the week before)."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MenuWeekCopied:
    """The week has drafts, wherever it had no menu."""

    menus: list[Menu] = read()
    """The drafts that were made."""
    skipped: list[MenuSkipped]
    """The meals that were left out, and why."""


@mutation(*MANAGERS)
async def menu_week_copy(ctx: Context, input: MenuWeekCopyInput) -> MenuWeekCopied | CanteenRefusal:
    """Make the drafts of a week as another week was; retired dishes are left out (复制上周菜单)."""
    done = await commands.copy_week(
        ctx.actor,
        site_id=key_of(input.site_id, "MealSite"),
        week_of=input.week_of,
        from_week_of=input.from_week_of,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return MenuWeekCopied(menus=done.menu_ids, skipped=left_out(done.skipped))


def _items(items: list[MenuTemplateItemInput]) -> list[rules.TemplateItem]:
    return [
        rules.TemplateItem(
            item.weekday, item.period, key_of(item.dish_id, "Dish"), item.portions, item.price_fen
        )
        for item in items
    ]
