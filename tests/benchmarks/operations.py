"""The six operations in the words of each server, and the requests that are sent."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import orjson

from tests.benchmarks.data import (
    ITEMS_A_MENU,
    OPEN_DAYS,
    ORDERS_A_MENU,
    RESIDENTS,
    SITES,
    City,
    key,
)

OPERATIONS = {
    "menu": "menu of a day",
    "board": "staff board, 50 orders + totalCount",
    "order": "one order",
    "mine": "a resident's last 20 orders",
    "areas": "100 areas with their parent",
    "place": "place an order",
}

_PLAIN = {
    "menu": """query menu($siteId: ID!, $on: String!, $period: String!) {
  menu(siteId: $siteId, on: $on, period: $period) { id on period status
    items { id name priceFen portions taken dish { name kind kcal isSoft isLowSalt } } } }""",
    "board": """query board($siteId: ID!, $on: String!, $period: String!) {
  orders(siteId: $siteId, on: $on, period: $period, first: 50) { totalCount
    nodes { id number status mode priceFen dueFen placedAt resident { name }
      lines { name portions priceFen } } } }""",
    "order": """query order($id: ID!) {
  order(id: $id) { id number status on period dueFen resident { name } lines { name portions } } }""",
    "mine": """query mine($residentId: ID!) {
  ordersOf(residentId: $residentId, first: 20) { id number on period status dueFen site { name }
    lines { name portions } } }""",
    "areas": """query areas($parentId: ID!) {
  areas(parentId: $parentId, first: 100) { id code name parent { name } } }""",
    "place": """mutation place($input: PlaceOrder!) {
  placeOrder(input: $input) { id number dueFen } }""",
}
_POSTGRAPHILE = {
    "menu": """query menu($siteId: UUID!, $on: Date!, $period: String!) {
  menuBySiteIdAndOnAndPeriod(siteId: $siteId, on: $on, period: $period) { id on period status
    menuItemsByMenuId(orderBy: POSITION_ASC) { nodes { id name priceFen portions taken
      dishByDishId { name kind kcal isSoft isLowSalt } } } } }""",
    "board": """query board($siteId: UUID!, $on: Date!, $period: String!) {
  allMealOrders(condition: { siteId: $siteId, on: $on, period: $period }, first: 50,
      orderBy: [NUMBER_ASC]) { totalCount
    nodes { id number status mode priceFen dueFen placedAt residentByResidentId { name }
      mealOrderLinesByOrderId(orderBy: POSITION_ASC) { nodes { name portions priceFen } } } } }""",
    "order": """query order($id: UUID!) {
  mealOrderByRowId(rowId: $id) { id number status on period dueFen residentByResidentId { name }
    mealOrderLinesByOrderId(orderBy: POSITION_ASC) { nodes { name portions } } } }""",
    "mine": """query mine($residentId: UUID!) {
  allMealOrders(condition: { residentId: $residentId }, first: 20, orderBy: [ON_DESC]) {
    nodes { id number on period status dueFen mealSiteBySiteId { siteBySiteId { name } }
      mealOrderLinesByOrderId(orderBy: POSITION_ASC) { nodes { name portions } } } } }""",
    "areas": """query areas($parentId: UUID!) {
  allAreas(condition: { parentId: $parentId }, first: 100, orderBy: [CODE_ASC]) {
    nodes { id code name areaByParentId { name } } } }""",
    "place": """mutation place($input: PlaceMealOrderInput!) {
  placeMealOrder(input: $input) { result { id number dueFen } } }""",
}
_HUB = {
    "menu": """query menu($siteId: ID!, $on: Date!, $period: MealPeriod!) {
  menu(siteId: $siteId, on: $on, period: $period) { id on period status
    items { id name priceFen portions remaining dish { name kind kcal isSoft isLowSalt } } } }""",
    "board": """query board($siteId: ID!, $on: Date!, $period: MealPeriod!) {
  mealOrders(siteId: $siteId, on: $on, period: $period, first: 50) { totalCount
    nodes { id number status mode priceFen dueFen placedAt residentName
      lines { name portions priceFen } } } }""",
    "order": """query order($id: ID!) {
  mealOrder(id: $id) { id number status on period dueFen residentName lines { name portions } } }""",
    "mine": """query mine {
  myMealOrders(first: 20) { nodes { id number on period status dueFen site { name }
    lines { name portions } } } }""",
    "areas": """query areas($parentId: ID!) {
  node(id: $parentId) { ... on Area { children(first: 100) { nodes { id code name
    parent { name } } } } } }""",
    "place": """mutation place($input: MealOrderPlaceInput!) {
  mealOrderPlace(input: $input) { ... on MealOrderPlaced { order { id number dueFen } }
    ... on Refusal { message } } }""",
}
DOCUMENTS = {
    "hub": _HUB,
    "postgraphile": _POSTGRAPHILE,
    "mercurius": _PLAIN,
    "idiomatic": _PLAIN,
    "limit": _PLAIN,
}

_TYPES = {
    "siteId": "MealSite",
    "id": "MealOrder",
    "residentId": "Resident",
    "parentId": "Area",
    "menuId": "Menu",
    "servingId": "Serving",
    "itemId": "MenuItem",
}
_PERIODS = ("LUNCH", "SUPPER")


def _past(city: City, dice: random.Random) -> tuple[int, int, int]:
    return -dice.randint(1, min(city.days, 90)), dice.randrange(SITES), dice.randrange(2)


def _meal(city: City, dice: random.Random) -> dict[str, Any]:
    day, site, period = _past(city, dice)
    return {
        "siteId": str(key("site", site)),
        "on": city.on(day).isoformat(),
        "period": _PERIODS[period],
    }


def _order(city: City, dice: random.Random) -> dict[str, Any]:
    menu = city.menu_number(*_past(city, dice))
    return {"id": str(key("order", f"{menu}-{dice.randint(1, ORDERS_A_MENU)}"))}


_VARIABLES: dict[str, Callable[[City, random.Random], dict[str, Any]]] = {
    "menu": _meal,
    "board": _meal,
    "order": _order,
    # One resident's own orders: the hub knows whose by the token.
    "mine": lambda city, dice: {"residentId": str(key("resident", 5000))},
    "areas": lambda city, dice: {"parentId": str(key("township", dice.randrange(4)))},
}


def _placing(city: City, turn: int) -> Iterator[dict[str, Any]]:
    """Orders that nobody has placed yet: each turn has open days of its own."""
    for half in range(2):
        day = (turn * 2 + half) % OPEN_DAYS
        for number in range(RESIDENTS):
            menu = city.menu_number(day, number % SITES, number // SITES % 2)
            yield {
                "menuId": str(key("menu", menu)),
                "servingId": str(key("serving", menu)),
                "residentId": str(key("resident", number)),
                "itemId": str(key("item", f"{menu}-{number * 7 % ITEMS_A_MENU}")),
                "portions": 1,
            }


def _global(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: f"{_TYPES[name]}_{value}" if name in _TYPES else value
        for name, value in values.items()
    }


def _hub_input(values: dict[str, Any]) -> dict[str, Any]:
    named = _global(values)
    return {
        "menuId": named["menuId"],
        "residentId": named["residentId"],
        "mode": "DINE_IN",
        "lines": [{"itemId": named["itemId"], "portions": named["portions"]}],
    }


def bodies(server: str, operation: str, city: City, turn: int, most: int = 60_000) -> list[bytes]:
    """The request bodies of one run, in the order they are sent."""
    document = DOCUMENTS[server][operation]
    variables: list[dict[str, Any]] = []
    if operation == "place":
        for values in _placing(city, turn):
            if len(variables) == most:
                break
            variables.append({"input": _hub_input(values) if server == "hub" else values})
    else:
        dice = random.Random(20_260_501)
        made = [_VARIABLES[operation](city, dice) for _ in range(500)]
        variables = [_global(values) for values in made] if server == "hub" else made
    return [
        orjson.dumps({"query": document, "operationName": operation, "variables": values})
        for values in variables
    ]
