"""Live updates, judged by the clients of graphql-ws and graphql-sse."""

import pytest

from tests.conformance.conftest import NODE_TEST

pytestmark = pytest.mark.node


@pytest.mark.parametrize("suite", ["websocket.test.mjs", "sse.test.mjs"])
def test_the_protocols_clients_are_served(run, small_server, suite):
    run(*NODE_TEST, suite, URL_OF_GRAPHQL=small_server)
