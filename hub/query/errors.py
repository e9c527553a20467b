"""Errors as clients read them: a message, where, and a stable code."""

import logging
import re
from dataclasses import dataclass
from typing import Any

import asyncpg
from graphql import GraphQLError
from strawberry.exceptions import StrawberryInputCoercionError

from hub.kernel.context import Context
from hub.kernel.db import AWAY
from hub.kernel.errors import BadInput, Forbidden, Unauthenticated
from hub.kernel.events import FellBehind

log = logging.getLogger("hub.query")

_SUGGESTION = re.compile(r"\s*Did you mean .*\?$", re.DOTALL)
_MESSAGES = {
    "UNAUTHENTICATED": ("请先登录。", "Please sign in first."),
    "FORBIDDEN": ("您的角色无权进行此操作。", "Your roles do not allow this."),
    "BAD_USER_INPUT": (
        "可以省略的字段不能填 null。",
        "A field that may be left out was null, which it cannot be.",
    ),
    "TIMEOUT": (
        "查询用时过长，已被停止；请缩小范围。",
        "The query took too long and was stopped; ask for less.",
    ),
    "READ_AGAIN": (
        "更新太多，未能全部送达；请重新读取并重新订阅。",
        "There was more news than you read. Read afresh and subscribe again.",
    ),
    "INTERNAL_SERVER_ERROR": ("系统出错，请稍后再试。", "Unexpected error."),
    "SERVICE_UNAVAILABLE": (
        "服务暂时不可用，请稍后再试。",
        "The service is unavailable for a moment; try again.",
    ),
}

Path = tuple[str | int, ...]
Formatted = dict[str, Any]


class RequestError(Exception):
    """The request cannot be run at all: the answer has errors and no data."""

    def __init__(self, code: str, *errors: Formatted) -> None:
        super().__init__(code)
        self.code = code
        self.errors = list(errors)

    @classmethod
    def saying(cls, code: str, message: str) -> "RequestError":
        return cls(code, {"message": message, "extensions": {"code": code}})

    @classmethod
    def of(cls, code: str, errors: list[GraphQLError]) -> "RequestError":
        return cls(code, *(formatted(error, code) for error in errors))


def formatted(error: GraphQLError, code: str) -> Formatted:
    """A graphql-core error with a code and without suggestions."""
    # A message may quote what a client sent, and that half a surrogate pair, which is no JSON.
    message = error.message.encode(errors="replace").decode()
    found: Formatted = {"message": _SUGGESTION.sub("", message)}
    if error.locations:
        found["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
    if error.path:
        found["path"] = list(error.path)
    found["extensions"] = {"code": code}
    return found


def _worded(code: str, language: str) -> str:
    zh, en = _MESSAGES[code]
    return en if language == "en" else zh


@dataclass(slots=True)
class _Shown:
    message: str
    extensions: dict[str, Any]


def _shown(error: BaseException, context: Context) -> _Shown:
    language = context.language
    if isinstance(error, Unauthenticated):
        return _Shown(_worded("UNAUTHENTICATED", language), {"code": "UNAUTHENTICATED"})
    if isinstance(error, Forbidden):
        return _Shown(_worded("FORBIDDEN", language), {"code": "FORBIDDEN"})
    if isinstance(error, BadInput):
        extensions = {"code": "BAD_USER_INPUT"}
        return _Shown(str(error), extensions | ({"field": error.field} if error.field else {}))
    if isinstance(error, StrawberryInputCoercionError):
        # Only `Maybe[T]` of a T that is not null gives it.
        return _Shown(_worded("BAD_USER_INPUT", language), {"code": "BAD_USER_INPUT"})
    if isinstance(error, FellBehind):
        return _Shown(_worded("READ_AGAIN", language), {"code": "READ_AGAIN"})
    if isinstance(error, asyncpg.QueryCanceledError):
        return _Shown(_worded("TIMEOUT", language), {"code": "TIMEOUT"})
    if isinstance(error, AWAY):
        code = "SERVICE_UNAVAILABLE"
        log.warning("the database is away: %s", type(error).__name__)
    else:
        code = "INTERNAL_SERVER_ERROR"
        log.error("unexpected error", exc_info=error, extra={"request_id": context.request_id})
    return _Shown(_worded(code, language), {"code": code, "requestId": context.request_id})


def field_error(error: BaseException, path: Path, context: Context) -> Formatted:
    """What a client sees of an exception at a field; the unexpected is masked and logged."""
    shown = _shown(error, context)
    return {"message": shown.message, "path": list(path), "extensions": shown.extensions}


def _is_null(error: Exception) -> bool:
    """Whether graphql-core found a null where there has to be a value."""
    return isinstance(error, TypeError) and str(error).startswith("Cannot return null for non-null")


def executed_error(error: GraphQLError, context: Context) -> Formatted:
    """The same, of an error that graphql-core collected."""
    original = error.original_error
    if original is None or isinstance(original, GraphQLError) or _is_null(original):
        # graphql-core's own words: a null in a non-null position, a value out of range.
        code = (error.extensions or {}).get("code", "INTERNAL_SERVER_ERROR")
        if error.message.startswith("Argument "):
            # A variable with a default stands in a required place and was sent as null.
            code = "BAD_USER_INPUT"
        if code == "INTERNAL_SERVER_ERROR":
            log.error("%s", error, extra={"request_id": context.request_id})
        found = formatted(error, code)
        if code == "INTERNAL_SERVER_ERROR":
            found["message"] = _worded(code, context.language)
            found["extensions"]["requestId"] = context.request_id
        return found
    return field_error(original, tuple(error.path or ()), context)
