"""GraphQL over HTTP, judged by graphql-http's audit suite."""

import pytest

pytestmark = pytest.mark.node


def test_every_audit_of_graphql_http_is_passed(run, demonstration):
    assert run("http_audit.mjs", demonstration.url).strip() == "61/61"
