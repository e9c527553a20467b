"""What the pages send is what the API understands."""

from pathlib import Path

import pytest
from graphql import OperationDefinitionNode, parse, validate

from hub import console
from hub.schema import SCHEMA

DOCUMENTS = [
    path
    for folder in ("examples", "src")
    for path in sorted((console.HERE / folder).glob("*.graphql"))
]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_of_the_pages_is_valid(path: Path) -> None:
    document = parse(path.read_text("utf-8"))
    assert validate(SCHEMA._schema, document) == []
    # The explorer names its tabs after the operations.
    assert all(
        operation.name
        for operation in document.definitions
        if isinstance(operation, OperationDefinitionNode)
    )


@pytest.mark.parametrize(
    "path", sorted((console.HERE / "examples").iterdir()), ids=lambda path: path.name
)
def test_an_example_says_in_both_languages_what_it_is_for(path: Path) -> None:
    comments = [line for line in path.read_text("utf-8").splitlines() if line.startswith("# ")]
    assert any("\u4e00" <= character <= "\u9fff" for character in "".join(comments))
    assert any(comment.isascii() for comment in comments)
