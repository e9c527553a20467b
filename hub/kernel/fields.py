"""Kinds of columns that Tortoise does not bring."""

from datetime import time
from typing import Any

from tortoise.fields import Field
from tortoise.models import Model


class ClockTimeField(Field[time], time):
    """A clock time of the hub's zone, without a zone: Tortoise's own would add an offset to it."""

    SQL_TYPE = "TIME"

    def to_python_value(self, value: Any) -> time | None:
        if isinstance(value, str):
            return time.fromisoformat(value)
        return value  # type: ignore[no-any-return]

    def to_db_value(self, value: Any, instance: type[Model] | Model) -> time | None:
        self.validate(value)
        return value  # type: ignore[no-any-return]
