"""One operation being run: its plans, made once and remembered, and what they fetch."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast

import asyncpg
from graphql import GraphQLSchema

from hub.kernel.context import Context
from hub.kernel.db import read
from hub.kernel.errors import BadInput
from hub.query.documents import Operation
from hub.query.errors import Unusable
from hub.query.plan import Plan, Planner
from hub.query.terms import Inputs


@dataclass(slots=True)
class Run:
    """One operation being run.

    `given` are the variables as they were sent, `most` is how many plans an operation remembers.
    `observe("plan", "hit" or "miss")` is told of plans.
    """

    schema: GraphQLSchema
    operation: Operation
    inputs: Inputs
    context: Context
    given: dict[str, Any] | None
    most: int
    observe: Callable[[str, Any], None]
    statements: list[str] = field(default_factory=list)

    def at(self, now: datetime) -> "Run":
        """The same operation run again, with the viewer that its context has by now."""
        inputs = Inputs(self.inputs.variables, self.context.viewer, now)
        context = replace(self.context, now=now)
        return replace(self, inputs=inputs, context=context, statements=[])

    def planner(self, *, parsed: bool = False) -> Planner:
        """A planner for this viewer and these variables."""
        return Planner(self.schema, self.operation.fragments, self.inputs, parsed=parsed)

    def remembered(self, what: object, make: Callable[[], Any]) -> Any:
        """A plan of this operation for this shape of viewer and variables, made once."""
        plans = self.operation.plans
        key = (what, self.inputs.viewer.shape, self.operation.fingerprint(self.inputs.variables))
        plan = plans.get(key)
        if plan is None:
            self.observe("plan", "miss")
            # Made first: input that no plan can be made for does not drive out another.
            plan = make()
            if len(plans) >= self.most:
                plans.pop(next(iter(plans)))
            plans[key] = plan
        else:
            self.observe("plan", "hit")
        return plan

    def plan(self, *, parsed: bool = False) -> Plan:
        """The plan of a query's compiled root fields."""
        return cast(
            Plan,
            self.remembered(parsed, lambda: self.planner(parsed=parsed).operation(self.operation)),
        )

    async def fetch(self, plan: Plan, inputs: Inputs | None = None) -> bytes:
        """The text that a plan's statement gives; raises BadInput when a value fits no column."""
        values = plan.values(inputs or self.inputs)
        if plan.sql is None:
            return plan.constant
        self.statements.append(plan.sql)
        try:
            text: bytes | None = await read(plan.sql, *values)
        except (asyncpg.DataError, asyncpg.CharacterNotInRepertoireError) as error:
            # A value that fits its GraphQL type and yet no column, such as a forged cursor.
            raise BadInput(Unusable.UNSTORABLE) from error
        if text is None:
            raise RuntimeError("a piece of the statement is null, and so is all of it")
        return text
