"""Which web sites may call: CORS for those that are listed, no forged request for the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from hub.endpoint.negotiation import is_preflighted_type
from hub.endpoint.problems import Header

Headers = Mapping[bytes, bytes]

# A page of another site can send none of these without a preflight, which CORS then refuses it
# (Apollo Server's rule, with the name that GraphQL over HTTP proposes for all servers).
_PREFLIGHT_HEADERS = (
    b"graphql-require-preflight",
    b"apollo-require-preflight",
    b"x-apollo-operation-name",
)
_ALLOWED_HEADERS = (
    b"accept-language, authorization, content-type, graphql-require-preflight, "
    b"apollo-require-preflight, x-apollo-operation-name, x-request-id, if-none-match"
)
_EXPOSED_HEADERS = (
    b"etag, retry-after, x-api-version, x-schema-version, x-request-id, x-ratelimit-limit, "
    b"x-ratelimit-remaining, x-ratelimit-used, x-ratelimit-reset"
)
_PREFLIGHT_SECONDS = b"600"


def is_preflighted(headers: Headers) -> bool:
    """Whether a browser would have asked before it sent this request to another site.

    Besides Apollo's rule, Fetch Metadata is believed, which no page can write, for a request
    without cookies: a browser that sends `Sec-Fetch-Mode` always sends `Sec-Fetch-Site` as well,
    so the mode alone comes from a program (Node's fetch), `same-origin` from the hub's own pages.
    """
    if is_preflighted_type(headers.get(b"content-type")):
        return True
    if any(headers.get(name) for name in _PREFLIGHT_HEADERS):
        return True
    return (
        b"sec-fetch-mode" in headers
        and headers.get(b"sec-fetch-site", b"same-origin") == b"same-origin"
        and b"cookie" not in headers
    )


@dataclass(frozen=True, slots=True)
class Origins:
    """The origins (`https://app.example.cn`) whose pages may call; the hub's own always may."""

    allowed: frozenset[str] = frozenset()

    def allows(self, headers: Headers) -> bool:
        """Whether the page that opens a WebSocket may. No Origin means that no page does."""
        origin = headers.get(b"origin")
        if origin is None or origin.decode("latin-1") in self.allowed:
            return True
        return _is_own(origin, headers)

    def cors(self, headers: Headers) -> list[Header]:
        """The headers that let a listed page read the answer; none for any other."""
        origin = headers.get(b"origin")
        if origin is None or origin.decode("latin-1") not in self.allowed:
            return []
        return [
            (b"access-control-allow-origin", origin),
            (b"access-control-allow-credentials", b"true"),
            (b"access-control-expose-headers", _EXPOSED_HEADERS),
        ]

    def preflight(self, headers: Headers) -> list[Header]:
        """The answer to a browser's question, empty for a page that may not call."""
        allowed = self.cors(headers)
        if not allowed or b"access-control-request-method" not in headers:
            return []
        return [
            *allowed,
            (b"access-control-allow-methods", b"GET, POST"),
            (b"access-control-allow-headers", _ALLOWED_HEADERS),
            (b"access-control-max-age", _PREFLIGHT_SECONDS),
        ]


def _is_own(origin: bytes, headers: Headers) -> bool:
    try:
        return urlsplit(origin).netloc.lower() == headers.get(b"host", b"").lower() != b""
    except ValueError:
        return False
