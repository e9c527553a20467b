"""What a document may be: counted before validation, because some of its rules are quadratic."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)
from graphql.language.ast import ListValueNode, ObjectValueNode

from hub.kernel.errors import Reason
from hub.query.errors import RequestError


class TooMany(Reason):
    """What a document has too many of; the code of all is DOCUMENT_LIMIT_EXCEEDED."""

    FIELDS = (
        "文档中的字段过多（最多 {most} 个）；请分几次查询。",
        "The document has too many fields (at most {most}); ask in several requests.",
    )
    LEVELS = (
        "文档的层次过多（最多 {most} 层）；请减少嵌套。",
        "The document has too many levels (at most {most}); nest less.",
    )
    REPETITIONS = (
        "文档中同一处重复过多（最多 {most} 次）；请合并重复的字段和片段。",
        "The document has too many repetitions (at most {most}) in one place; merge them.",
    )
    DIRECTIVES = (
        "文档中的指令过多（最多 {most} 个）；请减少指令。",
        "The document has too many directives (at most {most}); use fewer.",
    )
    ALIASES = (
        "文档中的别名过多（最多 {most} 个）；请分几次查询。",
        "The document has too many aliases (at most {most}); ask in several requests.",
    )
    ROOT_FIELDS = (
        "文档中的根字段过多（最多 {most} 个）；请分几次查询。",
        "The document has too many root fields (at most {most}); ask in several requests.",
    )
    LIST_ITEMS = (
        "文档中有列表项数过多（最多 {most} 项）；请分几次提交。",
        "The document has too many items in a list (at most {most}); send fewer at a time.",
    )


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may be. Beyond any of them it is refused before anything is planned.

    Fragments count as often as they are spread. `fields` counts fragments too, `nesting` is of
    fields and fragments together, `list_items` is of each list in arguments and variables.
    `repeats` is how often one selection set may name a response key, and how many fragments it may
    have: validation compares each with each. `documents` and `document_tokens` are how many are
    remembered, and how many tokens all of them have; 400 000 take
    a few hundred megabytes at most.
    """

    tokens: int = 5_000
    depth: int = 15
    nesting: int = 60
    aliases: int = 60
    directives: int = 60
    root_fields: int = 20
    repeats: int = 60
    fields: int = 3_000
    cost: int = 20_000
    list_items: int = 200
    plans: int = 64
    documents: int = 1_000
    document_tokens: int = 400_000


def _named(node: SelectionNode) -> str:
    """What a selection is called; all fragments are called alike."""
    if isinstance(node, FieldNode):
        return node.alias.value if node.alias else node.name.value
    return "..."


# Expanding the definitions of one document one after another takes no more than so many times
# what one of them may hold.
_DEFINITIONS = 10


class Weigher:
    """Counts what operations and fragments hold, with fragments expanded; stops at a limit."""

    def __init__(self, limits: Limits, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self.limits = limits
        self.fragments = fragments
        self.fields = self.aliases = self.directives = self.roots = self.total = 0

    def check(self, node: OperationDefinitionNode | FragmentDefinitionNode) -> None:
        """Raises RequestError when it holds too much, or too much together with those before."""
        self.total += self.fields
        self._limit(TooMany.FIELDS, self.total, _DEFINITIONS * self.limits.fields)
        self.fields = self.aliases = self.roots = 0
        self.directives = len(node.directives or ())
        at_root = isinstance(node, OperationDefinitionNode)
        self._selections(node.selection_set, 1, 1, (), introspected=False, at_root=at_root)

    def _limit(self, what: TooMany, count: int, most: int) -> None:
        if count > most:
            raise RequestError.saying("DOCUMENT_LIMIT_EXCEEDED", what, most=most)

    def _selections(
        self,
        node: SelectionSetNode,
        depth: int,
        nesting: int,
        within: tuple[str, ...],
        *,
        introspected: bool,
        at_root: bool,
    ) -> None:
        limits = self.limits
        self._limit(TooMany.LEVELS, nesting, limits.nesting)
        named = Counter(_named(selection) for selection in node.selections)
        self._limit(TooMany.REPETITIONS, max(named.values(), default=0), limits.repeats)
        for selection in node.selections:
            # Fragments count as well: spreading nothing often enough takes time too.
            self.fields += 1
            self._limit(TooMany.FIELDS, self.fields, limits.fields)
            self.directives += len(selection.directives or ())
            self._limit(TooMany.DIRECTIVES, self.directives, limits.directives)
            if isinstance(selection, FieldNode):
                self._field(selection, depth, nesting, within, introspected, at_root)
                continue
            inner = within
            if isinstance(selection, InlineFragmentNode):
                below = selection.selection_set
            else:
                assert isinstance(selection, FragmentSpreadNode)
                name = selection.name.value
                # An unknown fragment or a cycle is for validation to say.
                if name not in self.fragments or name in within:
                    continue
                below, inner = self.fragments[name].selection_set, (*within, name)
            self._selections(
                below, depth, nesting + 1, inner, introspected=introspected, at_root=at_root
            )

    def _field(
        self,
        node: FieldNode,
        depth: int,
        nesting: int,
        within: tuple[str, ...],
        introspected: bool,
        at_root: bool,
    ) -> None:
        limits = self.limits
        self.aliases += node.alias is not None
        self._limit(TooMany.ALIASES, self.aliases, limits.aliases)
        self.roots += at_root
        self._limit(TooMany.ROOT_FIELDS, self.roots, limits.root_fields)
        # The introspection query of every tool is deep, and there is but one schema to read.
        inside = introspected or node.name.value == "__schema"
        if not inside:
            self._limit(TooMany.LEVELS, depth, limits.depth)
        for argument in node.arguments or ():
            self._value(argument.value)
        if node.selection_set:
            self._selections(
                node.selection_set,
                depth + 1,
                nesting + 1,
                within,
                introspected=inside,
                at_root=False,
            )

    def _value(self, node: Any) -> None:
        if isinstance(node, ListValueNode):
            self._limit(TooMany.LIST_ITEMS, len(node.values), self.limits.list_items)
            for value in node.values:
                self._value(value)
        elif isinstance(node, ObjectValueNode):
            for field in node.fields:
                self._value(field.value)
