"""The slower way: graphql-core completes an answer, over rows that few statements gave."""

import inspect
from dataclasses import replace
from typing import Any, cast

import orjson
from graphql import (
    FieldNode,
    GraphQLResolveInfo,
    GraphQLSchema,
    experimental_execute_incrementally,
    get_named_type,
    is_list_type,
    is_non_null_type,
)

from hub.kernel.errors import BadInput
from hub.query.answers import Answer, answer_of, refused
from hub.query.calls import Calls
from hub.query.complete import Completion, parsed
from hub.query.errors import Formatted, RequestError, executed_error, field_error
from hub.query.payloads import KEY, Incomplete
from hub.query.roots import Root
from hub.query.runs import Run


class Slower:
    """Completes what SQL cannot say all of: Python fields, abstract payloads, missing values."""

    def __init__(self, schema: GraphQLSchema, calls: Calls) -> None:
        self._schema = schema
        self._calls = calls

    async def completed(self, run: Run) -> Answer:
        """graphql-core completes the answer over rows that one statement fetched."""
        fetched: dict[str, Any] = {}
        denied: dict[str, Exception] = {}
        if run.operation.kind == "query":
            fetched, denied = await self._rows(run)
        result = await self._execute(run, fetched, denied, {})
        if result.data is None and result.errors and not result.errors[0].path:
            return refused(
                RequestError.of("BAD_USER_INPUT", result.errors), None, run.context.language
            )
        errors = [executed_error(error, run.context) for error in result.errors or ()]
        return answer_of(orjson.dumps(result.data), errors, "completed")

    async def _rows(self, run: Run) -> tuple[dict[str, Any], dict[str, Exception]]:
        """What compiled root fields give, and why some do not: each is to blame for itself."""
        try:
            plan = run.plan(parsed=True)
            return parsed(await run.fetch(plan)), {**plan.denied}
        except BadInput:
            fetched: dict[str, Any] = {}
            denied: dict[str, Exception] = {}
        root_type = run.operation.root_type
        selections = run.planner().selecting.collect(root_type, [run.operation.node.selection_set])
        for key in selections:
            try:
                plan = run.planner(parsed=True).operation(run.operation, only=key)
                denied |= plan.denied
                fetched |= parsed(await run.fetch(plan))
            except BadInput as error:
                denied[key] = error
        return fetched, denied

    async def completed_value(
        self, run: Run, key: str, nodes: list[FieldNode], value: Any, error: Exception
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
        run: Run,
        fetched: dict[str, Any],
        denied: dict[str, Exception],
        results: dict[str, Any],
    ) -> Any:
        async def fetch_keyed(info: GraphQLResolveInfo[Any], key: Any) -> Any:
            type_: Any = info.return_type
            bare = type_.of_type if is_non_null_type(type_) else type_
            plan = run.planner(parsed=True).by_key(
                get_named_type(type_),
                list(info.field_nodes),
                lambda inputs: inputs.variables[KEY],
                is_list=is_list_type(bare),
            )
            bound = replace(run.inputs, variables={**run.inputs.variables, KEY: key})
            return parsed(await run.fetch(plan, bound))

        async def call_root(made: Root, info: GraphQLResolveInfo[Any], arguments: Any) -> Any:
            key = cast(str, info.path.key)
            if results:
                return results.get(key)
            definition = info.parent_type.fields[info.field_name]
            return await self._calls.call(definition, info.field_nodes[0], run.inputs, run.context)

        completion = Completion(
            context=run.context,
            fetched=fetched,
            denied=denied,
            fetch_keyed=fetch_keyed,
            call_root=call_root,
            event=next(iter(results.values()), None),
        )
        # `execute` refuses a schema that has @defer; no document has it any more by now.
        outcome: Any = experimental_execute_incrementally(
            self._schema,
            run.operation.document,
            root_value=completion,
            context_value=completion,
            variable_values=run.given,
            operation_name=run.operation.node.name.value if run.operation.node.name else None,
            hide_suggestions=True,
        )
        return await outcome if inspect.isawaitable(outcome) else outcome
