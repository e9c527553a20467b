"""The clients that front ends use, over HTTP, WebSocket and Server-Sent Events."""

import pytest
from gql import Client, GraphQLRequest
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.exceptions import TransportQueryError
from gql.transport.websockets import WebsocketsTransport

from tests.conformance.conftest import NODE_TEST


@pytest.mark.node
def test_apollo_urql_graphql_request_and_mini_programs_are_served(run, small_server):
    run(*NODE_TEST, "clients.test.mjs", URL_OF_GRAPHQL=small_server)


ECHO = GraphQLRequest(
    "query ($text: String!) { echo(text: $text) }", variable_values={"text": "食堂 🏃"}
)


async def test_gql_over_http(small_server):
    async with Client(transport=AIOHTTPTransport(small_server)) as session:
        assert await session.execute(ECHO) == {"echo": "食堂 🏃"}
        with pytest.raises(TransportQueryError) as failed:
            await session.execute(GraphQLRequest("{ nothing }"))
    errors = failed.value.errors
    assert errors is not None
    assert errors[0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


async def test_gql_over_a_websocket(small_server):
    transport = WebsocketsTransport(
        small_server.replace("http", "ws"), init_payload={"Authorization": "Bearer good"}
    )
    async with Client(transport=transport) as session:
        assert await session.execute(ECHO) == {"echo": "食堂 🏃"}
        counting = session.subscribe(GraphQLRequest("subscription { count(to: 3) }"))
        assert [result["count"] async for result in counting] == [1, 2, 3]
        with pytest.raises(TransportQueryError) as failed:
            await session.execute(GraphQLRequest("{ nothing }"))
    errors = failed.value.errors
    assert errors is not None
    assert errors[0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
