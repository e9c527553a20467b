"""The front door leads somewhere."""

import re

import httpx

from hub import app


async def test_every_link_and_address_on_the_front_page_is_served(chosen_settings, database):
    transport = httpx.ASGITransport(app.make(chosen_settings), client=("127.0.0.1", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://hub.example") as client:
        front = (await client.get("/")).text
        links = set(re.findall(r'href="(/[^"]*)"', front))
        named = re.findall(r"<dt><code>GET ([^<]+)</code>", front)
        addresses = {path for paths in named for path in paths.split()} - {app.GRAPHQL}
        assert {"/graphiql", "/schema.graphql", "/readyz", "/metrics"} <= links | addresses
        for path in links | addresses:
            assert (await client.get(path)).status_code == 200, path
