"""Every operation that the explorer, the pages and published documents show is run and succeeds.

Those of the README are run by test_readme.py.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from graphql import build_schema, parse, print_ast, separate_operations

from hub.accounts.commands import NoSender, send_by, sent
from hub.canteen.models import MealSite, Menu, MenuItem
from hub.kernel import keyring
from hub.kernel.access import Grant, Role, Viewer
from hub.query import global_id
from hub.settings import Settings
from tests import make
from tests.accounts.outbox import Outbox
from tests.asking import Ask
from tests.canteen.test_api_subscriptions import told
from tests.covered_fields import ASKED, report, selected
from tests.make.accounts import PASSWORD
from tests.make.canteen import BEFORE, MEAL_DAY

ROOT = Path(__file__).parent.parent
FILES = [
    *sorted((ROOT / "hub/console/examples").glob("*.graphql")),
    *sorted((ROOT / "hub/console/src").glob("*.graphql")),
    *sorted((ROOT / "tests/conformance/documents").glob("*.graphql")),
]


def documented() -> dict[str, str]:
    """Every operation with the fragments it needs, by its file and name."""
    texts = {path.name: path.read_text("utf-8") for path in FILES}
    return {
        f"{file}: {name}": print_ast(document)
        for file, text in texts.items()
        for name, document in separate_operations(parse(text)).items()
    }


OPERATIONS = documented()
SUBSCRIPTIONS = {"BoardChanges", "BoardChanged"}
SIGNING_IN = {"StaffSignIn", "ResidentCodeSend", "ResidentSignIn", "SignOut", "Viewer"}


@dataclass
class World:
    """A canteen with lunch on the menu, an order of it, its staff, and another resident."""

    site: MealSite
    menu: Menu
    item: MenuItem
    staff: Viewer
    resident: Viewer
    order_id: str

    def variables(self) -> dict[str, Any]:
        """What any of the operations may want but its input."""
        site_id = global_id("MealSite", self.site.id)
        return {
            "siteId": site_id,
            "on": MEAL_DAY.isoformat(),
            "fromOn": MEAL_DAY.isoformat(),
            "untilOn": MEAL_DAY.isoformat(),
            "period": "LUNCH",
            "id": self.order_id,
            "ids": [site_id, "nothing"],
        }

    def wanted(self) -> dict[str, Any]:
        """An order of one portion."""
        return {
            "menuId": global_id("Menu", self.menu.id),
            "mode": "DINE_IN",
            "lines": [{"itemId": global_id("MenuItem", self.item.id)}],
        }


@pytest.fixture
async def outbox() -> AsyncIterator[Outbox]:
    """Whatever codes are sent."""
    box = Outbox()
    send_by(box)
    yield box
    send_by(NoSender())


async def a_world() -> World:
    item = await make.menu_item(await make.menu())
    menu = await Menu.get(id=item.menu_id)
    site = await MealSite.get(id=menu.site_id)
    person = await make.resident()
    account = await make.account(person)
    grants = (Grant(Role.RESIDENT),)
    resident = Viewer(account_id=account.id, resident_id=person.id, grants=grants)
    order_id = global_id("MealOrder", (await make.meal_order(item)).id)
    return World(site, menu, item, make.staff(site), resident, order_id)


def of_the_canteen() -> list[str]:
    return [each for each in OPERATIONS if name_of(each) not in SUBSCRIPTIONS | SIGNING_IN]


def name_of(called: str) -> str:
    return called.rpartition(": ")[2]


@pytest.mark.parametrize("called", of_the_canteen())
async def test_what_is_asked_of_the_canteen_is_answered(ask: Ask, database: Any, called: str):
    world = await a_world()
    inputs = {
        "PlaceOrder": world.wanted(),
        "Quote": world.wanted(),
        "CancelOrder": {"orderId": world.order_id, "reason": "Not hungry."},
    }
    name = name_of(called)
    by = world.resident if name in ("MyOrders", "PlaceOrder", "Quote") else world.staff
    given = {**world.variables(), "input": inputs.get(name)}
    done(await ask(OPERATIONS[called], by=by, now=BEFORE, **given))


def done(body: dict[str, Any]) -> dict[str, Any]:
    """The data, in which nothing is missing or refused."""
    assert "errors" not in body, body
    data: dict[str, Any] = body["data"]
    assert all(value is not None for value in data.values()), body
    results = [value for value in data.values() if isinstance(value, dict)]
    assert not any(each.get("__typename", "").endswith("Refusal") for each in results), body
    return data


async def test_signing_in_and_out_as_the_pages_do(ask: Ask, database: Any, outbox: Outbox):
    operation = {name_of(called): OPERATIONS[called] for called in OPERATIONS}
    keys = keyring.current()
    await make.resident(
        phone=keys.seal("13800001234", "phone"),
        phone_hash=keys.digest("13800001234", "phone"),
        phone_masked="138****1234",
    )
    staff = await make.account(name="li.na", password=PASSWORD)
    await make.role_grant(staff, site=await make.site())
    named = {"name": "li.na", "password": PASSWORD}
    done(await ask(operation["StaffSignIn"], now=BEFORE, input=named))
    phone = {"phone": "13800001234"}
    done(await ask(operation["ResidentCodeSend"], now=BEFORE, input=phone))
    await sent()
    code = {**phone, "code": outbox.code}
    done(await ask(operation["ResidentSignIn"], now=BEFORE, input=code))
    token = (await make.session(staff, BEFORE)).token
    data = done(await ask(operation["Viewer"], token=token, now=BEFORE))
    assert data["viewer"]["account"]["displayName"] == staff.display_name
    done(await ask(operation["SignOut"], token=token, now=BEFORE))


@pytest.mark.parametrize("name", sorted(SUBSCRIPTIONS))
async def test_what_is_followed_is_told(chosen_settings: Settings, live_database: str, name: str):
    world = await a_world()
    (document,) = [OPERATIONS[called] for called in OPERATIONS if name_of(called) == name]
    site = world.variables()["siteId"]
    ASKED.add(document)
    async with told(chosen_settings, document, world.staff, world.site.id, siteId=site) as feed:
        await make.meal_order(world.item)
        assert (await feed.next())["status"] == "PLACED"


def test_the_fields_that_documents_select_are_counted():
    schema = build_schema("""
        type Query { book: Book, any: Thing, never: Int }
        interface Thing { id: ID }
        type Book implements Thing { id: ID, title: String }
        type Shelf { length: Int }
    """)
    documents = ["{ book { ...T } } fragment T on Book { title }", "{ any { id } nothing }", "{"]
    assert selected(schema, documents) == {
        *("Query.book", "Query.any", "Book.title", "Thing.id", "Book.id")
    }
    said = report(schema, documents).splitlines()
    assert said[0] == "5 of 7 fields (71 %) are selected; not so:"
    assert said[1:] == ["  Query: never", "  Shelf: length"]
