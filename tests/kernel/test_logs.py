"""Log lines are JSON in production, carry what is bound, and never a secret."""

import json
import logging
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import structlog

from hub.kernel import logs


@pytest.fixture(autouse=True)
def logging_put_back() -> Iterator[None]:
    """Logging as pytest had it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs._QUIETER}
    yield
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_line_has_its_facts_its_time_and_what_is_bound(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure(json=True)
    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        structlog.get_logger("hub.test").info("meal_order.placed", order_id=UUID(int=1), portions=2)
    structlog.get_logger("hub.test").warning("next")
    first, second = lines(capsys)
    assert first.pop("timestamp").endswith("Z")
    assert first == {
        "event": "meal_order.placed",
        "level": "info",
        "logger": "hub.test",
        "order_id": "00000000-0000-0000-0000-000000000001",
        "portions": 2,
        "request_id": "r-1",
    }
    assert "request_id" not in second


def test_the_loggers_of_libraries_go_the_same_way(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(json=True)
    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        logging.getLogger("uvicorn.error").warning("Started on %s", "http://127.0.0.1")
    (line,) = lines(capsys)
    assert (line["event"], line["level"]) == ("Started on http://127.0.0.1", "warning")
    assert (line["logger"], line["request_id"]) == ("uvicorn.error", "r-1")


def test_a_traceback_is_one_field_of_one_line_and_shows_no_local_variables(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure(json=True)
    hunter = "hunter" + "2"
    try:
        raise ValueError(f"no portions but {len(hunter)}")
    except ValueError:
        structlog.get_logger("hub.test").exception("failed")
    (line,) = lines(capsys)
    assert "ValueError: no portions" in line["exception"]
    assert "hunter2" not in line["exception"]


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize(
    "facts",
    [
        {"password": "hunter2"},
        {"accessToken": "hunter2"},
        {"HUB_SECRET_KEYS": ["hunter2"]},
        {"headers": {"Authorization": "hunter2", "Cookie": "a=hunter2"}},
        {"input": {"lines": [{"code": "hunter2"}], "phone": "hunter2"}},
        {"url": "postgresql://hub:hunter2@db/hub"},
        {"said": "Authorization: Bearer hunter2"},
    ],
)
def test_what_a_name_or_a_look_gives_away_is_hidden(
    capsys: pytest.CaptureFixture[str], facts: dict[str, Any], *, as_json: bool
) -> None:
    logs.configure(json=as_json)
    structlog.get_logger("hub.test").info("tried", **facts)
    written = capsys.readouterr().err
    assert "tried" in written
    assert "hunter2" not in written


@pytest.mark.parametrize("number", ["11010519491231002X", "110105194912310021", "13800138000"])
def test_numbers_of_people_are_hidden_wherever_they_stand(
    capsys: pytest.CaptureFixture[str], number: str
) -> None:
    logs.configure(json=True)
    try:
        raise ValueError(f"no resident {number}!")
    except ValueError:
        structlog.get_logger("hub.test").exception(f"for {number}", what=[number])
    logging.getLogger("asyncpg").warning("Key (%s) exists", number)
    assert number not in capsys.readouterr().err


def test_other_facts_are_left_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(json=True)
    facts = {
        "scheduled_at": 1795382804,
        "monkey": "1",
        "status_code": 200,
        "deep": [{"a": None}],
        "is_token": True,
    }
    structlog.get_logger("hub.test").info("done", **facts)
    (line,) = lines(capsys)
    assert {name: line[name] for name in facts} == facts


def test_statements_with_their_values_are_not_logged_even_when_debugging(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure(json=True, level="DEBUG")
    logging.getLogger("tortoise.db_client").debug("SELECT 1: ['13800138000']")
    structlog.get_logger("hub.test").debug("here")
    assert [line["event"] for line in lines(capsys)] == ["here"]


def test_a_level_keeps_lower_lines_out(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(json=True, level="WARNING")
    structlog.get_logger("hub.test").info("hidden")
    logging.getLogger("uvicorn").info("hidden")
    structlog.get_logger("hub.test").warning("seen")
    assert [line["event"] for line in lines(capsys)] == ["seen"]


def test_what_the_loggers_of_a_server_were_told_before_does_not_matter(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    logging.getLogger("uvicorn").setLevel(logging.DEBUG)
    logs.configure(json=True)
    logging.getLogger("uvicorn.error").info("seen")
    logging.getLogger("uvicorn").debug("hidden")
    assert [line["event"] for line in lines(capsys)] == ["seen"]


def test_in_development_a_line_is_for_reading(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(json=False)
    try:
        raise ValueError("no portions")
    except ValueError:
        structlog.get_logger("hub.test").exception("failed", meal="lunch")
    written = capsys.readouterr().err
    assert "failed" in written
    assert "lunch" in written
    assert "no portions" in written
