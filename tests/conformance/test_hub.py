"""The whole hub, with the clients that follow its board live."""

import pytest


@pytest.mark.node
def test_clients_order_follow_and_page(run, demonstration):
    run(
        "--test",
        "--test-reporter=spec",
        "hub.test.mjs",
        URL_OF_GRAPHQL=demonstration.url,
        STAFF=demonstration.tokens["canteen"],
        ADMIN=demonstration.tokens["admin"],
    )
