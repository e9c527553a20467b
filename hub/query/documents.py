"""Documents of clients: parsed, validated and weighed once, then remembered."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    REMOVE,
    DirectiveNode,
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLDeferDirective,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    StringValueNode,
    Visitor,
    VisitorAction,
    parse,
    validate,
    visit,
)

from hub.kernel.errors import Reason
from hub.query.analysis import Analysis, CostTerm, Fingerprint, cost
from hub.query.errors import RequestError
from hub.query.limits import Limits, Weigher
from hub.query.remembered import Remembered
from hub.query.variables import Coercion, coercion, is_storable

# Characters of all messages that are remembered of refused documents, and what each takes besides.
_REFUSALS_LENGTH = 4_000_000
_REFUSAL_LENGTH = 400


class NotRunnable(Reason):
    """Why no operation of a document can be run; the code is in the error."""

    SEVERAL_OPERATIONS = (
        "文档中有多个操作；请用 operationName 指明执行哪一个。",
        "The document has several operations; say which by operationName.",
    )
    NO_SUCH_OPERATION = (
        "文档中没有名为 operationName 的操作；请核对名称。",
        "The document has no operation of the name in operationName; correct it.",
    )
    NO_OPERATION = ("文档中没有操作。", "The document has no operation; add one.")
    TOO_DEEP = ("文档嵌套过深。", "The document is nested too deeply; nest less.")
    UNSTORABLE_TEXT = (
        "文档的文字中有 NUL 字符或半个代理对；请去掉。",
        "A text of the document holds a NUL character or half of a surrogate pair; remove it.",
    )


@dataclass(slots=True)
class Operation:
    """One operation of a document that may be run, with its plans.

    `conditions` are the variables that decide whether a field is there at all.
    """

    node: OperationDefinitionNode
    fragments: dict[str, FragmentDefinitionNode]
    root_type: GraphQLObjectType
    uses_introspection: bool
    is_all_compiled: bool
    conditions: frozenset[str]
    cost_terms: list[CostTerm]
    coerce: Coercion
    fingerprint: Fingerprint
    document: DocumentNode
    plans: dict[object, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return self.node.operation.value

    def cost(self, variables: dict[str, Any]) -> int:
        """Points that running it takes: fields times the sizes of the lists they are in."""
        return cost(self.cost_terms, variables)


@dataclass(slots=True)
class Document:
    """A valid document, and how many tokens it has."""

    operations: dict[str | None, Operation]
    tokens: int

    def operation(self, name: str | None) -> Operation:
        """The operation to run, as in GetOperation of the specification (6.1)."""
        if name is None and len(self.operations) > 1:
            raise RequestError.saying(
                "OPERATION_RESOLUTION_FAILURE", NotRunnable.SEVERAL_OPERATIONS
            )
        found = next(iter(self.operations.values())) if name is None else self.operations.get(name)
        if found is None:
            raise RequestError.saying("OPERATION_RESOLUTION_FAILURE", NotRunnable.NO_SUCH_OPERATION)
        return found


class Documents:
    """The documents met lately by their text, and which texts may not be run and why.

    Both are bounded in number and in size, or a few clients could fill the memory with them.
    """

    def __init__(self, schema: GraphQLSchema, limits: Limits) -> None:
        self._schema = schema
        self._limits = limits
        self._known: Remembered[Document] = Remembered(
            most=limits.documents, largest=limits.document_tokens
        )
        # By the hash of the text: a text that may not be run is not worth keeping.
        self._refused: Remembered[RequestError] = Remembered(
            most=limits.documents, largest=_REFUSALS_LENGTH
        )

    def get(self, text: str) -> Document:
        """The document of a text; raises RequestError when it may not be run."""
        known = self._known.get(text)
        if known is None:
            digest = hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=32).digest()
            earlier = self._refused.get(digest)
            if earlier is not None:
                raise RequestError(earlier.code, *earlier.faults)
            try:
                known = self._read(text)
            except RequestError as error:
                length = sum(len(each["message"]) for each in error.worded("en"))
                # Without its traceback, which would keep what was parsed.
                again = RequestError(error.code, *error.faults)
                self._refused.keep(digest, again, length + _REFUSAL_LENGTH)
                raise
            self._known.keep(text, known, known.tokens)
        return known

    def _read(self, text: str) -> Document:
        try:
            return self._valid(self._parsed(text))
        except RecursionError:
            raise RequestError.saying("GRAPHQL_PARSE_FAILED", NotRunnable.TOO_DEEP) from None

    def _parsed(self, text: str) -> DocumentNode:
        try:
            ast = parse(text, max_tokens=self._limits.tokens)
        except GraphQLError as error:
            raise RequestError.of("GRAPHQL_PARSE_FAILED", [error]) from None
        if "\\u" in text or "\x00" in text:
            visit(ast, _Texts())
        return ast

    def _valid(self, ast: DocumentNode) -> Document:
        # Limits come before validation: some of its rules are quadratic.
        weigher = Weigher(self._limits, _fragments_of(ast))
        for definition in ast.definitions:
            if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
                weigher.check(definition)
        errors = validate(self._schema, ast, max_errors=20, hide_suggestions=True)
        if errors:
            raise RequestError.of("GRAPHQL_VALIDATION_FAILED", errors)
        ast = visit(ast, _AtOnce())
        operations = [node for node in ast.definitions if isinstance(node, OperationDefinitionNode)]
        if not operations:
            raise RequestError.saying("OPERATION_RESOLUTION_FAILURE", NotRunnable.NO_OPERATION)
        return Document(
            {
                node.name.value if node.name else None: self._operation(node, ast)
                for node in operations
            },
            _tokens_in(ast),
        )

    def _operation(self, node: OperationDefinitionNode, ast: DocumentNode) -> Operation:
        fragments = _fragments_of(ast)
        root_type = self._schema.get_root_type(node.operation)
        assert root_type is not None
        analysis = Analysis(self._schema, fragments)
        analysis.root(root_type, node)
        return Operation(
            node=node,
            fragments=fragments,
            root_type=root_type,
            uses_introspection=analysis.uses_introspection,
            is_all_compiled=analysis.is_all_compiled and node.operation is OperationType.QUERY,
            conditions=frozenset(analysis.conditions),
            cost_terms=analysis.terms(),
            coerce=coercion(
                self._schema,
                node.variable_definitions or (),
                list_items=self._limits.list_items,
            ),
            fingerprint=analysis.fingerprint(node),
            document=ast,
        )


def _fragments_of(ast: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    return {
        node.name.value: node
        for node in ast.definitions
        if isinstance(node, FragmentDefinitionNode)
    }


def _tokens_in(ast: DocumentNode) -> int:
    """How many tokens a document has: what it takes of the memory goes by that."""
    assert ast.loc is not None
    token, count = ast.loc.start_token.next, 0
    while token is not None:
        token, count = token.next, count + 1
    return count


class _AtOnce(Visitor):
    """Takes `@defer` out: everything is delivered at once, as one statement fetches it."""

    def enter_directive(self, node: DirectiveNode, *_: Any) -> VisitorAction:
        return REMOVE if node.name.value == GraphQLDeferDirective.name else None


class _Texts(Visitor):
    """Raises RequestError at a text that PostgreSQL cannot hold."""

    def enter_string_value(self, node: StringValueNode, *_: Any) -> None:
        if not is_storable(node.value):
            raise RequestError.saying("BAD_USER_INPUT", NotRunnable.UNSTORABLE_TEXT)
