"""Runs operations: the compiled way when SQL can say everything, else as much of it as can be."""

import inspect
import re
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Any, cast

import asyncpg
import orjson
import strawberry
from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLField,
    GraphQLResolveInfo,
    Undefined,
    execute,
    get_named_type,
    is_list_type,
    is_non_null_type,
    value_from_ast,
)
from strawberry.types.arguments import convert_arguments

from hub.kernel.access import Role
from hub.kernel.clock import utc_now
from hub.kernel.context import Actor, Context
from hub.kernel.db import acquire, audit_outcome
from hub.kernel.errors import BadInput, Forbidden, Refused, Unauthenticated
from hub.query.complete import Completion, attach, attach_unions, parsed
from hub.query.declare import REFUSALS, Root
from hub.query.documents import Documents, Operation
from hub.query.emit import MISSING
from hub.query.errors import (
    Formatted,
    RequestError,
    executed_error,
    field_error,
)
from hub.query.limits import Limits
from hub.query.meaning import BACKREF, meaning_of
from hub.query.payloads import KEY, Incomplete, Shape, shapes_of, written
from hub.query.plan import Plan, Planner, check_roles
from hub.query.terms import Asker, Inputs

# Input fields that never reach the audit trail.
_SECRET = re.compile(r"password|secret|token|identity|phone|^code$", re.IGNORECASE)
_MISSING = MISSING.encode()


@dataclass(slots=True)
class Request:
    """What a client sent."""

    document: str
    operation_name: str | None = None
    variables: dict[str, Any] | None = None


@dataclass(slots=True)
class Cost:
    """Points of an operation: what was asked for."""

    requested: int


@dataclass(slots=True)
class Answer:
    """What the client gets. `content` is the JSON object without extensions.

    `is_request_error`: there is no data at all. `code` is that of the first error. `way` says how
    it was made: "compiled", "payload" or "completed"; `statements` is the SQL that was run.
    """

    content: bytes
    is_request_error: bool = False
    code: str | None = None
    cost: Cost | None = None
    way: str = ""
    statements: list[str] = field(default_factory=list)

    @property
    def body(self) -> bytes:
        """The whole JSON body."""
        if self.cost is None:
            return self.content
        points = self.cost.requested
        return self.content[:-1] + (
            b',"extensions":{"cost":{"requestedQueryCost":%d,"actualQueryCost":%d}}}'
            % (points, points)
        )


@dataclass(slots=True)
class _Run:
    """One operation being run."""

    operation: Operation
    inputs: Inputs
    context: Context
    given: dict[str, Any] | None
    statements: list[str] = field(default_factory=list)

    @property
    def key(self) -> object:
        """What a plan depends on, besides the document."""
        return (
            self.inputs.viewer.shape,
            self.operation.fingerprint(self.inputs.variables),
        )


class Engine:
    """Runs the operations of one schema for many requests."""

    def __init__(
        self,
        schema: strawberry.Schema,
        *,
        limits: Limits | None = None,
        introspection: bool = False,
        observe: Callable[[str, object], None] | None = None,
    ) -> None:
        """`observe` is told `("plan", "hit" | "miss")` and `("refusal", reason)`."""
        self.schema = schema._schema
        self.limits = limits or Limits()
        self.documents = Documents(self.schema, self.limits)
        self._introspection = introspection
        self._observe = observe or (lambda what, which: None)
        self._registry = schema.schema_converter.scalar_registry
        self._config = schema.config
        attach(self.schema)
        attach_unions(self.schema)

    # --- What the endpoint calls ---

    def kind(self, request: Request) -> str | None:
        """The kind of the operation; None when the document may not be run."""
        try:
            return self.documents.get(request.document).operation(request.operation_name).kind
        except RequestError:
            return None

    async def execute(
        self,
        request: Request,
        context: Context,
        *,
        allow_mutations: bool = True,
        charge: Callable[[int], None] | None = None,
    ) -> Answer:
        """Run a query or a mutation. `charge(points)` is called before it runs and may refuse."""
        cost: Cost | None = None
        try:
            run = self._prepared(request, context)
            cost = self._weighed(run, charge)
            kind = run.operation.kind
            if kind == "subscription":
                raise RequestError.saying(
                    "SUBSCRIPTION_NEEDS_STREAM",
                    "Subscriptions are served over WebSocket or text/event-stream.",
                )
            if kind == "mutation" and not allow_mutations:
                raise RequestError.saying("MUTATION_NOT_ALLOWED", "Send mutations by POST.")
            try:
                answer = await self._run(run)
            except RequestError:
                raise
            except Exception as error:
                answer = self._failed(run, error)
        except RequestError as error:
            return self._refused(error, cost)
        answer.cost = cost
        answer.statements = run.statements
        return answer

    async def subscribe(
        self,
        request: Request,
        context: Context,
        *,
        charge: Callable[[int], None] | None = None,
    ) -> AsyncGenerator[Answer, None]:
        """Run a subscription: an answer an event. A request error is the only answer."""
        try:
            run = self._prepared(request, context)
            cost = self._weighed(run, charge)
            ((key, nodes),) = (
                self._planner(run)
                .selecting.collect(run.operation.root_type, [run.operation.node.selection_set])
                .items()
            )
        except RequestError as error:
            yield self._refused(error, None)
            return
        definition = run.operation.root_type.fields[nodes[0].name.value]
        made: Root = meaning_of(definition)
        try:
            self._admit(made, run.context)
            arguments = self._arguments(definition, nodes[0], run.inputs)
            events = made.work(run.context, **arguments)
            async with aclosing(events):
                async for event in events:
                    yield await self._event(run, key, nodes, definition, event, cost)
        except (Forbidden, Unauthenticated, Refused, BadInput) as error:
            code = "FORBIDDEN" if isinstance(error, Refused) else ""
            shown = field_error(Forbidden() if code else error, (key,), context)
            yield self._refused(RequestError(shown["extensions"]["code"], shown), None)
        except Exception as error:
            shown = field_error(error, (key,), context)
            yield self._refused(RequestError(shown["extensions"]["code"], shown), None)

    def explain(self, request: Request, context: Context) -> Plan:
        """The plan of a query's compiled part, for people to read."""
        run = self._prepared(request, context)
        return self._plan(run, parsed=not run.operation.is_all_compiled)

    # --- Preparing ---

    def _prepared(self, request: Request, context: Context) -> _Run:
        operation = self.documents.get(request.document).operation(request.operation_name)
        if operation.uses_introspection and not (
            self._introspection or context.viewer.has(Role.DEVELOPER)
        ):
            raise RequestError.saying(
                "INTROSPECTION_DISABLED", "Introspection is off; the schema is at /schema.graphql."
            )
        variables = operation.coerce(request.variables)
        if any(variables.get(name) is None for name in operation.conditions):
            raise RequestError.saying("BAD_USER_INPUT", "What @skip and @include ask is not null.")
        inputs = Inputs(variables, context.viewer, context.now)
        return _Run(operation, inputs, context, request.variables)

    def _weighed(self, run: _Run, charge: Callable[[int], None] | None) -> Cost:
        points = run.operation.cost(run.inputs.variables)
        if points > self.limits.cost:
            raise RequestError.saying(
                "COST_LIMIT_EXCEEDED",
                f"The operation costs {points} points, {self.limits.cost} is the most; ask for less.",
            )
        if charge is not None:
            charge(points)
        return Cost(points)

    def _refused(self, error: RequestError, cost: Cost | None) -> Answer:
        content = orjson.dumps({"errors": error.errors})
        return Answer(content, is_request_error=True, code=error.code, cost=cost)

    def _planner(self, run: _Run, *, parsed: bool = False) -> Planner:
        return Planner(self.schema, run.operation.fragments, run.inputs, parsed=parsed)

    def _remembered(self, run: _Run, what: object, make: Callable[[], Any]) -> Any:
        """A plan of this operation for this shape of viewer and variables, made once."""
        plans = run.operation.plans
        key = (what, run.key)
        plan = plans.get(key)
        if plan is None:
            self._observe("plan", "miss")
            if len(plans) >= self.limits.plans:
                plans.pop(next(iter(plans)))
            plan = plans[key] = make()
        else:
            self._observe("plan", "hit")
        return plan

    def _plan(self, run: _Run, *, parsed: bool = False) -> Plan:
        return cast(
            Plan,
            self._remembered(
                run,
                parsed,
                lambda: self._planner(run, parsed=parsed).operation(run.operation),
            ),
        )

    # --- Running ---

    async def _run(self, run: _Run) -> Answer:
        if run.operation.is_all_compiled:
            answer = await self._compiled(run)
            if answer is not None:
                return answer
        elif not run.operation.uses_introspection and run.operation.kind == "mutation":
            return await self._payloads(run)
        return await self._completed(run)

    async def _compiled(self, run: _Run) -> Answer | None:
        """The text of PostgreSQL as the answer; None when graphql-core has to say what is null."""
        try:
            plan = self._plan(run)
            if not plan.is_pure:
                return None
            data = await self._fetch(run, plan, run.inputs)
        except BadInput:
            return None
        if _MISSING in data:
            return None
        if not plan.denied:
            return Answer(b'{"data":' + data + b"}", way="compiled")
        errors = [field_error(error, (key,), run.context) for key, error in plan.denied.items()]
        return _answer(data, errors, "compiled")

    def _failed(self, run: _Run, error: Exception) -> Answer:
        """One statement stands for all root fields, so all of them fail with it."""
        root_type = run.operation.root_type
        selections = self._planner(run).selecting.collect(
            root_type, [run.operation.node.selection_set]
        )
        # Worded once, so that it is logged once.
        problem = field_error(error, (), run.context)
        data: dict[str, str | None] = {}
        errors: list[Formatted] = []
        for key, (node, *_) in selections.items():
            is_name = node.name.value == "__typename"
            data[key] = root_type.name if is_name else None
            if not is_name:
                errors.append({**problem, "path": [key]})
        return _answer(orjson.dumps(data), errors, "failed")

    async def _fetch(self, run: _Run, plan: Plan, inputs: Inputs) -> bytes:
        if plan.sql is None:
            return plan.constant
        values = plan.values(inputs)
        run.statements.append(plan.sql)
        try:
            async with acquire() as connection:
                text: bytes | None = await connection.fetchval(plan.sql, *values)
        except (asyncpg.DataError, asyncpg.CharacterNotInRepertoireError) as error:
            # A value that fits its GraphQL type and yet no column, such as a forged cursor.
            raise BadInput("A value or a cursor of this request cannot be used.") from error
        if text is None:
            raise RuntimeError("a piece of the statement is null, and so is all of it")
        return text

    async def _payloads(self, run: _Run) -> Answer:
        """A mutation's root fields one after another, each a command and then a compiled read."""
        planner = self._planner(run)
        selections = planner.selecting.collect(
            run.operation.root_type, [run.operation.node.selection_set]
        )
        shapes: dict[str, dict[str, Shape]] = {}
        for key, nodes in selections.items():
            name = nodes[0].name.value
            if name != "__typename":
                type_ = run.operation.root_type.fields[name].type
                shapes[key] = self._remembered(
                    run, key, lambda t=type_, n=nodes: shapes_of(lambda: self._planner(run), t, n)
                )
        if not all(shape.is_pure for each in shapes.values() for shape in each.values()):
            return await self._completed(run)
        errors: list[Formatted] = []
        parts: list[bytes] = []
        for key, nodes in selections.items():
            if key not in shapes:
                parts.append(b'"%s":"%s"' % (key.encode(), run.operation.root_type.name.encode()))
                continue
            definition = run.operation.root_type.fields[nodes[0].name.value]
            try:
                value = await self._call(run, definition, nodes[0])
            except Exception as error:
                errors.append(field_error(error, (key,), run.context))
                parts.append(b'"%s":null' % key.encode())
                continue
            try:
                text = await written(
                    value, shapes[key], run.inputs, self._fetcher(run), schema=self.schema
                )
            except Exception as error:
                # The change is made; only its reading failed. graphql-core says what is null.
                found, problems = await self._completed_value(run, key, nodes, value, error)
                errors += problems
                text = found
            parts.append(b'"%s":%s' % (key.encode(), text))
        return _answer(b"{" + b",".join(parts) + b"}", errors, "payload")

    def _fetcher(self, run: _Run) -> Callable[[Plan, Inputs], Any]:
        return lambda plan, inputs: self._fetch(run, plan, inputs)

    async def _event(
        self,
        run: _Run,
        key: str,
        nodes: list[FieldNode],
        definition: GraphQLField,
        event: Any,
        cost: Cost,
    ) -> Answer:
        """One event of a subscription as an answer."""
        now = utc_now()
        inputs = Inputs(run.inputs.variables, run.inputs.viewer, now)
        run = replace(run, inputs=inputs, context=replace(run.context, now=now), statements=[])
        shapes = self._remembered(
            run, key, lambda: shapes_of(lambda: self._planner(run), definition.type, nodes)
        )
        try:
            if not all(shape.is_pure for shape in shapes.values()):
                raise Incomplete
            text = await written(event, shapes, inputs, self._fetcher(run), schema=self.schema)
            errors: list[Formatted] = []
        except Exception as error:
            text, errors = await self._completed_value(run, key, nodes, event, error)
        answer = _answer(b'{"%s":%s}' % (key.encode(), text), errors, "payload")
        answer.cost, answer.statements = cost, run.statements
        return answer

    # --- The slower way ---

    async def _completed(self, run: _Run) -> Answer:
        """graphql-core completes the answer over rows that one statement fetched."""
        fetched: dict[str, Any] = {}
        denied: dict[str, Exception] = {}
        if run.operation.kind == "query":
            fetched, denied = await self._rows(run)
        result = await self._execute(run, fetched, denied, {})
        if result.data is None and result.errors and not result.errors[0].path:
            return self._refused(RequestError.of("BAD_USER_INPUT", result.errors), None)
        errors = [executed_error(error, run.context) for error in result.errors or ()]
        return _answer(orjson.dumps(result.data), errors, "completed")

    async def _rows(self, run: _Run) -> tuple[dict[str, Any], dict[str, Exception]]:
        """What compiled root fields give, and why some do not: each is to blame for itself."""
        try:
            plan = self._plan(run, parsed=True)
            return parsed(await self._fetch(run, plan, run.inputs)), {**plan.denied}
        except BadInput:
            fetched: dict[str, Any] = {}
            denied: dict[str, Exception] = {}
        root_type = run.operation.root_type
        selections = self._planner(run).selecting.collect(
            root_type, [run.operation.node.selection_set]
        )
        for key in selections:
            try:
                plan = self._planner(run, parsed=True).operation(run.operation, only=key)
                denied |= plan.denied
                fetched |= parsed(await self._fetch(run, plan, run.inputs))
            except BadInput as error:
                denied[key] = error
        return fetched, denied

    async def _completed_value(
        self, run: _Run, key: str, nodes: list[FieldNode], value: Any, error: Exception
    ) -> tuple[bytes, list[Formatted]]:
        """One root field whose value is known, completed by graphql-core."""
        if not isinstance(error, Incomplete):
            return b"null", [field_error(error, (key,), run.context)]
        result = await self._execute(run, {}, {}, {key: value})
        errors = [
            executed_error(problem, run.context)
            for problem in result.errors or ()
            if problem.path and problem.path[0] == key
        ]
        return orjson.dumps((result.data or {}).get(key)), errors

    async def _execute(
        self,
        run: _Run,
        fetched: dict[str, Any],
        denied: dict[str, Exception],
        results: dict[str, Any],
    ) -> Any:
        async def fetch_keyed(info: GraphQLResolveInfo, key: Any) -> Any:
            type_: Any = info.return_type
            bare = type_.of_type if is_non_null_type(type_) else type_
            plan = self._planner(run, parsed=True).by_key(
                get_named_type(type_),
                list(info.field_nodes),
                lambda inputs: inputs.variables[KEY],
                is_list=is_list_type(bare),
            )
            bound = replace(run.inputs, variables={**run.inputs.variables, KEY: key})
            return parsed(await self._fetch(run, plan, bound))

        async def call_root(made: Root, info: GraphQLResolveInfo, arguments: Any) -> Any:
            key = cast(str, info.path.key)
            if results:
                return results.get(key)
            definition = info.parent_type.fields[info.field_name]
            return await self._call(run, definition, info.field_nodes[0])

        completion = Completion(
            context=run.context,
            fetched=fetched,
            denied=denied,
            fetch_keyed=fetch_keyed,
            call_root=call_root,
            event=next(iter(results.values()), None),
        )
        outcome: Any = execute(
            self.schema,
            run.operation.document,
            root_value=completion,
            context_value=completion,
            variable_values=run.given,
            operation_name=run.operation.node.name.value if run.operation.node.name else None,
            hide_suggestions=True,
        )
        return await outcome if inspect.isawaitable(outcome) else outcome

    # --- Python roots ---

    def _admit(self, made: Root, context: Context) -> None:
        refused = check_roles(made, Asker(context.viewer), is_anonymous=context.viewer.is_anonymous)
        if refused is not None:
            raise refused

    def _arguments(
        self, definition: GraphQLField, node: FieldNode, inputs: Inputs
    ) -> dict[str, Any]:
        """A Python root's arguments as Strawberry makes them."""
        found: dict[str, Any] = {}
        for given in node.arguments or ():
            type_ = definition.args[given.name.value].type
            value = value_from_ast(given.value, type_, inputs.variables)
            if value is not Undefined:
                found[given.name.value] = value
        declared: Any = definition.extensions[BACKREF]
        return convert_arguments(found, declared.arguments, self._registry, self._config)

    async def _call(self, run: _Run, definition: GraphQLField, node: FieldNode) -> Any:
        """A Python root's result; a refusal of a domain is a result too."""
        made: Root = meaning_of(definition)
        is_mutation = made.kind == "mutation"
        context = run.context
        if is_mutation:
            context = replace(context, actor=self._actor(run, made, definition, node))
        try:
            self._admit(made, context)
            arguments = self._arguments(definition, node, run.inputs)
            return await made.work(context, **arguments)
        except Refused as refused:
            self._observe("refusal", refused.reason)
            if is_mutation:
                await audit_outcome(context.actor, refused.reason.name)
            return refusal_of(refused, context.language)
        except (Forbidden, Unauthenticated) as error:
            if is_mutation:
                await audit_outcome(context.actor, type(error).__name__.upper())
            raise
        except Exception:
            if is_mutation:
                await audit_outcome(context.actor, "ERROR")
            raise

    def _actor(self, run: _Run, made: Root, definition: GraphQLField, node: FieldNode) -> Actor:
        viewer = run.context.viewer
        raw: dict[str, Any] = {}
        for given in node.arguments or ():
            type_ = definition.args[given.name.value].type
            value = value_from_ast(given.value, type_, run.inputs.variables)
            raw[given.name.value] = None if value is Undefined else value
        key = (
            raw.get("input", {}).get("idempotencyKey")
            if isinstance(raw.get("input"), dict)
            else None
        )
        return Actor(
            operation=node.name.value,
            account_id=viewer.account_id,
            role=viewer.role_among(made.roles),
            request_id=run.context.request_id,
            source=run.context.source,
            input_json=orjson.dumps(_without_secrets(raw), default=str).decode(),
            idempotency_key=key,
        )


def _without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: "***" if _SECRET.search(name) else _without_secrets(inner)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [_without_secrets(item) for item in value]
    return value


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


def _answer(data: bytes, errors: list[Formatted], way: str) -> Answer:
    if not errors:
        return Answer(b'{"data":' + data + b"}", way=way)
    content = b'{"errors":' + orjson.dumps(errors) + b',"data":' + data + b"}"
    return Answer(content, code=errors[0]["extensions"]["code"], way=way)


__all__ = ["Answer", "Cost", "Engine", "GraphQLError", "Request", "refusal_of"]
