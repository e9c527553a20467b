"""Random documents: the compiled answer, the completed one and the oracle's are the same."""

import json
from typing import Any

import pytest
from graphql import validate, parse
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from hub.kernel.access import Viewer
from hub.query import Answer, Engine, sdl
from hub.query.documents import Limits
from tests.query import rows
from tests.query.conftest import SCHEMA, Asked, answered
from tests.query.documents import Sent, documents
from tests.query.oracle import oracle_says, oracle_schema

pytestmark = pytest.mark.anyio

ORACLE = oracle_schema(sdl(SCHEMA._schema))
LIMITS = Limits(cost=10**12, documents=10)
COMMON = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "phases": (Phase.explicit, Phase.reuse, Phase.generate),
    "database": None,
}


class Completing(Engine):
    """An engine that takes the slower way even when it need not."""

    async def _run(self, run: Any) -> Answer:
        return await self._completed(run)


@pytest.fixture
def engines(library_database) -> tuple[Engine, Engine]:
    return Engine(SCHEMA, limits=LIMITS), Completing(SCHEMA, limits=LIMITS)


def ordered(data: Any) -> str:
    """JSON as text, in which the order of keys shows."""
    return json.dumps(data, sort_keys=False)


async def check(engines: tuple[Engine, Engine], sent: Sent, viewer: Viewer) -> None:
    expected, errors = await oracle_says(ORACLE, sent.document, sent.variables, viewer)
    for engine in engines:
        asked: Asked = await answered(engine, sent.document, sent.variables, by=viewer)
        assert not asked.answer.is_request_error, asked.body
        assert ordered(asked.body["data"]) == ordered(expected), asked.answer.way
        assert sorted(asked.errors, key=repr) == sorted(errors, key=repr), asked.answer.way
        assert len(asked.answer.statements) <= 1 or errors or "advice" in sent.document


def plausible(sent: Sent) -> bool:
    return not validate(SCHEMA._schema, parse(sent.document))


@settings(max_examples=500, **COMMON)
@given(sent=documents(SCHEMA._schema), who=st.sampled_from(sorted(rows.VIEWERS)))
async def test_random_documents_are_answered_as_by_the_oracle(engines, sent, who):
    assume(plausible(sent))
    await check(engines, sent, rows.VIEWERS[who])


@pytest.mark.nightly
@settings(max_examples=20_000, **COMMON)
@given(sent=documents(SCHEMA._schema), who=st.sampled_from(sorted(rows.VIEWERS)))
async def test_many_random_documents_are_answered_as_by_the_oracle(engines, sent, who):
    assume(plausible(sent))
    await check(engines, sent, rows.VIEWERS[who])
