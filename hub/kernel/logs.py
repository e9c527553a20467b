"""One way to log: lines of JSON in production, coloured ones in development, and no secrets.

`structlog.get_logger(__name__).info("meal_order.placed", order_id=…)`; the standard library's
loggers (uvicorn, procrastinate) go the same way. Whatever is bound with
`structlog.contextvars.bound_contextvars(request_id=…)` is on every line below it.
"""

import logging
import re
import sys
from collections.abc import Mapping
from typing import Any

import orjson
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

_HIDDEN = "•••"
# Keys whose values never get into a log, wherever in a name these words are.
_SECRET = re.compile(
    r"passw|secret|token|authorization|cookie|credential|private|signature|(^|_)key$"
    r"|^(code|otp)$|phone|identity_(number|card)|id_card|birth|born",
    re.IGNORECASE,
)
# The password in a URL, a bearer token, a Chinese identity number and mobile number.
_SECRET_TEXTS = [
    (re.compile(r"(\w+://[^:/@\s]*:)[^@\s]+@"), rf"\1{_HIDDEN}@"),
    (re.compile(r"(?i)\b(bearer )\S+"), rf"\1{_HIDDEN}"),
    (re.compile(r"(?<!\d)[1-9]\d{16}[\dXx](?!\d)"), _HIDDEN),
    (re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"), _HIDDEN),
]
_DEEPEST = 6
# They log statements with their values, or every step they take.
_QUIETER = {
    "tortoise": logging.WARNING,
    "asyncpg": logging.INFO,
    "aerich": logging.INFO,
    "asyncio": logging.WARNING,
    "procrastinate": logging.WARNING,
    "uvicorn.access": logging.WARNING,
}


def configure(*, json: bool, level: str = "INFO") -> None:
    """Set logging up for this process; once, before anything is logged. Lines go to stderr.

    `level` is the name of a standard level.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.PositionalArgumentsFormatter()],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_ending(json=json),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, least in _QUIETER.items():
        logging.getLogger(name).setLevel(max(least, root.level))
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        if name not in _QUIETER:
            # Whatever it was told before: the level of the root decides.
            logger.setLevel(logging.NOTSET)


def hide_secrets(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    """Replace whatever a key or its look gives away as a secret, at any depth."""
    return {key: _cleaned(key, value) for key, value in line.items()}


def _ending(*, json: bool) -> list[Processor]:
    if json:
        return [
            structlog.processors.format_exc_info,
            hide_secrets,
            structlog.processors.JSONRenderer(serializer=_encoded),
        ]
    # Plain, for others show local variables, which their functions were careful to hide.
    plain = structlog.dev.plain_traceback
    colours = sys.stderr.isatty()
    return [hide_secrets, structlog.dev.ConsoleRenderer(colors=colours, exception_formatter=plain)]


def _cleaned(key: str, value: Any, depth: int = 0) -> Any:
    if value is not None and not isinstance(value, bool) and _SECRET.search(key):
        return _HIDDEN
    if isinstance(value, str):
        return _cleaned_text(value)
    if depth < _DEEPEST:
        if isinstance(value, Mapping):
            return {name: _cleaned(str(name), each, depth + 1) for name, each in value.items()}
        if isinstance(value, list | tuple) and key != "exc_info":
            return [_cleaned(key, each, depth + 1) for each in value]
    return value


def _cleaned_text(text: str) -> str:
    for pattern, replacement in _SECRET_TEXTS:
        text = pattern.sub(replacement, text)
    return text


def _encoded(line: Mapping[str, Any], **_: Any) -> str:
    return orjson.dumps(line, default=str, option=orjson.OPT_NON_STR_KEYS).decode()
