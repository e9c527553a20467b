"""What a schema changes of another is said in the words of a changelog, the gravest first."""

import pytest

from hub.query.changes import Gravity, changes, grave, markdown

OLD = """
type Query { book(id: ID!): Book, books: [Book!] }
type Book { id: ID!, title: String, pages: Int }
enum Genre { POEMS }
"""


def changed(new: str, *replaced: tuple[str, str]) -> list[tuple[Gravity, str]]:
    for before, after in replaced:
        assert before in new
        new = new.replace(before, after)
    return [(change.gravity, change.what) for change in changes(OLD, new)]


def test_an_equal_schema_changes_nothing():
    assert changes(OLD, OLD) == []
    assert markdown([]) == ""


def test_a_description_is_no_change():
    assert changed(OLD, ("type Book", '"A book." type Book')) == []


@pytest.mark.parametrize(
    ("before", "after", "gravity", "named"),
    [
        (", pages: Int", "", Gravity.BREAKING, "Book.pages"),
        ("title: String", "title: Int", Gravity.BREAKING, "Book.title"),
        ("books: [Book!]", "books(first: Int!): [Book!]", Gravity.BREAKING, "first"),
        ("POEMS", "POEMS NOVELS", Gravity.DANGEROUS, "NOVELS"),
        ("pages: Int", "pages: Int, isbn: String", Gravity.ADDED, "Book.isbn"),
        (
            "pages: Int",
            'pages: Int @deprecated(reason: "Use `length` after 2027-04-01.")',
            Gravity.DEPRECATED,
            "Book.pages: Use `length` after 2027-04-01.",
        ),
        (
            "book(id: ID!)",
            'book(id: ID!, old: Int @deprecated(reason: "Gone."))',
            Gravity.DEPRECATED,
            "Query.book(old:): Gone.",
        ),
    ],
)
def test_each_change_has_its_gravity(before, after, gravity, named):
    found = changed(OLD, (before, after))
    assert any(each == gravity and named in what for each, what in found), found


def test_the_gravest_come_first_under_a_heading_each():
    new = OLD.replace(", pages: Int", ", isbn: String").replace("POEMS", "POEMS NOVELS")
    found = changes(OLD, new)
    assert [each.gravity for each in grave(found)] == [Gravity.BREAKING, Gravity.DANGEROUS]
    text = markdown(found)
    assert text.index("#### Breaking") < text.index("#### Dangerous") < text.index("#### Added")
    assert text.count("\n* ") == len(found)
