"""What goes wrong: who is told what, in which language, and what is kept to ourselves."""

import asyncio

import asyncpg
import pytest

from hub.kernel.events import FellBehind
from hub.query import Engine, Request, build
from hub.query.errors import field_error
from tests.query import badly_declared, rows
from tests.query.conftest import SCHEMA, answered, context

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(("language", "word"), [("en", "Please sign in"), ("zh-CN", "请先登录")])
async def test_denials_are_worded_in_the_language_of_the_request(ask, language, word):
    asked = await ask("{ hiddenBooks { id } }", language=language)
    assert asked.answer.code == "UNAUTHENTICATED"
    assert word in asked.body["errors"][0]["message"]


@pytest.mark.parametrize(
    ("language", "message"), [("en", "These are bad words."), ("zh-CN", "这些话不好。")]
)
async def test_bad_input_of_a_python_root_names_the_argument(ask, language, message):
    document = '{ advice(input: {words: "bad"}) { words } __typename }'
    asked = await ask(document, language=language)
    assert asked.body["errors"] == [
        {
            "message": message,
            "path": ["advice"],
            "extensions": {"code": "BAD_USER_INPUT", "argument": "input", "path": ["words"]},
        }
    ]
    assert asked.body["data"] == {"advice": None, "__typename": "Query"}


async def test_a_bug_in_a_python_root_is_masked_and_logged(ask, caplog):
    asked = await ask('{ advice(input: {words: "bug"}) { words } books(first: 1) { totalCount } }')
    assert asked.errors == [(("advice",), "INTERNAL_SERVER_ERROR")]
    assert asked.body["data"]["books"]["totalCount"] > 0
    assert "hunter2" not in asked.answer.body.decode()
    assert "hunter2" in caplog.text


async def test_a_statement_that_takes_too_long_is_stopped(ask_inside, library_database):
    await library_database.execute("SET LOCAL statement_timeout = '30ms'")
    await library_database.execute(
        "CREATE FUNCTION pg_temp.slow() RETURNS boolean LANGUAGE sql VOLATILE AS"
        " $$SELECT pg_sleep(5) IS NOT NULL$$"
    )
    await library_database.execute("ALTER TABLE library_book RENAME TO library_book_away")
    await library_database.execute(
        "CREATE TEMP VIEW library_book AS SELECT * FROM library_book_away WHERE pg_temp.slow()"
    )
    asked = await ask_inside(
        "{ a: books(first: 1) { totalCount } b: authors { totalCount } __typename }"
    )
    assert asked.errors == [(("a",), "TIMEOUT"), (("b",), "TIMEOUT")]
    assert asked.body["data"] == {"a": None, "b": None, "__typename": "Query"}
    assert not asked.answer.is_request_error


async def test_a_client_that_leaves_takes_its_statement_along(library_pool, library_url):
    engine = Engine(SCHEMA)
    blocker = await asyncpg.connect(library_url)
    watcher = await asyncpg.connect(library_url)
    waiting = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = 'library' AND wait_event_type = 'Lock'"
    )
    try:
        async with blocker.transaction():
            await blocker.execute("LOCK TABLE library_book IN ACCESS EXCLUSIVE MODE")
            request = Request("{ books { totalCount } }")
            task = asyncio.create_task(engine.execute(request, context()))
            while not await watcher.fetchval(waiting):
                pass
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            while await watcher.fetchval(waiting):
                pass
    finally:
        await blocker.close()
        await watcher.close()
    assert (await answered(engine, "{ books { totalCount } }")).data["books"]["totalCount"] > 0


async def test_a_missing_table_is_our_mistake_and_nothing_leaks(
    ask_inside, library_database, caplog
):
    await library_database.execute("ALTER TABLE library_book RENAME TO elsewhere")
    asked = await ask_inside("{ books { totalCount } }")
    assert asked.errors == [(("books",), "INTERNAL_SERVER_ERROR")]
    assert "library_book" not in asked.answer.body.decode()
    assert "library_book" in caplog.text


async def test_subscriptions_and_unwanted_mutations_are_not_executed(engine, library_pool):
    asked = await answered(engine, "subscription { bookLent(ids: []) { note } }", by=rows.READER)
    assert asked.answer.code == "SUBSCRIPTION_NEEDS_STREAM"
    request = Request('mutation { bookLend(input: {bookId: "x"}) { __typename } }')
    answer = await engine.execute(request, context(rows.READER), allow_mutations=False)
    assert answer.code == "MUTATION_NOT_ALLOWED"
    assert answer.is_request_error


async def test_a_kind_is_known_before_anything_runs(engine):
    assert engine.kind(Request("{ __typename }")) == "query"
    assert engine.kind(Request("mutation { __typename }")) == "mutation"
    assert engine.kind(Request("{ nonsense }")) is None


@pytest.mark.parametrize(("root", "field"), [("drafts", "Draft"), ("sketches", "Sketch")])
async def test_what_is_null_to_some_is_not_declared_as_required(root, field, monkeypatch):
    for other in {"drafts", "sketches"} - {root}:
        monkeypatch.delattr(badly_declared, other)
    with pytest.raises(TypeError, match=f"{field}.heading is null to some"):
        build([badly_declared])


@pytest.mark.parametrize(("language", "word"), [("en", "Read afresh"), ("zh-CN", "重新读取")])
def test_who_fell_behind_is_told_to_read_again_and_nobody_is_alarmed(language, word, caplog):
    shown = field_error(FellBehind(), ("x",), context(language=language))
    assert shown["extensions"] == {"code": "READ_AGAIN"}
    assert word in shown["message"]
    assert caplog.records == []
