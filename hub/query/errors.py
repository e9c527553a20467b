"""Errors as clients read them: a message, where, and a stable code."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import asyncpg
from graphql import GraphQLError, Node
from strawberry.exceptions import StrawberryInputCoercionError

from hub.kernel.context import Context
from hub.kernel.db import AWAY
from hub.kernel.errors import BadInput, Forbidden, Reason, Unauthenticated
from hub.kernel.events import FellBehind

log = logging.getLogger("hub.query")

_SUGGESTION = re.compile(r"\s*Did you mean .*\?$", re.DOTALL)
_ARGUMENT = re.compile(r"Argument '(\w+)'")


class Told(Reason):
    """What a client is told of a field that failed; the members are codes."""

    UNAUTHENTICATED = ("请先登录。", "Please sign in first.")
    FORBIDDEN = ("您的角色无权进行此操作。", "Your roles do not allow this.")
    BAD_USER_INPUT = (
        "可以省略的字段不能填 null；请省略它或填一个值。",
        "A field that may be left out was null, which it cannot be; leave it out or give a value.",
    )
    TIMEOUT = (
        "查询用时过长，已被停止；请缩小范围。",
        "The query took too long and was stopped; ask for less.",
    )
    READ_AGAIN = (
        "更新太多，未能全部送达；请重新读取并重新订阅。",
        "There was more news than you read. Read afresh and subscribe again.",
    )
    INTERNAL_SERVER_ERROR = ("系统出错，请稍后再试。", "Unexpected error.")
    SERVICE_UNAVAILABLE = (
        "服务暂时不可用，请稍后再试。",
        "The service is unavailable for a moment; try again.",
    )


class Unusable(Reason):
    """Why an argument cannot be used; the code of all is BAD_USER_INPUT."""

    REQUIRED = ("参数 {argument} 必填，不能为 null。", "`{argument}` is required and not null.")
    REQUIRED_WITHIN = (
        "参数 {argument} 中有必填的值为 null；请填上。",
        "A required value within `{argument}` is null; give one.",
    )
    UNSTORABLE = (
        "请求中有超出范围的值或伪造的游标；请改正后重试。",
        "A value of this request is out of range, or a cursor is forged; correct it.",
    )


Path = tuple[str | int, ...]
Formatted = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """One error of a request. With a reason it is worded for whoever reads it; else `shown` is.

    Refused documents are remembered, and met by clients of both languages.
    """

    shown: Formatted
    reason: Reason | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    def worded(self, language: str) -> Formatted:
        if self.reason is None:
            return self.shown
        return {"message": self.reason.worded(language, **self.facts), **self.shown}


class RequestError(Exception):
    """The request cannot be run at all: the answer has errors and no data."""

    def __init__(self, code: str, *faults: Fault) -> None:
        super().__init__(code)
        self.code = code
        self.faults = faults

    @classmethod
    def saying(cls, code: str, reason: Reason, **facts: Any) -> "RequestError":
        return cls(code, Fault({"extensions": {"code": code}}, reason, facts))

    @classmethod
    def of(cls, code: str, errors: list[GraphQLError]) -> "RequestError":
        return cls(code, *(_fault(error, code) for error in errors))

    def worded(self, language: str) -> list[Formatted]:
        """The errors as a client reads them, in `"zh-CN"` or `"en"`."""
        return [fault.worded(language) for fault in self.faults]


class Miswritten(GraphQLError):
    """A scalar's value that cannot be, for a reason that is worded in both languages."""

    def __init__(self, reason: Reason, node: Node | None = None) -> None:
        super().__init__(reason.en, node)
        self.reason = reason


def _fault(error: GraphQLError, code: str) -> Fault:
    found = formatted(error, code)
    cause = error if isinstance(error, Miswritten) else error.original_error
    if isinstance(cause, Miswritten):
        del found["message"]
        return Fault(found, cause.reason)
    return Fault(found)


def formatted(error: GraphQLError, code: str) -> Formatted:
    """A graphql-core error in its own words, with a code and without suggestions."""
    # A message may quote what a client sent, and that half a surrogate pair, which is no JSON.
    message = error.message.encode(errors="replace").decode()
    found: Formatted = {"message": _SUGGESTION.sub("", message)}
    if error.locations:
        found["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
    if error.path:
        found["path"] = list(error.path)
    found["extensions"] = {"code": code}
    return found


@dataclass(slots=True)
class _Shown:
    message: str
    extensions: dict[str, Any]


def _shown(error: BaseException, context: Context) -> _Shown:
    if isinstance(error, BadInput):
        extensions: Formatted = {"code": "BAD_USER_INPUT"}
        if error.argument is not None:
            extensions["argument"] = error.argument
        if error.path:
            extensions["path"] = list(error.path)
        return _Shown(error.message(context.language), extensions)
    told = _told(error)
    extensions = {"code": told.name}
    if told is Told.SERVICE_UNAVAILABLE:
        log.warning("the database is away: %s", type(error).__name__)
        extensions["requestId"] = context.request_id
    elif told is Told.INTERNAL_SERVER_ERROR:
        log.error("unexpected error", exc_info=error, extra={"request_id": context.request_id})
        extensions["requestId"] = context.request_id
    return _Shown(told.worded(context.language), extensions)


# `StrawberryInputCoercionError`: only `Maybe[T]` of a T that is not null gives it.
_TOLD: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], Told], ...] = (
    (Unauthenticated, Told.UNAUTHENTICATED),
    (Forbidden, Told.FORBIDDEN),
    (StrawberryInputCoercionError, Told.BAD_USER_INPUT),
    (FellBehind, Told.READ_AGAIN),
    (asyncpg.QueryCanceledError, Told.TIMEOUT),
    (AWAY, Told.SERVICE_UNAVAILABLE),
)


def _told(error: BaseException) -> Told:
    return next(
        (told for kind, told in _TOLD if isinstance(error, kind)), Told.INTERNAL_SERVER_ERROR
    )


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
        path = tuple(error.path or ())
        if named := _ARGUMENT.match(error.message):
            # A variable with a default stands in a required place and was sent as null.
            return field_error(BadInput(Unusable.REQUIRED, argument=named[1]), path, context)
        code = (error.extensions or {}).get("code", "INTERNAL_SERVER_ERROR")
        found = formatted(error, code)
        if code == "INTERNAL_SERVER_ERROR":
            log.error("%s", error, extra={"request_id": context.request_id})
            found["message"] = Told.INTERNAL_SERVER_ERROR.worded(context.language)
            found["extensions"]["requestId"] = context.request_id
        return found
    return field_error(original, tuple(error.path or ()), context)
