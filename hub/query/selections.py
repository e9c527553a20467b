"""What a selection set selects of a type: fragments, type conditions, @skip and @include."""

from collections.abc import Sequence
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionSetNode,
    is_abstract_type,
    value_from_ast,
)
from graphql.language.ast import DirectiveNode

# Fields by response key, in the order of the answer; fields of one key are merged.
Selections = dict[str, list[FieldNode]]


class Selecting:
    """Collects fields of one document with its variables, as in CollectFields (6.3.2)."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: dict[str, FragmentDefinitionNode],
        variables: dict[str, Any],
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._variables = variables

    def collect(self, type_: GraphQLObjectType, sets: Sequence[SelectionSetNode]) -> Selections:
        """The fields of a concrete type that are selected."""
        found: Selections = {}
        met: set[str] = set()
        for node in sets:
            self._collect(type_, node, found, met)
        return found

    def under(self, type_: GraphQLObjectType, nodes: list[FieldNode]) -> Selections:
        """What merged fields select of the object that they give."""
        return self.collect(type_, [node.selection_set for node in nodes if node.selection_set])

    def _collect(
        self, type_: GraphQLObjectType, node: SelectionSetNode, found: Selections, met: set[str]
    ) -> None:
        for selection in node.selections:
            if not self._is_included(selection.directives or ()):
                continue
            if isinstance(selection, FieldNode):
                key = selection.alias.value if selection.alias else selection.name.value
                found.setdefault(key, []).append(selection)
            elif isinstance(selection, InlineFragmentNode):
                condition = selection.type_condition
                if condition is None or self._applies(condition.name.value, type_):
                    self._collect(type_, selection.selection_set, found, met)
            elif isinstance(selection, FragmentSpreadNode):
                name = selection.name.value
                fragment = self._fragments[name]
                if name not in met and self._applies(fragment.type_condition.name.value, type_):
                    met.add(name)
                    self._collect(type_, fragment.selection_set, found, met)

    def _applies(self, name: str, type_: GraphQLObjectType) -> bool:
        if name == type_.name:
            return True
        condition: Any = self._schema.type_map[name]
        return is_abstract_type(condition) and self._schema.is_sub_type(condition, type_)

    def _is_included(self, directives: Sequence[DirectiveNode]) -> bool:
        for directive in directives:
            if directive.name.value in ("skip", "include"):
                condition = (directive.arguments or ())[0].value
                type_: Any = self._schema.get_directive(directive.name.value)
                holds = value_from_ast(condition, type_.args["if"].type, self._variables)
                if holds is (directive.name.value == "skip"):
                    return False
        return True
