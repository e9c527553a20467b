"""Runs operations: the compiled way when SQL can say everything, else as much of it as can be."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from datetime import datetime
from functools import partial
from typing import Any

import orjson
import strawberry
from graphql import (
    FieldNode,
    GraphQLField,
)

from hub.kernel.access import Role
from hub.kernel.context import Context
from hub.kernel.errors import BadInput, Forbidden, Reason, Refused, Unauthenticated
from hub.query.answers import Answer, Cost, Request, answer_of, refused
from hub.query.calls import Calls
from hub.query.complete import attach, attach_unions
from hub.query.documents import Documents
from hub.query.emit import MISSING
from hub.query.errors import (
    Fault,
    Formatted,
    RequestError,
    field_error,
)
from hub.query.limits import Limits
from hub.query.meaning import meaning_of
from hub.query.payloads import Incomplete, Shape, shapes_of, written
from hub.query.plan import Plan
from hub.query.roots import Root
from hub.query.runs import Run
from hub.query.slower import Slower
from hub.query.terms import Inputs

_MISSING = MISSING.encode()


class NotRun(Reason):
    """Why an operation is not run; the code is in the error."""

    NEEDS_STREAM = (
        "订阅请通过 WebSocket 或 text/event-stream 进行。",
        "Subscriptions are served over WebSocket or text/event-stream.",
    )
    NEEDS_POST = ("变更请用 POST 发送。", "Send mutations by POST.")
    NO_SUBSCRIPTION = (
        "这个操作不是订阅；请用普通请求发送。",
        "This operation is no subscription; send it as an ordinary request.",
    )
    SEVERAL_ROOTS = ("一个订阅只能有一个根字段。", "A subscription has one root field.")
    INTROSPECTION = (
        "内省已关闭；模式文件见 /schema.graphql。",
        "Introspection is off; the schema is at /schema.graphql.",
    )
    CONDITION_IS_NULL = (
        "变量 ${variable} 用于 @skip 或 @include，不能为 null。",
        "Variable ${variable} is what @skip or @include asks, so it is not null.",
    )
    TOO_COSTLY = (
        "此操作需 {points} 点，超出上限 {most} 点；请减少字段或每页条数。",
        "It costs {points} points, {most} is the most; ask for fewer fields or smaller pages.",
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
        self._calls = Calls(schema, self._observe)
        self._slower = Slower(self.schema, self._calls)
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
                raise RequestError.saying("SUBSCRIPTION_NEEDS_STREAM", NotRun.NEEDS_STREAM)
            if kind == "mutation" and not allow_mutations:
                raise RequestError.saying("MUTATION_NOT_ALLOWED", NotRun.NEEDS_POST)
            try:
                answer = await self._run(run)
            except RequestError:
                raise
            except Exception as error:  # noqa: BLE001 - masked, logged and told as an error
                answer = self._failed(run, error)
        except RequestError as error:
            return refused(error, cost, context.language)
        answer.cost = cost
        answer.statements = run.statements
        return answer

    async def subscribe(
        self,
        request: Request,
        context: Context,
        *,
        clock: Callable[[], datetime],
        renew: Callable[[], Awaitable[None]] | None = None,
        charge: Callable[[int], None] | None = None,
    ) -> AsyncGenerator[Answer, None]:
        """Run a subscription: an answer an event, as of the clock; or one request error.

        Before each event `renew` brings the context's viewer up to date; it must not raise.
        """
        try:
            run = self._prepared(request, context)
            cost = self._weighed(run, charge)
            if run.operation.kind != "subscription":
                raise RequestError.saying("BAD_USER_INPUT", NotRun.NO_SUBSCRIPTION)
            root_type = run.operation.root_type
            selected = run.planner().selecting.collect(
                root_type, [run.operation.node.selection_set]
            )
            if len(selected) != 1:
                raise RequestError.saying("BAD_USER_INPUT", NotRun.SEVERAL_ROOTS)
            ((key, nodes),) = selected.items()
        except RequestError as error:
            yield refused(error, None, context.language)
            return
        definition = root_type.fields[nodes[0].name.value]
        made: Root = meaning_of(definition)
        try:
            self._calls.admit(made, run.context)
            arguments = self._calls.arguments(definition, nodes[0], run.inputs)
            events = made.work(run.context, **arguments)
            async with aclosing(events):
                async for event in events:
                    if renew is not None:
                        await renew()
                    # A role may have ended since.
                    self._calls.admit(made, run.context)
                    latest = run.at(clock())
                    yield await self._event(latest, key, nodes, definition, event, cost)
        except (Forbidden, Unauthenticated, Refused, BadInput) as error:
            code = "FORBIDDEN" if isinstance(error, Refused) else ""
            shown = field_error(Forbidden() if code else error, (key,), context)
            yield refused(_failing(shown), None, context.language)
        except Exception as error:  # noqa: BLE001 - masked, logged and told as an error
            shown = field_error(error, (key,), context)
            yield refused(_failing(shown), None, context.language)

    def explain(self, request: Request, context: Context) -> Plan:
        """The plan of a query's compiled part, for people to read."""
        run = self._prepared(request, context)
        return run.plan(parsed=not run.operation.is_all_compiled)

    # --- Preparing ---

    def _prepared(self, request: Request, context: Context) -> Run:
        operation = self.documents.get(request.document).operation(request.operation_name)
        if operation.uses_introspection and not (
            self._introspection or context.viewer.has(Role.DEVELOPER)
        ):
            raise RequestError.saying("INTROSPECTION_DISABLED", NotRun.INTROSPECTION)
        variables = operation.coerce(request.variables)
        for name in operation.conditions:
            if variables.get(name) is None:
                raise RequestError.saying("BAD_USER_INPUT", NotRun.CONDITION_IS_NULL, variable=name)
        inputs = Inputs(variables, context.viewer, context.now)
        return Run(
            self.schema,
            operation,
            inputs,
            context,
            request.variables,
            self.limits.plans,
            self._observe,
        )

    def _weighed(self, run: Run, charge: Callable[[int], None] | None) -> Cost:
        points = run.operation.cost(run.inputs.variables)
        if points > self.limits.cost:
            raise RequestError.saying(
                "COST_LIMIT_EXCEEDED", NotRun.TOO_COSTLY, points=points, most=self.limits.cost
            )
        if charge is not None:
            charge(points)
        return Cost(points)

    # --- Running ---

    async def _run(self, run: Run) -> Answer:
        if run.operation.is_all_compiled:
            answer = await self._compiled(run)
            if answer is not None:
                return answer
        elif not run.operation.uses_introspection and run.operation.kind == "mutation":
            return await self._payloads(run)
        return await self._slower.completed(run)

    async def _compiled(self, run: Run) -> Answer | None:
        """The text of PostgreSQL as the answer; None when graphql-core has to say what is null."""
        try:
            plan = run.plan()
            if not plan.is_pure:
                return None
            data = await run.fetch(plan)
        except BadInput:
            return None
        if _MISSING in data:
            return None
        if not plan.denied:
            return Answer(b'{"data":' + data + b"}", way="compiled")
        errors = [field_error(error, (key,), run.context) for key, error in plan.denied.items()]
        return answer_of(data, errors, "compiled")

    def _failed(self, run: Run, error: Exception) -> Answer:
        """One statement stands for all root fields, so all of them fail with it."""
        root_type = run.operation.root_type
        selections = run.planner().selecting.collect(root_type, [run.operation.node.selection_set])
        # Worded once, so that it is logged once.
        problem = field_error(error, (), run.context)
        data: dict[str, str | None] = {}
        errors: list[Formatted] = []
        for key, (node, *_) in selections.items():
            is_name = node.name.value == "__typename"
            data[key] = root_type.name if is_name else None
            if not is_name:
                errors.append({**problem, "path": [key]})
        return answer_of(orjson.dumps(data), errors, "failed")

    async def _payloads(self, run: Run) -> Answer:
        """A mutation's root fields one after another, each a command and then a compiled read."""
        planner = run.planner()
        selections = planner.selecting.collect(
            run.operation.root_type, [run.operation.node.selection_set]
        )
        shapes: dict[str, dict[str, Shape]] = {}
        for key, nodes in selections.items():
            name = nodes[0].name.value
            if name != "__typename":
                type_ = run.operation.root_type.fields[name].type
                shapes[key] = run.remembered(key, partial(shapes_of, run.planner, type_, nodes))
        if not all(shape.is_pure for each in shapes.values() for shape in each.values()):
            return await self._slower.completed(run)
        errors: list[Formatted] = []
        parts: list[bytes] = []
        for key, nodes in selections.items():
            if key not in shapes:
                parts.append(b'"%s":"%s"' % (key.encode(), run.operation.root_type.name.encode()))
                continue
            definition = run.operation.root_type.fields[nodes[0].name.value]
            try:
                value = await self._calls.call(definition, nodes[0], run.inputs, run.context)
            except Exception as error:  # noqa: BLE001 - masked, logged and told as an error
                errors.append(field_error(error, (key,), run.context))
                parts.append(b'"%s":null' % key.encode())
                continue
            try:
                text = await written(value, shapes[key], run.inputs, run.fetch, schema=self.schema)
            except Exception as error:  # noqa: BLE001 - masked, logged and told as an error
                # The change is made; only its reading failed. graphql-core says what is null.
                found, problems = await self._slower.completed_value(run, key, nodes, value, error)
                errors += problems
                text = found
            parts.append(b'"%s":%s' % (key.encode(), text))
        return answer_of(b"{" + b",".join(parts) + b"}", errors, "payload")

    async def _event(
        self,
        run: Run,
        key: str,
        nodes: list[FieldNode],
        definition: GraphQLField,
        event: Any,
        cost: Cost,
    ) -> Answer:
        """One event of a subscription as an answer."""
        shapes = run.remembered(key, partial(shapes_of, run.planner, definition.type, nodes))
        try:
            if not all(shape.is_pure for shape in shapes.values()):
                raise Incomplete
            text = await written(event, shapes, run.inputs, run.fetch, schema=self.schema)
            errors: list[Formatted] = []
        except Exception as error:  # noqa: BLE001 - masked, logged and told as an error
            text, errors = await self._slower.completed_value(run, key, nodes, event, error)
        answer = answer_of(b'{"%s":%s}' % (key.encode(), text), errors, "payload")
        answer.cost, answer.statements = cost, run.statements
        return answer


def _failing(shown: Formatted) -> RequestError:
    """What went wrong before the first event, as the only answer."""
    return RequestError(shown["extensions"]["code"], Fault(shown))


__all__ = ["Answer", "Cost", "Engine", "Request"]
