"""What is wrong with a request is said in the caller's language, and where, and what to do."""

from typing import Any

import pytest

from hub.kernel.errors import Reason
from hub.query import Engine
from hub.query.limits import Limits
from hub.schema import SCHEMA as HUB
from tests.query.conftest import SCHEMA, answered

pytestmark = pytest.mark.anyio

assert HUB

# Each: document, variables, what the message says in English and in Chinese, and what the
# extensions name besides the code.
ASKED: dict[str, tuple[str, dict[str, Any], str, str, dict[str, Any]]] = {
    "a page too large": (
        "{ books(first: 101) { totalCount } }",
        {},
        "`first` is from 1 to 100",
        "参数 first 须在 1 到 100 之间；更多内容请用游标翻页",
        {"argument": "first"},
    ),
    "both ends": (
        "{ books(first: 1, last: 1) { totalCount } }",
        {},
        "not for both",
        "只能给一个",
        {"argument": "last"},
    ),
    "a cursor that is none": (
        '{ books(before: "xyz") { totalCount } }',
        {},
        "`before` is not a cursor of ours",
        "参数 before 不是本系统给出的游标",
        {"argument": "before"},
    ),
    "a required argument that is null": (
        'query($id: ID = "x") { book(id: $id) { id } }',
        {"id": None},
        "`id` is required",
        "参数 id 必填",
        {"argument": "id"},
    ),
    "no variable": (
        "query($id: ID!) { book(id: $id) { id } }",
        {},
        "Variable $id is required",
        "变量 $id 必填",
        {"variable": "id"},
    ),
    "a wrong leaf deep within": (
        "query($f: BookFilter) { books(filter: $f) { totalCount } }",
        {"f": {"pagesIn": [1, "two"]}},
        "Variable $f.pagesIn.1 is no value of type Int.",
        "变量 $f.pagesIn.1 不是 Int 类型的值。",
        {"variable": "f", "path": ["pagesIn", 1]},
    ),
    "no value of an enum": (
        "query($f: BookFilter) { books(filter: $f) { totalCount } }",
        {"f": {"mood": "SOUR"}},
        "Variable $f.mood has to be one of the values of Mood: GRAVE, MERRY.",
        "变量 $f.mood 须为 Mood 的值之一：GRAVE, MERRY。",
        {"variable": "f", "path": ["mood"]},
    ),
    "an unknown member": (
        "query($f: BookFilter) { books(filter: $f) { totalCount } }",
        {"f": {"nothing": 1}},
        "Variable $f.nothing: BookFilter has no such field",
        "变量 $f.nothing：BookFilter 没有这个字段",
        {"variable": "f", "path": ["nothing"]},
    ),
    "no object": (
        "query($f: BookFilter) { books(filter: $f) { totalCount } }",
        {"f": 3},
        "an object of type BookFilter",
        "须为 BookFilter 类型的对象",
        {"variable": "f"},
    ),
    "a long list": (
        "query($ids: [ID!]!) { nodes(ids: $ids) { id } }",
        {"ids": ["x"] * 201},
        "200 items at most",
        "最多 200 项",
        {"variable": "ids"},
    ),
    "a text that no database holds": (
        "query($n: String) { books(filter: {titleHas: $n}) { totalCount } }",
        {"n": "a\x00b"},
        "a NUL character",
        "NUL 字符",
        {"variable": "n"},
    ),
    "a member that is half a character": (
        "query($f: BookFilter) { books(filter: $f) { totalCount } }",
        {"f": {"\ud800": 1}},
        "Variable $f.?",
        "变量 $f.?",
        {"variable": "f"},
    ),
    "a condition that is null": (
        "query($is: Boolean = true) { books @include(if: $is) { totalCount } }",
        {"is": None},
        "Variable $is is what @skip or @include asks",
        "变量 $is 用于 @skip 或 @include",
        {},
    ),
    "a literal of another spelling": (
        '{ books(filter: {boughtBefore: "yesterday"}) { totalCount } }',
        {},
        "An instant is RFC 3339 with a zone",
        "时刻须为带时区的 RFC 3339 格式",
        {},
    ),
    "a variable of another spelling": (
        "query($d: DateTime) { books(filter: {boughtBefore: $d}) { totalCount } }",
        {"d": "2026-02-30T00:00:00Z"},
        "Variable $d: This instant is not in the calendar",
        "变量 $d：日历中没有这个时刻",
        {"variable": "d"},
    ),
    "several operations": (
        "query A { __typename } query B { __typename }",
        {},
        "say which by operationName",
        "请用 operationName 指明",
        {},
    ),
    "too many root fields": (
        "{ " + "__typename " * 21 + "}",
        {},
        "too many root fields (at most 20)",
        "根字段过多（最多 20 个）",
        {},
    ),
}


CODES = {
    *("BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"),
    *("OPERATION_RESOLUTION_FAILURE", "DOCUMENT_LIMIT_EXCEEDED"),
}


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("what", ASKED)
async def test_what_is_wrong_is_said_in_the_callers_language(ask, what, language):
    document, variables, en, zh, named = ASKED[what]
    asked = await ask(document, language=language, **variables)
    (error,) = asked.body["errors"]
    assert (en if language == "en" else zh) in error["message"]
    extensions = error["extensions"]
    code = extensions.pop("code")
    assert code in CODES
    assert ("locations" in error) is (code == "GRAPHQL_VALIDATION_FAILED")
    assert {name: extensions[name] for name in named} == named


async def test_a_refused_document_is_remembered_in_both_languages(library_pool):
    engine = Engine(SCHEMA, limits=Limits(depth=1))
    said = [
        (await answered(engine, "{ books { totalCount } }", language=language)).body["errors"][0]
        for language in ("en", "zh-CN", "en")
    ]
    assert said[0] == said[2]
    assert "too many levels" in said[0]["message"]
    assert "层次过多" in said[1]["message"]


def reasons(kind: type[Reason] = Reason) -> list[Reason]:
    return [*kind, *(member for each in kind.__subclasses__() for member in reasons(each))]


def test_every_reason_is_worded_in_chinese_and_in_english():
    assert len(reasons()) > 100
    for reason in reasons():
        assert any("\u4e00" <= letter <= "\u9fff" for letter in reason.zh), reason
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in reason.en), reason
