"""What a good Python team writes first: Strawberry types, Tortoise models, a DataLoader a relation."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import strawberry
from starlette.applications import Starlette
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader
from strawberry.extensions import ParserCache, ValidationCache
from tortoise import Tortoise
from tortoise.expressions import F
from tortoise.transactions import in_transaction

from hub.canteen import models as canteen
from hub.grid import models as grid
from hub.kernel import models as kernel
from hub.kernel.db import tortoise_config
from hub.kernel.ids import new_key
from hub.people import models as people


def _by_key(model: Any) -> Callable[[list[Any]], Any]:
    async def load(keys: list[Any]) -> list[Any]:
        found = {row.pk: row for row in await model.filter(pk__in=keys)}
        return [found.get(key) for key in keys]

    return load


def _grouped(model: Any, column: str) -> Callable[[list[Any]], Any]:
    async def load(keys: list[Any]) -> list[Any]:
        groups: dict[Any, list[Any]] = {key: [] for key in keys}
        for row in await model.filter(**{f"{column}__in": keys}).order_by("position"):
            groups[getattr(row, column)].append(row)
        return [groups[key] for key in keys]

    return load


@strawberry.type
class Dish:
    name: str
    kind: str
    kcal: int | None
    is_soft: bool
    is_low_salt: bool


@strawberry.type
class MenuItem:
    id: strawberry.ID
    name: str
    price_fen: int
    portions: int
    taken: int

    @strawberry.field
    async def dish(self, info: strawberry.Info) -> Dish | None:
        return await info.context["dishes"].load(self.dish_id)  # type: ignore[attr-defined]


@strawberry.type
class Menu:
    id: strawberry.ID
    on: str
    period: str
    status: str

    @strawberry.field
    async def items(self, info: strawberry.Info) -> list[MenuItem]:
        return await info.context["items"].load(self.id)


@strawberry.type
class Resident:
    id: strawberry.ID
    name: str


@strawberry.type
class Site:
    id: strawberry.ID
    code: str
    name: str


@strawberry.type
class Line:
    name: str
    portions: int
    price_fen: int


@strawberry.type
class MealOrder:
    id: strawberry.ID
    number: int
    status: str
    mode: str
    on: str
    period: str
    price_fen: int
    due_fen: int

    @strawberry.field
    def placed_at(self) -> str:
        return self.placed_at.isoformat()  # type: ignore[attr-defined,no-any-return]

    @strawberry.field
    async def resident(self, info: strawberry.Info) -> Resident | None:
        return await info.context["residents"].load(self.resident_id)  # type: ignore[attr-defined]

    @strawberry.field
    async def site(self, info: strawberry.Info) -> Site | None:
        return await info.context["sites"].load(self.site_id)  # type: ignore[attr-defined]

    @strawberry.field
    async def lines(self, info: strawberry.Info) -> list[Line]:
        return await info.context["lines"].load(self.id)


@strawberry.type
class Orders:
    site_id: strawberry.Private[str]
    on_day: strawberry.Private[str]
    of_period: strawberry.Private[str]
    first: strawberry.Private[int]

    def _wanted(self) -> Any:
        return canteen.MealOrder.filter(site_id=self.site_id, on=self.on_day, period=self.of_period)

    @strawberry.field
    async def total_count(self) -> int:
        return await self._wanted().count()  # type: ignore[no-any-return]

    @strawberry.field
    async def nodes(self) -> list[MealOrder]:
        return await self._wanted().order_by("number", "id").limit(self.first)  # type: ignore[no-any-return]


@strawberry.type
class Area:
    id: strawberry.ID
    code: str
    name: str

    @strawberry.field
    async def parent(self, info: strawberry.Info) -> "Area | None":
        return await info.context["areas"].load(self.parent_id)  # type: ignore[attr-defined]


@strawberry.type
class Query:
    @strawberry.field
    async def menu(self, site_id: strawberry.ID, on: str, period: str) -> Menu | None:
        return await canteen.Menu.get_or_none(site_id=site_id, on=on, period=period)  # type: ignore[return-value]

    @strawberry.field
    def orders(self, site_id: strawberry.ID, on: str, period: str, first: int) -> Orders:
        return Orders(site_id=site_id, on_day=on, of_period=period, first=first)

    @strawberry.field
    async def order(self, id: strawberry.ID) -> MealOrder | None:
        return await canteen.MealOrder.get_or_none(id=id)  # type: ignore[return-value]

    @strawberry.field
    async def orders_of(self, resident_id: strawberry.ID, first: int) -> list[MealOrder]:
        found = canteen.MealOrder.filter(resident_id=resident_id)
        return await found.order_by("-on", "-id").limit(first)  # type: ignore[return-value]

    @strawberry.field
    async def areas(self, parent_id: strawberry.ID, first: int) -> list[Area]:
        found = grid.Area.filter(parent_id=parent_id)
        return await found.order_by("code", "id").limit(first)  # type: ignore[return-value]


@strawberry.input
class PlaceOrder:
    menu_id: strawberry.ID
    serving_id: strawberry.ID
    resident_id: strawberry.ID
    item_id: strawberry.ID
    portions: int


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def place_order(self, input: PlaceOrder) -> MealOrder | None:
        async with in_transaction():
            menu = await canteen.Menu.select_for_update().get(id=input.menu_id, status="PUBLISHED")
            menu.last_number += 1
            await menu.save(update_fields=["last_number"])
            item = await canteen.MenuItem.get(id=input.item_id).select_related("dish")
            resident = await people.Resident.get(id=input.resident_id)
            needs = await people.DietaryNeed.filter(resident=resident, from_on__lte=menu.on)
            if resident.died_on or {need.substance for need in needs} & set(item.dish.allergens):
                raise ValueError("refused")
            site = await grid.Site.get(id=menu.site_id).select_related("area")
            await canteen.SubsidyPolicy.filter(
                area_id__in=site.area.ancestors, from_on__lte=menu.on
            ).first()
            await canteen.Serving.filter(id=input.serving_id).update(taken=F("taken") + 1)
            taken = await canteen.MenuItem.filter(
                id=item.id, taken__lte=item.portions - input.portions
            ).update(taken=F("taken") + input.portions)
            if not taken:
                raise ValueError("sold out")
            price = item.price_fen * input.portions
            order = await canteen.MealOrder.create(
                id=new_key(), number=menu.last_number, menu=menu, serving_id=UUID(input.serving_id),
                site_id=menu.site_id, point_id=menu.site_id, on=menu.on, period=menu.period,
                mode="DINE_IN", resident_id=UUID(input.resident_id), status="PLACED",
                status_at="2026-01-01T00:00:00Z", price_fen=price, discount_fen=0, subsidy_fen=0,
                due_fen=price, shares=[], quote={}, channel="COUNTER",
                placed_at="2026-01-01T00:00:00Z",
            )  # fmt: skip
            await canteen.MealOrderLine.create(
                id=new_key(), order=order, item=item, position=1, name=item.name,
                portions=input.portions, price_fen=item.price_fen,
            )  # fmt: skip
            await canteen.MealOrderMove.create(
                id=new_key(), order=order, at=order.placed_at, to_status="PLACED"
            )
            await kernel.Audit.create(
                id=new_key(), at=order.placed_at, operation="placeOrder", request_id="",
                source="127.0.0.1", input=strawberry.asdict(input), outcome="OK",
            )  # fmt: skip
            await kernel.Event.create(
                topic="meal_order.placed", subject_id=order.id, scope_id=menu.site_id,
                payload={"status": "PLACED"}, at=order.placed_at,
            )  # fmt: skip
        return order  # type: ignore[return-value]


class Endpoint(GraphQL):  # type: ignore[type-arg]
    async def get_context(self, request: Any, response: Any) -> dict[str, Any]:
        return {
            "dishes": DataLoader(load_fn=_by_key(canteen.Dish)),
            "items": DataLoader(load_fn=_grouped(canteen.MenuItem, "menu_id")),
            "residents": DataLoader(load_fn=_by_key(people.Resident)),
            "sites": DataLoader(load_fn=_by_key(grid.Site)),
            "lines": DataLoader(load_fn=_grouped(canteen.MealOrderLine, "order_id")),
            "areas": DataLoader(load_fn=_by_key(grid.Area)),
        }


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    config = tortoise_config(os.environ["DATABASE"], pool_size=int(os.environ["POOL"]))
    await Tortoise.init(config=config, _enable_global_fallback=True)
    yield
    await Tortoise.close_connections()


_schema = strawberry.Schema(Query, Mutation, extensions=[ParserCache, ValidationCache])
app = Starlette(lifespan=lifespan)
app.add_route("/graphql", Endpoint(_schema))  # type: ignore[arg-type]
