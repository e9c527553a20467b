"""The parameters of a GraphQL request, out of a JSON body or a query string."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import orjson

from hub.endpoint.problems import Declined, Problem
from hub.kernel.errors import Reason

_MOST_PARAMETERS = 20


class Malformed(Reason):
    """What is wrong with the form of a request. `name` is that of a parameter."""

    EMPTY = (
        "请求体为空；请发送含 query 的 JSON 对象",
        "the body is empty; send a JSON object with query",
    )
    BODY_NOT_JSON = ("请求体不是 UTF-8 编码的 JSON", "the body is not JSON in UTF-8")
    NOT_JSON = ("参数 {name} 不是 UTF-8 编码的 JSON", "{name} is not JSON in UTF-8")
    A_LIST = ("每个请求只发送一个操作，不能是列表", "send one operation a request, not a list")
    NOT_AN_OBJECT = ("请求体须为 JSON 对象", "the body must be a JSON object")
    NOT_UTF8 = ("查询字符串不是 UTF-8 编码", "the query string is not UTF-8")
    TWICE = ("参数 {name} 给了两次", "the parameter {name} is given twice")
    NOT_A_STRING = ("参数 {name} 须为字符串", "{name} must be a string")
    NOT_A_MAP = ("参数 {name} 须为对象", "{name} must be an object")
    NO_DOCUMENT = (
        "缺少 query 或 documentId；请给出其一",
        "query or documentId is missing; give one of them",
    )
    NOT_A_HASH = (
        "persistedQuery.sha256Hash 须为文档的 SHA-256（64 位小写十六进制）",
        "persistedQuery.sha256Hash must be the document's SHA-256, 64 lower-case hex digits",
    )


def malformed(what: Malformed, name: str = "") -> Declined:
    """The answer to a request of a wrong form."""
    return Declined(Problem.BAD_REQUEST, detail=what, name=name)


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
        raise malformed(Malformed.EMPTY)
    return from_json(_decoded(body, Malformed.BODY_NOT_JSON, ""))


def from_json(payload: object) -> Parameters:
    """Out of a decoded JSON value. Raises Declined: BAD_REQUEST."""
    if not isinstance(payload, dict):
        if isinstance(payload, list):
            raise malformed(Malformed.A_LIST)
        raise malformed(Malformed.NOT_AN_OBJECT)
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
        raise malformed(Malformed.NOT_UTF8) from None
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        raise malformed(Malformed.TWICE, name=max(names, key=names.count))
    return from_json(
        {
            **values,
            **{
                name: _decoded(text.encode(), Malformed.NOT_JSON, name)
                if (text := values.get(name))
                else None
                for name in ("variables", "extensions")
            },
        }
    )


def _decoded(text: bytes | bytearray, otherwise: Malformed, name: str) -> object:
    try:
        return orjson.loads(text)
    except (orjson.JSONDecodeError, RecursionError):
        raise malformed(otherwise, name=name) from None


def _text(value: object, name: str) -> str | None:
    if value is None or value == "":
        return None
    if type(value) is not str:
        raise malformed(Malformed.NOT_A_STRING, name=name)
    return value


def _map(value: object, name: str) -> dict[str, Any] | None:
    if value is not None and not isinstance(value, dict):
        raise malformed(Malformed.NOT_A_MAP, name=name)
    return value
