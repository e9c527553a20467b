"""Requests that Schemathesis makes up: no 5xx, no unlabelled error, none of the driver's words."""

import pytest

from tests.conformance.conftest import HERE, said


def ask(tool, sdl, demonstration, examples: int) -> None:
    script = HERE / "generated_requests.py"
    tokens = [demonstration.sign_in(name) for name in ("canteen", "manager", "admin", "auditor")]
    said(tool("python"), script, demonstration.url, sdl, str(examples), *tokens, cwd=HERE)


def test_no_request_made_up_for_any_field_is_answered_badly(tool, sdl, demonstration):
    ask(tool, sdl, demonstration, 5)


@pytest.mark.nightly
def test_nor_is_any_of_eighteen_thousand(tool, sdl, demonstration):
    ask(tool, sdl, demonstration, 250)
