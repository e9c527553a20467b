"""What a client sends and gets."""

from dataclasses import dataclass, field
from typing import Any

import orjson

from hub.query.errors import Formatted, RequestError


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


def answer_of(data: bytes, errors: list[Formatted], way: str) -> Answer:
    """An answer with data, and with the errors that left holes in it."""
    if not errors:
        return Answer(b'{"data":' + data + b"}", way=way)
    content = b'{"errors":' + orjson.dumps(errors) + b',"data":' + data + b"}"
    return Answer(content, code=errors[0]["extensions"]["code"], way=way)


def refused(error: RequestError, cost: Cost | None, language: str) -> Answer:
    """The answer to a request that cannot be run: errors and no data."""
    content = orjson.dumps({"errors": error.worded(language)})
    return Answer(content, is_request_error=True, code=error.code, cost=cost)
