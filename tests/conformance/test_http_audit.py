"""GraphQL over HTTP, judged by graphql-http's audit suite."""

import pytest

pytestmark = pytest.mark.node


def test_every_audit_of_graphql_http_is_passed(run, small_server):
    assert run("http_audit.mjs", small_server).strip() == "61/61"
