"""The SDL, judged by graphql-eslint, graphql-inspector and Apollo's composition."""

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType, build_schema

from hub.schema import SDL
from tests.conformance.conftest import HERE, ROOT


@pytest.mark.node
def test_graphql_eslint_has_nothing_to_say(run, sdl):
    run("schema_lint.mjs", sdl)


def test_whatever_has_an_id_is_a_node():
    types = build_schema(SDL).type_map.values()
    with_id = [
        each for each in types if isinstance(each, GraphQLObjectType) and "id" in each.fields
    ]
    node = build_schema(SDL).type_map["Node"]
    assert isinstance(node, GraphQLInterfaceType)
    assert [each.name for each in with_id if "Node" not in {i.name for i in each.interfaces}] == []


@pytest.mark.node
def test_it_composes_into_a_federated_graph(run, sdl):
    run("composition.mjs", sdl)


@pytest.mark.node
def test_graphql_inspector_finds_every_published_document_valid(run, sdl):
    published = [
        *(HERE / "documents").iterdir(),
        *(ROOT / "hub/console/examples").rglob("*.graphql"),
    ]
    assert run("inspector.mjs", sdl, *published).strip() == f"{len(published)}/{len(published)}"
