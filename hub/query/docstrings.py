"""Descriptions come from docstrings: of classes, under attributes, and of arguments."""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable
from functools import cache
from typing import Any

_ARGUMENT = re.compile(r"^    (\w+): (.*)$")


def text_of(thing: Any) -> str:
    """The docstring of a class or function, without its `Args:` section."""
    described = inspect.cleandoc(thing.__doc__ or "")
    if not described:
        raise TypeError(f"{thing.__qualname__} has no docstring, so the API could not describe it.")
    return described.split("\nArgs:\n")[0].strip()


@cache
def of_attributes(cls: type) -> dict[str, str]:
    """The string under each attribute of a class body."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    body = next(node for node in tree.body if isinstance(node, ast.ClassDef)).body
    found: dict[str, str] = {}
    for statement, following in zip(body, body[1:], strict=False):
        target: Any = None
        if isinstance(statement, ast.AnnAssign):
            target = statement.target
        elif isinstance(statement, ast.Assign):
            target = statement.targets[0]
        if not isinstance(target, ast.Name) or not isinstance(following, ast.Expr):
            continue
        if isinstance(following.value, ast.Constant) and isinstance(following.value.value, str):
            found[target.id] = inspect.cleandoc(following.value.value)
    return found


def of_attribute(cls: type, name: str) -> str:
    """The docstring of one attribute; a missing one is our mistake."""
    try:
        return of_attributes(cls)[name]
    except KeyError:
        raise TypeError(
            f"{cls.__qualname__}.{name} has no docstring, so the API could not describe it."
        ) from None


def of_arguments(function: Callable[..., Any]) -> dict[str, str]:
    """What the `Args:` section of a docstring says of each argument."""
    sections = inspect.cleandoc(function.__doc__ or "").split("\nArgs:\n")
    found: dict[str, str] = {}
    name = ""
    for line in sections[1].splitlines() if len(sections) > 1 else ():
        if match := _ARGUMENT.match(line):
            name = match[1]
            found[name] = match[2]
        elif name and line.strip():
            found[name] += " " + line.strip()
    return found
