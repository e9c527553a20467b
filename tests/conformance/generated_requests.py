"""Requests that Schemathesis makes up for every root field, and what must never come of one.

A program of requirements.txt's environment: the address, the SDL, how many requests a field, and
the tokens of those who ask, besides nobody.
"""

import json
import sys
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

import httpx
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.graphql import nodes

# What a request may be told; the schema's own words for it are not enough to know better.
MAY_BE_TOLD = {"BAD_USER_INPUT", "UNAUTHENTICATED", "FORBIDDEN", "COST_LIMIT_EXCEEDED"}
# What asyncpg, PostgreSQL and Python say of themselves.
INNER_WORDS = ("asyncpg", "Traceback", "query argument", 'relation "', 'column "', "NoneType")

schemathesis.graphql.scalar("Fen", st.integers(1 - 2**53, 2**53 - 1).map(nodes.Int))
# Its own have a zone, which clock times of the hub have not.
schemathesis.graphql.scalar(
    "Time", st.times().map(lambda time: nodes.String(time.isoformat(timespec="seconds")))
)
# A literal that its scalar does not take is for validation to say (ValuesOfCorrectType).
OUT_OF_RANGE = ("This day is too far away; give a nearer one.",)


def trouble_with(response: httpx.Response) -> str | None:
    """What is wrong with an answer; None when nothing is."""
    if response.status_code >= 500:
        return f"status {response.status_code}"
    body = response.json()
    for error in body.get("errors", ()):
        code = error.get("extensions", {}).get("code")
        if code == "GRAPHQL_VALIDATION_FAILED" and error["message"].endswith(OUT_OF_RANGE):
            continue
        if code not in MAY_BE_TOLD:
            return f"code {code}"
        if any(words in error["message"] for words in INNER_WORDS):
            return "inner words"
    if "data" not in body and not body.get("errors"):
        return "neither data nor errors"
    return None


class Asking:
    """Asks as one caller after another, and remembers one example of each kind of trouble."""

    def __init__(self, url: str, tokens: Sequence[str]) -> None:
        self._client = httpx.Client(timeout=30, headers={"Accept-Language": "en"})
        self._url = url
        self._callers = cycle([{}, *({"Authorization": f"Bearer {token}"} for token in tokens)])
        self.asked = 0
        self.found: dict[tuple[str, str], str] = {}

    def ask(self, label: str, document: str) -> None:
        """Send one document made for a root field."""
        self.asked += 1
        response = self._client.post(
            self._url, json={"query": document}, headers=next(self._callers)
        )
        trouble = trouble_with(response)
        if trouble is not None:
            request = json.dumps(document, ensure_ascii=False)
            self.found.setdefault((label, trouble), f"{request}\n    {response.text[:500]}")


def main(url: str, sdl: str, examples: str, *tokens: str) -> int:
    """Ask, and say what went wrong. The exit code is 1 when anything did."""
    schema = schemathesis.graphql.from_file(Path(sdl).read_text("utf-8"))
    asking = Asking(url, tokens)
    options = settings(
        max_examples=int(examples),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    for result in schema.get_all_operations():
        operation = result.ok()

        @seed(7)
        @options
        @given(operation.as_strategy())
        def ask(case: schemathesis.Case) -> None:
            asking.ask(case.operation.label, case.body)

        ask()
    for (label, trouble), example in asking.found.items():
        sys.stdout.write(f"{label}: {trouble}\n    {example}\n\n")
    sys.stdout.write(f"{asking.asked} requests, {len(asking.found)} kinds of trouble\n")
    return 1 if asking.found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
