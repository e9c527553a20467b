"""How a domain declares what may be read and changed: one declaration, for SDL, SQL and access."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import new_class
from typing import (
    Any,
    TypeVar,
    cast,
    dataclass_transform,
)

import strawberry
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case
from tortoise.models import Model

from hub.kernel.errors import Reason, Refused
from hub.query import docstrings
from hub.query.fields import AMONG, META, Column, Computed, FieldMeaning, Many, One, Pages, Seen
from hub.query.relay import Node, page_parameters
from hub.query.terms import Asker, Row

T = TypeVar("T")
C = TypeVar("C", bound=type)
Visible = Callable[[Row, Asker], Any]


@dataclass(frozen=True, slots=True)
class SeenWith:
    """A row that is seen by whoever sees the row it belongs to."""

    relation: str
    rule: Visible


def seen_with(relation: str, rule: Visible) -> Any:
    """Says as `visible` that a row is seen by whoever sees the row at its foreign key `relation`.

    `rule` is what that row's own type has as `visible` (the same function). Reached from there, the
    rule has been asked already and is not asked again for every row.
    """
    return SeenWith(relation, rule)


@dataclass(slots=True)
class TypeMeaning:
    """What a read type is bound to."""

    name: str
    model: type[Model]
    visible: Visible
    fields: dict[str, FieldMeaning]
    belongs: SeenWith | None = None


@strawberry.interface(name="Refusal", description="Why something was not done (拒绝原因).")
class Refusal:
    """What every refusal of a domain has."""

    code: str = strawberry.field(
        description="The name of the reason, for clients that know no domain's enum; never changes."
    )
    message: str = strawberry.field(
        description="What is wrong and what to do, in the language of the request."
    )
    field: str | None = strawberry.field(
        description="The path of the input field to blame, such as `lines.0.portions`."
    )


def _annotations(cls: type) -> dict[str, Any]:
    return dict(inspect.get_annotations(cls))


def _described(cls: type, name: str, besides: str = "", **more: Any) -> Any:
    return strawberry.field(description=docstrings.of_attribute(cls, name) + besides, **more)


def _whose(meaning: FieldMeaning) -> str:
    """What a description adds about a field that not everybody sees who sees the row."""
    if meaning.roles is not None:
        return f"\n\nFor: {', '.join(role.value for role in meaning.roles)}. Null to others."
    if meaning.seen is not None:
        return "\n\nNull to those who may see the row but not this of it."
    return ""


def _arguments_of(meaning: FieldMeaning) -> list[inspect.Parameter]:
    if not isinstance(meaning, Pages):
        return []
    return page_parameters(meaning.filter, meaning.order)


def shaped_resolver(
    name: str, parameters: list[inspect.Parameter], returns: Any, module: str
) -> Callable[..., Any]:
    """A function that has the signature Strawberry needs for the SDL; the engine never calls it."""

    def resolver(**arguments: Any) -> Any:
        raise AssertionError(f"{name} is read by the compiler")

    resolver.__name__ = name
    resolver.__module__ = module
    resolver.__annotations__ = {p.name: p.annotation for p in parameters} | {"return": returns}
    resolver.__signature__ = inspect.Signature(parameters, return_annotation=returns)  # type: ignore[attr-defined]
    return resolver


def _read_type(cls: type[T], model: type[Model], bases: tuple[type, ...]) -> type[T]:
    if "visible" not in cls.__dict__:
        raise TypeError(
            f"{cls.__name__} does not say who sees its rows (a static method `visible`)."
        )
    said = cls.__dict__["visible"]
    belongs = said if isinstance(said, SeenWith) else None
    visible = _through(belongs) if belongs else cast(Visible, said.__func__)
    meanings: dict[str, FieldMeaning] = {}
    namespace: dict[str, Any] = {"__annotations__": {}, "__doc__": cls.__doc__}
    for name, annotation in _annotations(cls).items():
        meaning = cls.__dict__.get(name) or Column()
        if isinstance(meaning, Column | One | Many | Pages) and not meaning.name:
            meaning.name = name
        meanings[to_camel_case(name)] = meaning
        parameters = _arguments_of(meaning)
        resolver = (
            shaped_resolver(name, parameters, annotation, cls.__module__) if parameters else None
        )
        namespace["__annotations__"][name] = annotation
        namespace[name] = _described(cls, name, _whose(meaning), resolver=resolver)
    for name, meaning in cls.__dict__.items():
        if isinstance(meaning, Computed):
            returns = inspect.get_annotations(meaning.work)["return"]
            meanings[to_camel_case(name)] = meaning
            namespace["__annotations__"][name] = returns
            description = f"{docstrings.text_of(meaning.work)}{_whose(meaning)}"
            namespace[name] = strawberry.field(description=description)
    namespace["__module__"] = cls.__module__
    made = new_class(cls.__name__, bases, exec_body=lambda body: body.update(namespace))
    typed = strawberry.type(made, description=docstrings.text_of(cls))
    setattr(typed, META, TypeMeaning(cls.__name__, model, visible, meanings, belongs))
    return typed


def _through(belongs: SeenWith) -> Visible:
    return lambda row, viewer: belongs.rule(getattr(row, belongs.relation), viewer)


@dataclass_transform(kw_only_default=True)
def node(model: type[Model]) -> Callable[[type[T]], type[T]]:
    """A read type with a global id, bound to a model; `visible` must say who sees which rows."""
    return lambda cls: _read_type(cls, model, (Node,))


@dataclass_transform(kw_only_default=True)
def record(model: type[Model]) -> Callable[[type[T]], type[T]]:
    """A read type without an id of its own, bound to a model; `visible` as for a node."""
    return lambda cls: _read_type(cls, model, ())


@dataclass(slots=True)
class Where:
    """A filter's field: the condition it puts on the row."""

    condition: Callable[..., Any]

    def on(self, row: Row, value: Any, viewer: Asker) -> Any:
        """The condition on a row."""
        takes_viewer = self.condition.__code__.co_argcount > 2
        return self.condition(row, value, viewer) if takes_viewer else self.condition(row, value)


def where(condition: Callable[[Row, Any], Any] | Callable[[Row, Any, Asker], Any]) -> Any:
    """The condition that a filter's field puts on the row: `(row, value) -> condition`.

    With a third parameter it is given the viewer as well: what it asks of other rows must not tell
    of those that the viewer may not see.
    """
    return Where(condition)


def filters(model: type[Model]) -> Callable[[type[T]], type[T]]:
    """An input type whose fields are conditions on the model's rows, all of which must hold."""

    def declared(cls: type[T]) -> type[T]:
        conditions: dict[str, Where] = {}
        for name in _annotations(cls):
            conditions[to_camel_case(name)] = cls.__dict__[name]
            setattr(cls, name, _described(cls, name, default=None))
        made = strawberry.input(cls, description=docstrings.text_of(cls))
        setattr(made, META, conditions)
        return made

    return declared


@dataclass_transform(kw_only_default=True)
def inputs(cls: type[T]) -> type[T]:
    """An input object of a mutation or of a Python root, described by docstrings."""
    for name in _annotations(cls):
        default = cls.__dict__.get(name, inspect.Parameter.empty)
        if isinstance(default, StrawberryField):
            default.description = default.description or docstrings.of_attribute(cls, name)
            continue
        more = {} if default is inspect.Parameter.empty else {"default": default}
        setattr(cls, name, _described(cls, name, **more))
    return strawberry.input(cls, description=docstrings.text_of(cls))


def orders(model: type[Model], *, among: Mapping[str, Seen] | None = None) -> Callable[[C], C]:
    """An enum of sort orders: "column", "-column", "a,-b". The first is the default.

    An order tells of what it goes by. `among` says, by name, which rows it sorts, for those of
    which the viewer may not know it: `(row, viewer) -> condition`; the others are left out.
    """

    def declared(cls: C) -> C:
        setattr(cls, META, model)
        setattr(cls, AMONG, {getattr(cls, name): seen for name, seen in (among or {}).items()})
        return enumeration(cls)

    return declared


def enumeration(cls: C) -> C:
    """Make an enum known to GraphQL, described by its docstring and those under its members."""
    if not hasattr(cls, "__strawberry_definition__"):
        described = docstrings.of_attributes(cls)
        strawberry.enum(cls, description=docstrings.text_of(cls))  # type: ignore[call-overload]
        definition: Any = cls.__strawberry_definition__  # type: ignore[attr-defined]
        for value in definition.values:
            if value.name not in described:
                raise TypeError(f"{cls.__name__}.{value.name} has no docstring.")
            value.description = described[value.name]
    return cls


@dataclass(slots=True)
class Read:
    """A payload's field that is given a key and read by the compiler."""


def read() -> Any:
    """A payload's field that is given a key (or keys), which the compiler reads by."""
    return strawberry.field(metadata={META: Read()})


@dataclass_transform(kw_only_default=True)
def payload(cls: type[T]) -> type[T]:
    """What a Python root gives: plain values, other payloads, and `read()` fields given keys."""
    for name in _annotations(cls):
        given = cls.__dict__.get(name, inspect.Parameter.empty)
        if isinstance(given, StrawberryField):
            given.description = docstrings.of_attribute(cls, name)
            continue
        more = {} if given is inspect.Parameter.empty else {"default": given}
        setattr(cls, name, _described(cls, name, **more))
    return strawberry.type(cls, description=docstrings.text_of(cls))


REFUSALS: dict[type[Refused], type] = {}


def refusal(refused: type[Refused], reasons: type[Reason]) -> Callable[[type[T]], type[T]]:
    """A domain's refusal as clients see it: its reason and, by name, the facts of the refusal."""

    def declared(cls: type[T]) -> type[T]:
        strawberry.enum(
            reasons,
            description=f"Why {docstrings.text_of(cls)[0].lower()}{docstrings.text_of(cls)[1:]}",
        )
        definition: Any = reasons.__strawberry_definition__  # type: ignore[attr-defined]
        for value in definition.values:
            value.description = f"{reasons[value.name].en} ({reasons[value.name].zh})"
        namespace: dict[str, Any] = {
            "__annotations__": {"reason": reasons} | _annotations(cls),
            "__module__": cls.__module__,
            "__doc__": cls.__doc__,
            "reason": strawberry.field(description="The code of the reason; it never changes."),
        }
        for name in _annotations(cls):
            namespace[name] = _described(cls, name, default=None)
        made = new_class(cls.__name__, (Refusal,), exec_body=lambda body: body.update(namespace))
        REFUSALS[refused] = strawberry.type(made, description=docstrings.text_of(cls))
        return cast(type[T], REFUSALS[refused])

    return declared
