"""Descriptions come from docstrings: of classes, under attributes, and of arguments."""

import ast
import inspect
import re
import sys
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from types import ModuleType
from typing import Any

_ARGUMENT = re.compile(r"^    (\w+): (.*)$")


def text_of(thing: Any) -> str:
    """The docstring of a class or function, without its `Args:` section."""
    described = inspect.cleandoc(thing.__doc__ or "")
    if not described:
        raise TypeError(f"{thing.__qualname__} has no docstring, so the API could not describe it.")
    return described.split("\nArgs:\n")[0].strip()


def of_attributes(cls: type) -> dict[str, str]:
    """The string under each attribute of a class body."""
    return _of_module(sys.modules[cls.__module__]).get(cls.__qualname__, {})


@cache
def _of_module(module: ModuleType) -> dict[str, dict[str, str]]:
    """The strings under attributes of every class of a module, read once, by qualified name."""
    found: dict[str, dict[str, str]] = {}
    _visit(ast.parse(inspect.getsource(module)).body, "", found)
    return found


def _visit(body: list[ast.stmt], prefix: str, found: dict[str, dict[str, str]]) -> None:
    for statement in body:
        if isinstance(statement, ast.ClassDef):
            name = prefix + statement.name
            found[name] = _strings_under(statement.body)
            _visit(statement.body, f"{name}.", found)
        elif isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            _visit(statement.body, f"{prefix}{statement.name}.<locals>.", found)


def _strings_under(body: list[ast.stmt]) -> dict[str, str]:
    found: dict[str, str] = {}
    for statement, following in pairwise(body):
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
