"""What the endpoint itself may answer instead of a result: one table of status, code and words."""

from collections.abc import Sequence
from enum import Enum
from typing import Self

import orjson

from hub.kernel.errors import worded

Header = tuple[bytes, bytes]


class Problem(Enum):
    """A reason to decline before or beside execution.

    `status` is the HTTP status. The member's name is `extensions.code`; the names that Apollo's
    servers and clients know are theirs. A problem that `is_graphql` concerns the GraphQL request,
    not the HTTP one: a client that accepts only `application/json` gets it with 200, as
    graphql-http's audits (1.23) ask.
    """

    status: int
    zh: str
    en: str
    is_graphql: bool

    BAD_REQUEST = (400, "请求格式不正确：{detail}。", "The request is malformed: {detail}.")
    CSRF_PREVENTED = (
        400,
        "为防止跨站请求伪造，请带上 GraphQL-Require-Preflight 请求头。",
        "To prevent cross-site request forgery, send the header GraphQL-Require-Preflight.",
    )
    UNAUTHENTICATED = (
        401,
        "登录已失效，请重新登录。",
        "The token is unknown or has expired. Sign in again.",
    )
    FORBIDDEN = (403, "不允许从这个来源访问。", "This origin is not allowed.")
    METHOD_NOT_ALLOWED = (
        405,
        "不支持这种请求方法：查询用 GET 或 POST，变更用 POST。",
        "This method is not allowed: queries come by GET or POST, mutations by POST.",
    )
    NOT_ACCEPTABLE = (
        406,
        "请在 Accept 中接受 application/json；订阅请接受 text/event-stream。",
        "Accept application/json, or for a subscription text/event-stream.",
    )
    REQUEST_TIMEOUT = (408, "请求体没有及时发完。", "The request body did not arrive in time.")
    PAYLOAD_TOO_LARGE = (413, "请求体过大。", "The request body is too large.")
    UNSUPPORTED_MEDIA_TYPE = (
        415,
        "请求体须为 UTF-8 编码的 application/json。",
        "The request body must be application/json in UTF-8.",
    )
    RATE_LIMITED = (429, "请求过于频繁，请稍后再试。", "Too many requests. Try again later.")
    INTERNAL_SERVER_ERROR = (500, "系统出错，请稍后再试。", "Unexpected error.")
    SERVICE_UNAVAILABLE = (
        503,
        "服务暂时不可用，请稍后再试。",
        "The service is unavailable for a moment; try again.",
    )
    # Execution had begun, so it is the result that is null, not the request that is declined.
    TIMEOUT = (
        200,
        "操作用时过长，已被停止。",
        "The operation took too long and was stopped.",
        True,
    )
    TOO_MANY_OPERATIONS = (
        429,
        "同一连接上的操作过多。",
        "Too many operations are running on this connection.",
    )
    PERSISTED_QUERY_NOT_FOUND = (400, "PersistedQueryNotFound", "PersistedQueryNotFound", True)
    PERSISTED_QUERY_NOT_SUPPORTED = (
        400,
        "PersistedQueryNotSupported",
        "PersistedQueryNotSupported",
        True,
    )
    PERSISTED_QUERY_HASH_MISMATCH = (
        400,
        "文档与其 SHA-256 不符。",
        "The document does not have the SHA-256 that it was sent with.",
        True,
    )
    QUERY_NOT_IN_SAFELIST = (
        400,
        "这里只接受已登记的文档。",
        "Only documents of the trusted list are accepted here.",
        True,
    )

    def __new__(cls, status: int, zh: str, en: str, is_graphql: bool = False) -> Self:
        member = object.__new__(cls)
        member._value_ = (status, zh, en)
        member.status, member.zh, member.en, member.is_graphql = status, zh, en, is_graphql
        return member

    def body(self, language: str, request_id: str, **facts: object) -> bytes:
        """The answer as JSON: errors, and no data."""
        message = worded(self.zh, self.en, language, facts)
        extensions = {"code": self.name, "requestId": request_id}
        return orjson.dumps({"errors": [{"message": message, "extensions": extensions}]})


class Declined(Exception):
    """The endpoint declines: the problem, the facts of its message, and headers that go with it."""

    def __init__(self, problem: Problem, headers: Sequence[Header] = (), **facts: object) -> None:
        super().__init__(problem.name)
        self.problem = problem
        self.headers = headers
        self.facts = facts

    def body(self, language: str, request_id: str) -> bytes:
        return self.problem.body(language, request_id, **self.facts)


def status_of(*, is_request_error: bool, is_response_json: bool) -> int:
    """The status of an engine's answer.

    A request error (parsing, validation, coercion, limits) is 400 to those who accept
    `application/graphql-response+json` and 200 to the others; an answer with data is 200 to all.
    """
    return 400 if is_request_error and is_response_json else 200
