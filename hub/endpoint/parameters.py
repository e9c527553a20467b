"""The parameters of a GraphQL request, out of a JSON body or a query string."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import orjson

from hub.endpoint.problems import Declined, Problem

_MOST_PARAMETERS = 20


@dataclass(slots=True)
class Parameters:
    """What a client asks. An empty string means that a name or a document was not given."""

    query: str | None
    document_id: str | None
    operation_name: str | None
    variables: dict[str, Any] | None
    extensions: dict[str, Any] | None


def from_body(body: bytes | bytearray) -> Parameters:
    """Out of a POST body.

    Raises:
        Declined: BAD_REQUEST, for anything that is not JSON, not an object, or of a wrong type.
    """
    if not body:
        raise Declined(Problem.BAD_REQUEST, detail="the body is empty")
    return from_json(_decoded(body, "the body"))


def from_json(payload: object) -> Parameters:
    """Out of a decoded JSON value. Raises Declined: BAD_REQUEST."""
    if not isinstance(payload, dict):
        if isinstance(payload, list):
            raise Declined(Problem.BAD_REQUEST, detail="send one operation a request, not a list")
        raise Declined(Problem.BAD_REQUEST, detail="the body must be a JSON object")
    get = payload.get
    return Parameters(
        _text(get("query"), "query"),
        _text(get("documentId"), "documentId"),
        _text(get("operationName"), "operationName"),
        _map(get("variables"), "variables"),
        _map(get("extensions"), "extensions"),
    )


def from_query_string(query_string: bytes) -> Parameters:
    """Out of a GET's query string, where variables and extensions are JSON. Raises Declined."""
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_PARAMETERS,
        )
    except ValueError:
        raise Declined(Problem.BAD_REQUEST, detail="the query string is not UTF-8") from None
    values = dict(pairs)
    if len(values) < len(pairs):
        raise Declined(Problem.BAD_REQUEST, detail="a parameter is given twice")
    return from_json(
        {
            **values,
            **{
                name: _decoded(text.encode(), name) if (text := values.get(name)) else None
                for name in ("variables", "extensions")
            },
        }
    )


def _decoded(text: bytes | bytearray, name: str) -> object:
    try:
        return orjson.loads(text)
    except (orjson.JSONDecodeError, RecursionError):
        raise Declined(Problem.BAD_REQUEST, detail=f"{name} is not JSON in UTF-8") from None


def _text(value: object, name: str) -> str | None:
    if value is None or value == "":
        return None
    if type(value) is not str:
        raise Declined(Problem.BAD_REQUEST, detail=f"{name} must be a string")
    return value


def _map(value: object, name: str) -> dict[str, Any] | None:
    if value is not None and not isinstance(value, dict):
        raise Declined(Problem.BAD_REQUEST, detail=f"{name} must be an object")
    return value
