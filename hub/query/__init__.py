'''The read compiler: GraphQL types declared once over Tortoise models, read by one SQL statement.

A whole API of one type, with a field of each kind:

    import enum
    import strawberry
    from tortoise import fields
    from tortoise.models import Model
    from hub.query import *

    class Plant(Model):
        id = fields.UUIDField(primary_key=True)
        name = fields.TextField()
        planted_on = fields.DateField(null=True)
        owner_id = fields.UUIDField()
        parent = fields.ForeignKeyField("garden.Plant", related_name="cuttings", null=True)

        class Meta:
            table = "plant"

    @orders(Plant)
    class PlantOrder(enum.Enum):
        """How plants are sorted."""

        NAME = "name"
        """By name."""

    @filters(Plant)
    class PlantFilter:
        """Which plants."""

        named: str | None = where(lambda row, value: contains_text(row.name, value))
        """With this in their name."""

    @node(Plant)
    class PlantNode:
        """Something that grows."""

        name: str
        """A column of this name."""
        since: str = expression(lambda row: Operation("COALESCE({0}::text, '?')", row.planted_on))
        """What SQL works out."""
        parent: "PlantNode | None" = one()
        """A foreign key; null when the row there may not be seen."""
        cuttings: "Connection[PlantNode]" = connection(order=PlantOrder)
        """Pages of rows that point here."""

        @python("name")
        def shout(row, ctx: Context) -> str:
            """What Python works out of columns it names: the slower way."""
            return row.name.upper()

        @staticmethod
        def visible(row, viewer):
            return row.owner_id == viewer.account_id

    @root(EVERYBODY, filter=PlantFilter, order=PlantOrder)
    def plants(row: Row, viewer: Asker) -> Connection[PlantNode]:
        """The viewer's plants."""
        return EVERYONE

`build([module])` makes the Strawberry schema of the modules' root fields, with `node` and `nodes`;
`sdl` prints it; `await Engine(schema).execute(Request("{ plants { totalCount } }"), context)` gives
an `Answer`: its `body`, the `way` it was made and the `statements` that were run.

* **Fields.** A bare annotation is a column. `column`, `one`, `many`, `connection`, `expression` and
  `python` say otherwise. `seen=` is a condition on the row, `(row, viewer) -> condition`, without
  which a field is null; `roles=` asks for a role in whatever scope, whichever the row. Such a field
  must be nullable. A jsonb column may hold a `payload` type. Descriptions are docstrings, and there
  is no field without one.
* **Rows.** `visible(row, viewer)` is a condition, ANDed into every way to reach the type: what it
  hides is null to one, absent in lists, and not counted. There is no type without one.
* **Roots.** `root` says which rows are meant; its arguments are values that are bound when the
  statement is run, None when they are not given. `resolver`, `mutation` and `subscription` run
  Python and give payloads, whose `read()` fields are given keys and read after the command.
* **Pages.** `first` or `last`, 1 to 100 and not both, 20 when neither is said, between `after` and
  `before`. Cursors are keysets: they survive inserts and the removal of their row. `totalCount`
  counts all that the filter leaves, when asked for; the statement timeout is its bound.
* **Ways.** "compiled": PostgreSQL's text is the answer. "payload": a command, then such texts.
  "completed": a Python field, or a null where there may be none, so graphql-core completes the
  answer over the same one statement. "failed": the database was away or too slow for all fields.
* **Errors.** Input that fits its type and yet cannot be (a page of 0, a forged cursor) is the error
  of its root field alone; the others are answered. A request that breaks the schema or a limit
  (`Limits`: depth, aliases, cost, …) has no data at all. Messages are `Reason`s, in Chinese and
  English, next to where they are raised; `extensions` name the `argument` or `variable` to blame
  and the `path` within it. What graphql-core says of documents stays in its English, with a code.
* **`@defer`** is understood, validated and weighed, and what it stands on comes at once, as the
  directive lets a server do: an operation is one statement, so parts of it would only come later
  than the whole. Clients get a plain JSON answer, whatever incremental format they offer.
* **Plans** are made once for a document, the viewer's roles, which variables are null, and the few
  whose value matters (orders, conditions, types of ids). They never hold a viewer's data.
'''

from hub.kernel.context import Context
from hub.query.declare import (
    enumeration,
    filters,
    inputs,
    node,
    orders,
    payload,
    read,
    record,
    refusal,
    seen_with,
    where,
)
from hub.query.engine import Answer, Cost, Engine, Request
from hub.query.fields import column, connection, expression, many, one, python
from hub.query.ids import global_id, key_of, keys_of, parse_id
from hub.query.relay import Connection
from hub.query.roots import EVERYBODY, mutation, resolver, root, subscription
from hub.query.scalars import Fen, Metres
from hub.query.schema import build, sdl, version_of
from hub.query.terms import (
    EVERYONE,
    NOBODY,
    Asker,
    Operation,
    Row,
    any_of,
    contains_text,
    exists,
    holds,
    is_set,
    is_unset,
    keys_where,
    overlaps,
    starts_with,
)

__all__ = [
    "EVERYBODY",
    "EVERYONE",
    "NOBODY",
    "Answer",
    "Asker",
    "Connection",
    "Context",
    "Cost",
    "Engine",
    "Fen",
    "Metres",
    "Operation",
    "Request",
    "Row",
    "any_of",
    "build",
    "column",
    "connection",
    "contains_text",
    "enumeration",
    "exists",
    "expression",
    "filters",
    "global_id",
    "holds",
    "inputs",
    "is_set",
    "is_unset",
    "key_of",
    "keys_of",
    "keys_where",
    "many",
    "mutation",
    "node",
    "one",
    "orders",
    "overlaps",
    "parse_id",
    "payload",
    "python",
    "read",
    "record",
    "refusal",
    "resolver",
    "root",
    "sdl",
    "seen_with",
    "starts_with",
    "subscription",
    "version_of",
    "where",
]
