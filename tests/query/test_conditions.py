"""Conditions as SQL, where the library beneath writes something else than was meant."""

import pytest

from hub.query import Operation, is_unset
from hub.query.terms import Row, Statement, sql_of, writing
from tests.query import models


def test_a_condition_of_several_parts_is_not_compared_without_brackets() -> None:
    row = Row(models.Book, "book")
    with writing(Statement()):
        with pytest.raises(TypeError, match="brackets"):
            sql_of((is_unset(row.subtitle) & is_unset(row.bought_at)) == True)  # noqa: E712
        inner = (is_unset(row.subtitle) & row.is_hidden) == row.is_hidden
        with pytest.raises(TypeError, match="brackets"):
            sql_of(is_unset(row.title) | inner)
        assert sql_of(Operation("{0} IS NULL", row.subtitle) == row.is_hidden).count("(") == 1
