"""The example of the library's own page works as it stands there."""

import importlib.util
import json
import sys
import textwrap

import pytest
from tortoise import Tortoise

import hub.query
from hub.kernel.access import Viewer
from hub.query import Engine, Request, build
from tests.query import rows
from tests.query.conftest import context

pytestmark = pytest.mark.anyio

PLANT = "INSERT INTO plant (id, name, planted_on, owner_id, parent_id) VALUES ($1, $2, $3, $4, $5)"


@pytest.fixture
def garden(tmp_path, monkeypatch):
    """The code of the docstring, as a module."""
    lines = (hub.query.__doc__ or "").splitlines()
    code = "\n".join(line for line in lines if line.startswith("    ") or not line)
    path = tmp_path / "garden.py"
    path.write_text(textwrap.dedent(code), "utf-8")
    spec = importlib.util.spec_from_file_location("garden", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "garden", module)
    spec.loader.exec_module(module)
    Tortoise.init_models([module], "garden")
    return module


async def test_the_example_answers(garden, library_database):
    await library_database.execute(
        "CREATE TEMP TABLE plant (id uuid PRIMARY KEY, name text NOT NULL, planted_on date,"
        " owner_id uuid NOT NULL, parent_id uuid)"
    )
    mine, other = rows.key(7, 1), rows.key(7, 2)
    await library_database.execute(PLANT, rows.key(6, 1), "fern", None, mine, None)
    await library_database.execute(PLANT, rows.key(6, 2), "fernlet", None, mine, rows.key(6, 1))
    await library_database.execute(PLANT, rows.key(6, 3), "rose", None, other, None)
    engine = Engine(build([garden]))

    async def ask(document):
        answer = await engine.execute(Request(document), context(Viewer(account_id=mine)))
        return answer.way, json.loads(answer.body)["data"]

    assert await ask("{ plants { totalCount } }") == ("compiled", {"plants": {"totalCount": 2}})
    way, data = await ask(
        '{ plants(filter: {named: "let"}) { nodes { name since shout parent {'
        " cuttings { nodes { name } } } } } }"
    )
    assert way == "completed"
    assert data["plants"]["nodes"] == [
        {
            "name": "fernlet",
            "since": "?",
            "shout": "FERNLET",
            "parent": {"cuttings": {"nodes": [{"name": "fernlet"}]}},
        }
    ]
