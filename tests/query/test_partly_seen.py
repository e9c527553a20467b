"""Fields that a viewer sees of some rows only, though they see all rows and have the role."""

import pytest

from hub.kernel.access import Grant, Role, Viewer
from hub.query import Engine, build, global_id
from tests.query import partly_seen, rows
from tests.query.conftest import answered

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("library_pool")]

HERE = next(row for row in rows.BOOKS if row.author_id is not None)
ELSEWHERE = next(row for row in rows.BOOKS if row.branch_id != HERE.branch_id)
COMPILED = "secret doubleFen author { name } chapters { heading } loans { totalCount }"
COMPLETED = f"{COMPILED} shout"
NOTHING = dict.fromkeys(("secret", "doubleFen", "author", "chapters", "loans", "shout"))


@pytest.fixture(scope="module")
def engine():
    return Engine(build([partly_seen]))


def works_at(branch_id):
    """Somebody who works at one branch, and is a resident of the whole city besides."""
    return Viewer(
        grants=(Grant(Role.CANTEEN_STAFF, site_id=branch_id), Grant(Role.RESIDENT, area_id=None))
    )


async def seen(engine, selection, book, by):
    document = f"query($id: ID!) {{ volume(id: $id) {{ title {selection} }} }}"
    asked = await answered(engine, document, {"id": global_id("Volume", book.id)}, by=by)
    return asked.answer.way, asked.data["volume"]


@pytest.mark.parametrize(("selection", "way"), [(COMPILED, "compiled"), (COMPLETED, "completed")])
async def test_a_role_held_elsewhere_opens_no_field(engine, selection, way):
    by = works_at(HERE.branch_id)
    made, book = await seen(engine, selection, HERE, by)
    assert made == way
    assert (book["secret"], book["doubleFen"]) == (HERE.secret, 2 * HERE.price_fen)
    assert None not in book.values()
    assert book.get("shout", HERE.title.upper()) == HERE.title.upper()
    _, other = await seen(engine, selection, ELSEWHERE, by)
    assert other.pop("title") == ELSEWHERE.title
    assert other == {name: NOTHING[name] for name in other}


@pytest.mark.parametrize("selection", [COMPILED, COMPLETED])
async def test_who_may_never_see_a_field_and_who_always_may(engine, selection):
    _, book = await seen(engine, selection, HERE, rows.READER)
    assert set(book.values()) == {HERE.title, None}
    _, book = await seen(engine, selection, HERE, rows.CITY_STAFF)
    assert None not in book.values()
