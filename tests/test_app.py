"""What is served besides GraphQL, and that GraphQL is."""

import httpx
import pytest

from hub import app
from hub.schema import SDL
from hub.settings import Settings
from tests.asking import Ask


@pytest.fixture
def client(chosen_settings: Settings) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app.make(chosen_settings))
    return httpx.AsyncClient(transport=transport, base_url="http://hub")


async def test_a_document_is_answered(ask: Ask) -> None:
    assert (await ask("{ __typename }"))["data"] == {"__typename": "Query"}


async def test_it_lives_whatever_the_database_does(client: httpx.AsyncClient) -> None:
    async with client:
        assert (await client.get("/livez")).status_code == 200


@pytest.mark.usefixtures("database")
async def test_it_is_ready_with_a_migrated_database(client: httpx.AsyncClient) -> None:
    async with client:
        response = await client.get("/readyz")
    assert (response.status_code, response.text) == (200, "ready\n")


async def test_the_schema_is_served(client: httpx.AsyncClient) -> None:
    async with client:
        response = await client.get("/schema.graphql")
    assert response.text == SDL


async def test_what_is_not_there_is_not_found(client: httpx.AsyncClient) -> None:
    async with client:
        assert (await client.get("/graphql/x")).status_code == 404
