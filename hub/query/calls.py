"""Python roots: who may call them, with which arguments, as whom, and what a refusal becomes."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import strawberry
from graphql import FieldNode, GraphQLField, Undefined, is_non_null_type, value_from_ast

from hub.kernel import keyring
from hub.kernel.context import NO_INPUT, Actor, Context
from hub.kernel.db import audit_outcome
from hub.kernel.errors import BadInput, Forbidden, Refused, Unauthenticated
from hub.query.converters import Arguments, arguments_of
from hub.query.declare import REFUSALS
from hub.query.errors import Unusable
from hub.query.keeping import kept
from hub.query.meaning import meaning_of
from hub.query.plan import check_roles
from hub.query.roots import Root
from hub.query.terms import Asker, Inputs


class Calls:
    """Calls the Python roots of one schema."""

    def __init__(self, schema: strawberry.Schema, observe: Callable[[str, Any], None]) -> None:
        self._schema = schema
        self._observe = observe
        self._converters: dict[str, Arguments] = {}

    def admit(self, made: Root, context: Context) -> None:
        refused = check_roles(made, Asker(context.viewer), is_anonymous=context.viewer.is_anonymous)
        if refused is not None:
            raise refused

    def arguments(
        self, definition: GraphQLField, node: FieldNode, inputs: Inputs
    ) -> dict[str, Any]:
        """A Python root's arguments as Strawberry makes them."""
        found: dict[str, Any] = {}
        written = {given.name.value for given in node.arguments or ()}
        for given in node.arguments or ():
            type_ = definition.args[given.name.value].type
            value = value_from_ast(given.value, type_, inputs.variables)
            if value is not Undefined:
                found[given.name.value] = value
        for name, argument in definition.args.items():
            has_default = argument.default_value is not Undefined and name not in written
            if is_non_null_type(argument.type) and name not in found and not has_default:
                # A variable with a default may stand here and yet be sent as null.
                raise BadInput(Unusable.REQUIRED, argument=name)
        made: Root = meaning_of(definition)
        converter = self._converters.get(made.name)
        if converter is None:
            converter = self._converters[made.name] = arguments_of(self._schema, definition)
        return converter(found)

    async def call(
        self, definition: GraphQLField, node: FieldNode, inputs: Inputs, context: Context
    ) -> Any:
        """A Python root's result; a refusal of a domain is a result too."""
        made: Root = meaning_of(definition)
        is_mutation = made.kind == "mutation"
        if is_mutation:
            context = replace(context, actor=_actor(made, definition, node, inputs, context))
        try:
            self.admit(made, context)
            arguments = self.arguments(definition, node, inputs)
            return await made.work(context, **arguments)
        except Refused as refused:
            self._observe("refusal", refused.reason)
            if is_mutation:
                await _audit(context, refused.reason.name)
            return refusal_of(refused, context.language)
        except (Forbidden, Unauthenticated) as error:
            if is_mutation:
                # Whatever strangers send is not worth keeping.
                await _audit(context, type(error).__name__.upper(), is_input_kept=False)
            raise
        except Exception:
            if is_mutation:
                await _audit(context, "ERROR")
            raise


async def _audit(context: Context, outcome: str, *, is_input_kept: bool = True) -> None:
    """Record an attempt that failed; of somebody anonymous without the input."""
    actor = context.actor
    if context.viewer.is_anonymous or not is_input_kept:
        actor = replace(actor, input_json=None)
    await audit_outcome(actor, outcome)


def _actor(
    made: Root, definition: GraphQLField, node: FieldNode, inputs: Inputs, context: Context
) -> Actor:
    """Who makes a change, with the input as far as it may be kept."""
    raw: dict[str, Any] = {}
    for given in node.arguments or ():
        type_ = definition.args[given.name.value].type
        value = value_from_ast(given.value, type_, inputs.variables)
        raw[given.name.value] = None if value is Undefined else value
    told = raw.get("input")
    key = told.get("idempotencyKey") if isinstance(told, dict) else None
    return Actor(
        operation=node.name.value,
        account_id=context.viewer.account_id,
        role=context.viewer.role_among(made.roles),
        request_id=context.request_id,
        source=context.source,
        input_json=kept(raw),
        idempotency_key=key,
        input_digests=_digests(raw) if key is not None else NO_INPUT,
    )


def _digests(raw: dict[str, Any]) -> tuple[bytes, ...]:
    """All of an input, secrets too, as only holders of a key can compare it with another."""
    text = json.dumps(raw, default=str, sort_keys=True)
    return tuple(keyring.current().digests(text, "idempotency"))


def refusal_of(refused: Refused, language: str) -> Any:
    """A domain's refusal as the object that clients see."""
    shown: Any = REFUSALS[type(refused)]
    names = {each.python_name for each in shown.__strawberry_definition__.fields}
    facts = {name: fact for name, fact in refused.facts.items() if name in names}
    return shown(
        code=refused.reason.name,
        message=refused.message(language),
        field=refused.field,
        reason=refused.reason,
        **facts,
    )
