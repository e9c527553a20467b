"""The whole hub, with the clients that follow its board live."""

import pytest

from tests.conformance.conftest import NODE_TEST


@pytest.mark.node
def test_clients_order_follow_and_page(run, demonstration):
    run(
        *NODE_TEST,
        "hub.test.mjs",
        URL_OF_GRAPHQL=demonstration.url,
        STAFF=demonstration.sign_in("canteen"),
        ADMIN=demonstration.sign_in("admin"),
    )
