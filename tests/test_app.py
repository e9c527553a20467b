"""What is served besides GraphQL, and that GraphQL is."""

import asyncpg
import httpx
import pytest
from pydantic import SecretStr

from hub import app
from hub.schema import SDL, VERSION
from hub.settings import Settings
from tests.asking import Ask


def client_of(chosen: Settings, source: str = "127.0.0.1") -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app.make(chosen), client=(source, 1))
    return httpx.AsyncClient(transport=transport, base_url="http://hub")


@pytest.fixture
def client(chosen_settings: Settings) -> httpx.AsyncClient:
    return client_of(chosen_settings)


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
        again = await client.get(
            "/schema.graphql", headers={"If-None-Match": response.headers["etag"]}
        )
    assert response.text == SDL
    assert response.headers["x-schema-version"] == VERSION
    assert (again.status_code, again.text) == (304, "")


async def test_what_is_not_there_is_not_found(client: httpx.AsyncClient) -> None:
    async with client:
        missing = await client.get("/graphql/x")
        assert missing.status_code == 404
        assert "没有这个页面" in missing.text
        assert "There is no such page" in missing.text
        wrong = await client.post("/livez")
        assert wrong.status_code == 405
        assert "GET" in wrong.headers["allow"]
        assert "不支持这种请求方法" in wrong.text


async def test_it_is_not_ready_before_the_database_is_migrated(
    database: asyncpg.Connection, client: httpx.AsyncClient
) -> None:
    await database.execute("DELETE FROM aerich WHERE version LIKE '5%'")
    async with client:
        response = await client.get("/readyz")
    assert (response.status_code, response.text) == (503, "migrations are pending\n")


@pytest.mark.usefixtures("database")
async def test_prometheus_is_told_of_operations_and_of_what_waits(
    client: httpx.AsyncClient,
) -> None:
    async with client:
        await client.post("/graphql", json={"query": "{ __typename }"})
        response = await client.get("/metrics")
    assert response.status_code == 200
    assert 'hub_requests_total{kind="query",outcome="ok"}' in response.text
    assert 'hub_queue{queue="events",state="waiting"} 0.0' in response.text


@pytest.mark.usefixtures("database")
async def test_metrics_are_for_this_machine_or_for_who_has_the_token(
    chosen_settings: Settings,
) -> None:
    async with client_of(chosen_settings, "192.0.2.1") as stranger:
        assert (await stranger.get("/metrics")).status_code == 403
    kept = chosen_settings.model_copy(update={"metrics_token": SecretStr("s3cret")})
    async with client_of(kept, "192.0.2.1") as stranger:
        assert (await stranger.get("/metrics")).status_code == 401
        wrong = await stranger.get("/metrics", headers={"Authorization": "Bearer no"})
        right = await stranger.get("/metrics", headers={"Authorization": "Bearer s3cret"})
    assert (wrong.status_code, right.status_code) == (401, 200)
    async with client_of(kept) as local:
        assert (await local.get("/metrics")).status_code == 401
