"""Which form of answer a client accepts, and in which language. Parsed once per header value."""

from dataclasses import dataclass
from functools import lru_cache

JSON = b"application/json"
RESPONSE_JSON = b"application/graphql-response+json"
EVENT_STREAM = b"text/event-stream"
# Header values come from anyone, so what is remembered of them is bounded, and so is their length.
_REMEMBERED = 512
_LONGEST = 2048


@dataclass(frozen=True, slots=True)
class Accepted:
    """`json` is the JSON media type to answer with, None when none is acceptable."""

    json: bytes | None
    streams: bool


@lru_cache(_REMEMBERED)
def accepted(header: bytes | None) -> Accepted:
    """What an `Accept` header asks for (RFC 9110, 12.5.1). None and `*/*` mean plain JSON."""
    if not header:
        return Accepted(JSON, streams=False)
    weights: dict[bytes, float] = {}
    for media_range in header[:_LONGEST].split(b","):
        name, weight, is_utf8 = _parsed(media_range)
        if is_utf8:
            weights.setdefault(name, weight)
    wildcard = weights.get(b"application/*", weights.get(b"*/*", 0.0))
    plain = weights.get(JSON, wildcard)
    # The newer type is chosen only by its name: `*/*` is what clients send that know neither.
    newer = weights.get(RESPONSE_JSON, 0.0)
    json: bytes | None = None
    if newer > 0 and newer >= plain:
        json = RESPONSE_JSON
        if newer == plain and JSON in weights:
            json = min(JSON, RESPONSE_JSON, key=list(weights).index)
    elif plain > 0:
        json = JSON
    return Accepted(json, streams=weights.get(EVENT_STREAM, 0.0) > 0)


@lru_cache(_REMEMBERED)
def is_json_body(content_type: bytes | None) -> bool:
    """Whether a `Content-Type` is JSON in UTF-8, which is also assumed when it does not say."""
    if content_type is None:
        return False
    name, _, is_utf8 = _parsed(content_type[:_LONGEST])
    return name == JSON and is_utf8


# What a browser sends to another site without asking it first (Fetch standard, "CORS-safelisted").
_SIMPLE = {b"application/x-www-form-urlencoded", b"multipart/form-data", b"text/plain"}


@lru_cache(_REMEMBERED)
def is_preflighted_type(content_type: bytes | None) -> bool:
    """Whether a browser asks first before it sends this `Content-Type` to another site."""
    if content_type is None:
        return False
    name, _, _ = _parsed(content_type[:_LONGEST])
    return b"/" in name and name not in _SIMPLE


@lru_cache(_REMEMBERED)
def language_of(header: bytes | None) -> str:
    """Either "zh-CN" or "en", as `Accept-Language` prefers; "zh-CN" when it names neither."""
    best, best_weight = "zh-CN", 0.0
    for language_range in (header or b"")[:_LONGEST].split(b","):
        tag, weight, _ = _parsed(language_range)
        primary = tag.partition(b"-")[0]
        if weight > best_weight and primary in (b"zh", b"en"):
            best, best_weight = ("en" if primary == b"en" else "zh-CN"), weight
    return best


def _parsed(value: bytes) -> tuple[bytes, float, bool]:
    """One element of such a header: its name in lower case, its weight, whether it is UTF-8."""
    name, *parameters = value.lower().split(b";")
    weight, is_utf8 = 1.0, True
    for parameter in parameters:
        key, _, text = parameter.partition(b"=")
        key, text = key.strip(), text.strip().strip(b'"')
        if key == b"q":
            weight = _weight(text)
        elif key == b"charset":
            is_utf8 = text in (b"utf-8", b"utf8", b"us-ascii")
    return name.strip(), weight, is_utf8


def _weight(text: bytes) -> float:
    try:
        weight = float(text)
    except ValueError:
        return 0.0
    return weight if 0.0 <= weight <= 1.0 else 0.0
