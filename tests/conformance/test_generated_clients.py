"""Clients generated from the SDL: each generator runs clean, and what it writes is used."""

import shutil

import pytest

from hub.endpoint import read_manifest
from tests.conformance.conftest import HERE, said

DOCUMENTS = HERE / "documents"


@pytest.mark.node
def test_graphql_codegen_writes_what_compiles_under_strict(run, sdl, workplace):
    run("client_preset.mjs", sdl, f"{DOCUMENTS}/*.graphql", workplace)
    shutil.copytree(HERE / "typescript", workplace, dirs_exist_ok=True)
    run("node_modules/typescript/bin/tsc", "--project", workplace)
    # Its list of documents by SHA-256 is one that the hub takes as the trusted ones.
    manifest = read_manifest((workplace / "persisted-documents.json").read_bytes())
    assert len(manifest) == 8


@pytest.mark.node
def test_relay_compiles_pages_refetching_and_changes(run, sdl, workplace):
    shutil.copytree(HERE / "relay", workplace, dirs_exist_ok=True)
    shutil.copy(sdl, workplace / "schema.graphql")
    run(HERE / "node_modules/relay-compiler/cli.js", "relay.config.json", cwd=workplace)
    assert len(list((workplace / "__generated__").iterdir())) == 8


CONFIG = """
[tool.ariadne-codegen]
schema_path = {sdl!r}
queries_path = {queries!r}
target_package_path = {target!r}
target_package_name = "hub_client"

[tool.ariadne-codegen.scalars.DateTime]
type = "datetime.datetime"

[tool.ariadne-codegen.scalars.Date]
type = "datetime.date"

[tool.ariadne-codegen.scalars.Fen]
type = "int"
"""


def test_ariadne_codegen_writes_a_client_that_imports(tool, sdl, tmp_path):
    config = tmp_path / "codegen.toml"
    config.write_text(
        CONFIG.format(sdl=str(sdl), queries=str(DOCUMENTS), target=str(tmp_path)), "utf-8"
    )
    said(tool("ariadne-codegen"), "--config", config, "client", cwd=tmp_path)
    use = "import hub_client; print(hub_client.Client.place_order, hub_client.OrderCard)"
    assert "place_order" in said(tool("python"), "-c", use, cwd=tmp_path)
