"""A small engine over graphql-core, with the fields that a transport has to be tried with."""

import asyncio
import inspect
from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import datetime
from typing import Any

import orjson
from graphql import (
    ExecutionResult,
    GraphQLError,
    OperationDefinitionNode,
    build_schema,
    execute,
    get_operation_ast,
    get_variable_values,
    parse,
    subscribe,
    validate,
)

from hub.kernel.access import Viewer
from hub.kernel.context import Context
from hub.kernel.cookies import SessionCookie
from hub.query.engine import Answer, Cost, Request

COST = 3
SCHEMA = build_schema(
    """
    type Query {
      hello: String!
      echo(text: String!): String!
      language: String!
      account: String
      slow: Boolean!
      boom: Boolean
    }
    type Mutation { add(by: Int! = 1): Int!, slowAdd: Int!, signIn: Boolean! }
    type Subscription { count(to: Int!): Int!, never: Int!, broken: Int! }
    """
)


class SmallEngine:
    """Executes with graphql-core. `started`, `stopped` tell of slow fields, `opened` ends them."""

    def __init__(self) -> None:
        self.total = 0
        self.started = asyncio.Event()
        self.stopped = asyncio.Event()
        self.opened = asyncio.Event()
        self.crash: Exception | None = None
        self.contexts: list[Context] = []
        # Whose each event of a subscription was.
        self.seen_as: list[Viewer] = []

    # What graphql-core finds as the root value's fields.
    def hello(self, _info: Any) -> str:
        return "world"

    def echo(self, _info: Any, text: str) -> str:
        return text

    def language(self, info: Any) -> str:
        return str(info.context.language)

    def account(self, info: Any) -> str | None:
        found = info.context.viewer.account_id
        return found and str(found)

    async def slow(self, _info: Any) -> bool:
        self.started.set()
        try:
            await self.opened.wait()
        except asyncio.CancelledError:
            self.stopped.set()
            raise
        return True

    def boom(self, _info: Any) -> None:
        raise GraphQLError("Unexpected error.", extensions={"code": "INTERNAL_SERVER_ERROR"})

    def add(self, _info: Any, by: int) -> int:
        self.total += by
        return self.total

    def signIn(self, info: Any) -> bool:  # noqa: N802 -- a field's name
        info.context.response_cookies.append(SessionCookie("fresh", 60))
        return True

    async def slowAdd(self, info: Any) -> int:  # noqa: N802 -- a field's name
        await self.slow(info)
        return self.add(info, 1)

    async def count(self, _info: Any, to: int) -> AsyncGenerator[dict[str, int], None]:
        for number in range(1, to + 1):
            await asyncio.sleep(0)
            yield {"count": number}

    async def never(self, info: Any) -> AsyncGenerator[dict[str, int], None]:
        await self.slow(info)
        yield {"never": 0}

    async def broken(self, _info: Any) -> AsyncGenerator[dict[str, int], None]:
        yield {"broken": 1}
        raise RuntimeError("secret of the database")

    def kind(self, request: Request) -> str | None:
        try:
            operation = get_operation_ast(parse(request.document), request.operation_name)
        except (GraphQLError, RecursionError):
            return None
        return operation.operation.value if operation else None

    async def execute(
        self, request: Request, context: Context, *, charge: Callable[[int], None] | None = None
    ) -> Answer:
        if self.crash is not None:
            raise self.crash
        self.contexts.append(context)
        document = _checked(request)
        if isinstance(document, Answer):
            return document
        if charge:
            charge(COST)
        running = execute(
            SCHEMA, document, self, context, request.variables, request.operation_name
        )
        result = await running if inspect.isawaitable(running) else running
        return _answer(result)

    async def subscribe(
        self,
        request: Request,
        context: Context,
        *,
        clock: Callable[[], datetime],
        renew: Callable[[], Awaitable[None]] | None = None,
        charge: Callable[[int], None] | None = None,
    ) -> AsyncGenerator[Answer, None]:
        assert clock()
        self.contexts.append(context)
        document = _checked(request)
        if isinstance(document, Answer):
            yield document
            return
        if charge:
            charge(COST)
        running = subscribe(
            SCHEMA, document, self, context, request.variables, request.operation_name
        )
        results: Any = await running if inspect.isawaitable(running) else running
        if isinstance(results, ExecutionResult):
            yield _answer(results)
            return
        try:
            async for result in results:
                assert renew is not None
                await renew()
                self.seen_as.append(context.viewer)
                yield _answer(result)
        finally:
            await results.aclose()


def _checked(request: Request) -> Any:
    try:
        document = parse(request.document)
    except GraphQLError as error:
        return _refused("GRAPHQL_PARSE_FAILED", [error])
    except RecursionError:
        return _refused("GRAPHQL_PARSE_FAILED", [GraphQLError("nested too deeply")])
    if errors := validate(SCHEMA, document):
        return _refused("GRAPHQL_VALIDATION_FAILED", errors)
    operation = get_operation_ast(document, request.operation_name)
    if not isinstance(operation, OperationDefinitionNode):
        return _refused("OPERATION_RESOLUTION_FAILURE", [GraphQLError("which operation?")])
    given = get_variable_values(
        SCHEMA, operation.variable_definitions or [], request.variables or {}
    )
    if isinstance(given, list):
        return _refused("BAD_USER_INPUT", given)
    return document


def _refused(code: str, errors: list[GraphQLError]) -> Answer:
    body = {"errors": [{"message": e.message, "extensions": {"code": code}} for e in errors]}
    return Answer(orjson.dumps(body), is_request_error=True, code=code)


def _answer(result: ExecutionResult) -> Answer:
    body: dict[str, Any] = {"data": result.data}
    code = None
    if result.errors:
        body = {"errors": [error.formatted for error in result.errors], **body}
        code = (result.errors[0].extensions or {}).get("code")
    return Answer(orjson.dumps(body), is_request_error=False, code=code, cost=Cost(COST))
