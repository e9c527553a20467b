"""Without introspection a stranger learns no more of the schema than they guess right."""

import json

from tests.conformance.conftest import said

GUESSES = ["mealSites", "name", "id", "menu", "users", "password", "admin", "secret", "settings"]


def test_clairvoyance_finds_nothing_but_its_own_guesses(tool, closed_server, tmp_path):
    words, found = tmp_path / "words.txt", tmp_path / "found.json"
    words.write_text("\n".join(GUESSES), "utf-8")
    command = ["-m", "clairvoyance", closed_server, "-w", words, "-o", found]
    said(tool("python"), *command, cwd=tmp_path)
    types = json.loads(found.read_text("utf-8"))["data"]["__schema"]["types"]
    fields = {field["name"] for each in types for field in each.get("fields") or ()}
    # It does work: what was guessed right is found.
    assert "mealSites" in fields
    # What it writes into types of which it found no field.
    assert fields - {"dummy"} <= set(GUESSES)
