"""The schema: committed as it is, described throughout, and open to nobody by default."""

from collections.abc import Iterator
from pathlib import Path

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_introspection_type,
    is_specified_scalar_type,
)

from hub.kernel.access import Role
from hub.query.changes import changes, grave
from hub.query.declare import TypeMeaning
from hub.query.meaning import type_meaning
from hub.query.schema import roles_of
from hub.schema import SCHEMA, SDL

GRAPHQL = SCHEMA._schema
HERE = Path(__file__).parent
COMMITTED = HERE.parent / "schema.graphql"
# The schema as of the last release. A release renews it: cp schema.graphql tests/released.graphql
RELEASED = HERE / "released.graphql"
CHANGELOG = HERE.parent / "CHANGELOG.md"
# What anybody may ask or do without a role. What rows they see is up to each type.
FOR_EVERYBODY = {
    *("node", "nodes", "rateLimit", "viewer"),
    *("area", "areaByCode", "areaOnDay", "areaPath", "areas", "roleDefinitions", "site", "sites"),
    *("dishes", "mealRefundPolicies", "mealSite", "mealSites", "menu", "menus"),
    *("publicSettlements", "subsidyPolicy"),
    # Signing in; and what one may do with an account of one's own.
    *("residentCodeSend", "residentSignIn", "staffSignIn"),
    *("passwordChange", "sessionRevoke", "sessionRevokeOthers"),
}


def roots() -> Iterator[tuple[str, GraphQLField]]:
    for type_ in (GRAPHQL.query_type, GRAPHQL.mutation_type, GRAPHQL.subscription_type):
        if type_ is not None:
            yield from type_.fields.items()


def undescribed() -> Iterator[str]:
    for name, type_ in GRAPHQL.type_map.items():
        if is_introspection_type(type_) or is_specified_scalar_type(type_):
            continue
        if not type_.description:
            yield name
        if isinstance(type_, GraphQLEnumType):
            yield from (
                f"{name}.{value}" for value, of in type_.values.items() if not of.description
            )
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            yield from (
                f"{name}.{field}" for field, of in type_.fields.items() if not of.description
            )
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for field, of in type_.fields.items():
                yield from (
                    f"{name}.{field}({arg})" for arg, a in of.args.items() if not a.description
                )


def test_the_committed_schema_is_what_is_served() -> None:
    assert COMMITTED.read_text("utf-8") == SDL, "run: hub schema > schema.graphql"


def test_whatever_may_break_a_client_is_told_in_the_changelog() -> None:
    unreleased = CHANGELOG.read_text("utf-8").partition("\n## Unreleased")[2].partition("\n## ")[0]
    told = unreleased.splitlines()
    untold = [f"* {each.what}" for each in grave(changes(RELEASED.read_text("utf-8"), SDL))]
    missing = [line for line in untold if line not in told]
    assert missing == [], "take these back, or put the lines under Unreleased in CHANGELOG.md"


def test_everything_is_described() -> None:
    assert list(undescribed()) == []


def restricted() -> Iterator[tuple[str, str, tuple[Role, ...]]]:
    """Fields of rows that not everybody sees: coordinate, description, roles."""
    for type_ in GRAPHQL.type_map.values():
        meaning = type_meaning(type_)
        if not isinstance(meaning, TypeMeaning) or not isinstance(type_, GraphQLObjectType):
            continue
        for name, field in meaning.fields.items():
            if field.roles is not None:
                described = type_.fields[name].description or ""
                yield f"{type_.name}.{name}", described, field.roles


def test_descriptions_say_who_may_use_what() -> None:
    for name, field in roots():
        assert "\n\nFor" in (field.description or ""), name
    assert len(list(restricted())) > 5
    for coordinate, described, roles in restricted():
        assert all(role.value in described for role in roles), coordinate


def payloads() -> dict[str, list[str]]:
    """The mutations that each payload answers."""
    found: dict[str, list[str]] = {}
    for name, field in mutations().items():
        result = get_named_type(field.type)
        assert isinstance(result, GraphQLUnionType), name
        for member in result.types:
            if "Refusal" not in {each.name for each in member.interfaces}:
                found.setdefault(member.name, []).append(name)
    return found


def mutations() -> dict[str, GraphQLField]:
    assert GRAPHQL.mutation_type is not None
    return GRAPHQL.mutation_type.fields


def test_every_mutation_has_a_payload_of_its_own() -> None:
    # One that several share could not grow for one of them.
    assert {name: by for name, by in payloads().items() if len(by) > 1} == {}
    assert {name for answered_by in payloads().values() for name in answered_by} == set(mutations())


def test_every_other_root_field_names_the_roles_that_may_use_it() -> None:
    assert {name for name, field in roots() if not roles_of(field)} == FOR_EVERYBODY
