"""Plans: made once, few, one statement each, and never with anything of a viewer in them."""

import gc
from datetime import timedelta
from types import FunctionType, ModuleType
from typing import Any

import pytest
from graphql import GraphQLSchema, build_schema, get_operation_ast, parse

from hub.kernel.access import Grant, Role, Viewer, Ward
from hub.query import Context, Engine, Request, global_id
from hub.query.analysis import Analysis, Fingerprint
from hub.query.limits import Limits
from hub.query.plan import Plan
from hub.query.terms import Inputs
from tests.query import rows
from tests.query.conftest import SCHEMA, answered, context
from tests.query.rules import Errand

pytestmark = pytest.mark.anyio

WIDE = """query($id: ID!, $n: Int, $c: String, $f: BookFilter, $o: BookOrder, $s: Boolean!) {
  node(id: $id) { id ... on Branch { books(first: $n, after: $c, filter: $f, orderBy: $o) {
    totalCount nodes { isMine title @skip(if: $s) author { name } } } } }
  loans(first: 2) { nodes { book { loans { totalCount } } } } }"""
VARIABLES = {"id": global_id("Branch", rows.BRANCHES[1].id), "n": 2, "s": False}


class Watched(Engine):
    """An engine that counts its plans."""

    def __init__(self, **more: Any) -> None:
        self.seen: list[tuple[str, object]] = []
        super().__init__(
            SCHEMA, observe=lambda what, which: self.seen.append((what, which)), **more
        )

    def misses(self) -> int:
        return self.seen.count(("plan", "miss"))


@pytest.fixture
def watched(library_pool):
    return Watched()


async def test_a_document_is_planned_once_for_a_kind_of_viewer(watched):
    others = Viewer(
        account_id=rows.key(8, 77), resident_id=rows.BORIS, grants=(Grant(Role.RESIDENT),)
    )
    for viewer in (rows.READER, others, rows.READER):
        for size in (1, 2, 3):
            await answered(watched, WIDE, VARIABLES | {"n": size}, by=viewer)
    assert watched.misses() == 1


async def test_a_plan_gives_each_viewer_what_is_theirs(watched):
    others = Viewer(
        account_id=rows.key(8, 77), resident_id=rows.BORIS, grants=(Grant(Role.RESIDENT),)
    )
    document = "{ loans(first: 100) { nodes { id } } }"
    for viewer in (rows.READER, others, rows.READER):
        asked = await answered(watched, document, by=viewer)
        mine = {
            global_id("Loan", row.id) for row in rows.LOANS if row.reader_id == viewer.resident_id
        }
        assert {each["id"] for each in asked.data["loans"]["nodes"]} == mine
    assert watched.misses() == 1


@pytest.mark.parametrize(
    ("scopes", "seen"),
    [(set(), 0), ({Errand.RETURN}, 0), ({Errand.BORROW}, 1), (set(Errand), 1)],
)
async def test_whose_scopes_are_others_has_the_same_plan_and_sees_other_rows(watched, scopes, seen):
    document = "{ loans(first: 100) { totalCount } }"
    borrowed = sum(row.reader_id == rows.BORIS for row in rows.LOANS)
    for wards in ((), (Ward(rows.BORIS, frozenset(scopes)),)):
        viewer = Viewer(
            account_id=rows.key(8, 77),
            resident_id=rows.key(9, 7),
            wards=wards,
            grants=(Grant(Role.RESIDENT),),
        )
        asked = await answered(watched, document, by=viewer)
        assert asked.data["loans"]["totalCount"] == (seen * borrowed if wards else 0)
    assert watched.misses() == 1


async def test_a_plan_depends_on_roles_nulls_conditions_orders_and_types_of_ids(watched):
    variants: list[tuple[Viewer, dict[str, Any]]] = [
        (rows.READER, {}),
        (rows.CITY_STAFF, {}),
        (rows.SITE_STAFF, {}),
        (rows.AREA_STAFF, {}),
        (rows.READER, {"s": True}),
        (rows.READER, {"n": None}),
        (rows.READER, {"o": "NEWEST"}),
        (rows.READER, {"f": {"titleHas": "a"}}),
        (rows.READER, {"f": {"isLent": True}}),
        (rows.READER, {"id": global_id("Book", rows.BOOKS[1].id)}),
        (rows.READER, {"id": "nonsense"}),
    ]
    for count, (viewer, change) in enumerate(variants, 1):
        await answered(watched, WIDE, VARIABLES | change, by=viewer)
        assert watched.misses() == count, change
    for viewer, change in variants:
        await answered(watched, WIDE, VARIABLES | change, by=viewer)
    assert watched.misses() == len(variants)


async def test_made_up_types_of_ids_make_no_plans(watched):
    for number in range(50):
        await answered(watched, WIDE, VARIABLES | {"id": f"Made{number}_{rows.key(3, 1)}"})
    assert watched.misses() == 1


async def test_plans_of_a_document_are_bounded(library_pool):
    engine = Watched(limits=Limits(plans=4))
    names = ["isLent", "titleHas", "mood", "tagged", "hasAuthor", "priceFrom", "weightFrom"]
    values = [True, "a", "MERRY", "a", True, 1, 1]
    for name, value in zip(names, values, strict=True):
        await answered(engine, WIDE, VARIABLES | {"f": {name: value}})
    (document,) = engine.documents._known.values()
    (operation,) = document.operations.values()
    assert len(operation.plans) == 4


def fingerprint_of(schema: GraphQLSchema, text: str) -> Fingerprint:
    """What plans of a document's only operation depend on."""
    node = get_operation_ast(parse(text))
    assert node is not None
    assert schema.query_type is not None
    analysis = Analysis(schema, {})
    analysis.root(schema.query_type, node)
    return analysis.fingerprint(node)


def test_a_variable_that_is_left_out_is_not_one_that_is_null():
    fingerprint = fingerprint_of(
        SCHEMA._schema, "query($n: Int) { books(first: $n) { totalCount } }"
    )
    assert fingerprint({}) != fingerprint({"n": None})
    assert fingerprint({"n": 1}) == fingerprint({"n": 2})


def test_the_order_of_an_object_s_members_makes_no_other_plan():
    fingerprint = fingerprint_of(
        SCHEMA._schema, "query($f: BookFilter) { books(filter: $f) { totalCount } }"
    )
    there = {"titleHas": "a", "isLent": True, "mood": None}
    back = dict(reversed(there.items()))
    assert fingerprint({"f": there}) == fingerprint({"f": back})
    assert fingerprint({"f": there}) != fingerprint({"f": there | {"isLent": False}})


def test_input_objects_may_hold_themselves():
    schema = build_schema(
        """input Where { yes: Boolean, both: Where, words: String }
        type Query { books(where: Where): Int }"""
    )
    fingerprint = fingerprint_of(schema, "query($w: Where) { books(where: $w) }")
    yes, no = ({"both": {"both": {"yes": truth}}} for truth in (True, False))
    assert fingerprint({"w": yes}) != fingerprint({"w": no})
    assert fingerprint({"w": yes}) == fingerprint({"w": {"both": {"both": {"yes": True}}}})


def reachable(start: Any) -> list[Any]:
    """Every object that a plan keeps alive, except code and classes, which it shares."""
    shared = (ModuleType, type, dict)
    seen: dict[int, Any] = {}
    pending = [start]
    while pending:
        thing = pending.pop()
        if id(thing) in seen:
            continue
        seen[id(thing)] = thing
        if isinstance(thing, FunctionType):
            pending += [cell.cell_contents for cell in thing.__closure__ or ()]
            continue
        if isinstance(thing, shared) and not isinstance(thing, dict):
            continue
        pending += gc.get_referents(thing)
        if len(seen) > 200_000:
            raise AssertionError("the plan keeps too much alive")
    return list(seen.values())


async def test_a_plan_keeps_nothing_of_a_viewer_or_of_variables(library_pool):
    engine = Engine(SCHEMA)
    viewer = Viewer(
        account_id=rows.key(8, 99),
        resident_id=rows.key(9, 99),
        wards=(Ward(rows.key(9, 98), frozenset({Errand.BORROW})),),
        grants=(Grant(Role.CANTEEN_STAFF, site_id=rows.key(1, 99)),),
    )
    marker = "a title that nobody else asks for"
    await answered(engine, WIDE, VARIABLES | {"f": {"titleHas": marker}}, by=viewer)
    (document,) = engine.documents._known.values()
    (operation,) = document.operations.values()
    (plan,) = operation.plans.values()
    assert isinstance(plan, Plan)
    for value in (viewer.account_id, viewer.resident_id, rows.key(9, 98), rows.key(1, 99), marker):
        assert str(value) not in str(plan.sql)
    for getter in [*plan.getters, *plan.checks]:
        kept = reachable(getter)
        assert not any(isinstance(thing, Viewer | Inputs | Context) for thing in kept)
        assert not any(isinstance(thing, str) and thing == marker for thing in kept)


async def test_a_query_is_one_statement(ask):
    asked = await ask(WIDE, by=rows.CITY_STAFF, **VARIABLES)
    assert len(asked.answer.statements) == 1
    asked = await ask("{ books(first: 2) { nodes { summary } } authors { totalCount } }")
    assert asked.answer.way == "completed"
    assert len(asked.answer.statements) == 1


async def test_what_needs_no_rows_needs_no_statement(ask):
    for document in (
        "{ __typename }",
        "{ books @skip(if: true) { totalCount } }",
        '{ node(id: "x") { id } }',
    ):
        asked = await ask(document)
        assert asked.answer.statements == []
        assert asked.answer.way == "compiled"


async def test_lists_are_bound_as_arrays(ask):
    document = (
        "query($p: [Int!], $g: [Genre!]) { books(filter: {pagesIn: $p, genre: $g}) { totalCount } }"
    )
    statements = set()
    for size in (0, 1, 5, 100):
        asked = await ask(
            document, p=list(range(size)), g=["NOVEL", "POEMS", "SCIENCE"][: size + 1]
        )
        statements.add(asked.answer.statements[0])
    assert len(statements) == 1
    assert "ANY($" in statements.pop()


async def test_a_value_that_is_used_often_is_bound_once(ask):
    asked = await ask(
        "query($t: String) { a: books(filter: {tagged: $t}) { totalCount }"
        " b: books(filter: {tagged: $t}) { totalCount } }",
        t="a",
    )
    assert "$2" not in asked.answer.statements[0]


async def test_no_text_of_a_client_is_in_a_statement(ask):
    marker = "'; DROP TABLE library_book; --"
    asked = await ask(
        f'{{ books(filter: {{titleHas: "{marker}"}}) {{ totalCount }}'
        f' node(id: "{marker}") {{ id }} }}'
    )
    assert asked.data == {"books": {"totalCount": 0}, "node": None}
    assert "DROP" not in asked.answer.statements[0]


async def test_a_plan_can_be_explained(library_pool):
    plan = Engine(SCHEMA).explain(Request("{ books { totalCount } }"), context())
    assert plan.is_pure
    assert plan.sql is not None
    assert plan.sql.startswith("SELECT ")


async def test_now_and_today_are_those_of_the_request(library_pool):
    asked = await answered(Engine(SCHEMA), '{ advice(input: {words: "w"}) { on } }')
    assert asked.data == {"advice": {"on": (rows.NOON + timedelta(hours=8)).date().isoformat()}}
