"""The one schema: what every domain declares, and its text."""

from types import ModuleType

from hub.query import build, sdl

# The schema modules of each domain: types, queries, mutations, subscriptions.
MODULES: tuple[ModuleType, ...] = ()

SCHEMA = build(MODULES)
SDL = sdl(SCHEMA._schema)
