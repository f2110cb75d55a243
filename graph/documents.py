"""Documents made ready: parsed, validated, and held against limits, prices and permissions once.

A trusted document is made ready when it is registered, any other when it is first sent; after that
a request costs no more than its own execution.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any
from weakref import WeakValueDictionary

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    get_named_type,
    parse,
    specified_rules,
    validate,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from graph import limits
from graph.access import Permission, permissions
from graph.cost import MOST, Pricing, Variables
from graph.errors import NoSuchOperation, TooCostly

REMEMBERED = 512
RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a document, and what it takes to run it."""

    name: str | None
    kind: OperationType
    needs: frozenset[Permission]
    cost: Callable[[Variables], int]


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Document:
    """A text with all that can be known of it before it runs; without operations if it is wrong."""

    text: str
    parsed: DocumentNode | None
    operations: Mapping[str | None, Operation]
    errors: tuple[GraphQLError, ...] = ()

    def operation(self, name: str | None) -> Operation:
        """The one that is named, or the only one. Raises ``NoSuchOperation``."""
        if name is None and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        found = self.operations.get(name)
        if found is None:
            raise NoSuchOperation("operationName is to name one operation of the document")
        return found


def prepare(schema: GraphQLSchema, text: str, rules: tuple[Any, ...] = RULES) -> Document:
    """Never raises: a document that is wrong holds its errors."""
    try:
        if len(text) > limits.MOST_CHARACTERS:
            raise limits.DocumentTooLarge(
                f"A document has at most {limits.MOST_CHARACTERS} characters."
            )
        parsed = parse(text, max_lexical_tokens=limits.MOST_TOKENS, max_comments=limits.MOST_TOKENS)
        limits.check(parsed)
        errors = validate(schema, parsed, rules, limits.MOST_ERRORS, hide_suggestions=True)
    except GraphQLError as error:
        return Document(text, None, {}, (error,))
    if errors:
        return Document(text, parsed, {}, tuple(errors))
    return Document(text, parsed, dict(_operations(schema, parsed)))


def unfit(document: Document) -> Iterator[GraphQLError]:
    """What keeps a document from being trusted: more than one operation, or too dear by itself."""
    if document.errors:
        yield from document.errors
    elif len(document.operations) != 1:
        told = f"A trusted document holds one operation, this one {len(document.operations)}."
        yield GraphQLError(told, extensions={"code": "UNKNOWN_OPERATION"})
    elif (cost := document.operation(None).cost({})) > MOST:
        told = f"This would cost {cost}; an operation may cost {MOST}."
        yield GraphQLError(told, extensions={"code": TooCostly.code})


class Documents:
    """The latest documents that callers sent, made ready, and those that somebody holds."""

    def __init__(self, prepare: Callable[[str], Document], most: int = REMEMBERED) -> None:
        self._prepare = prepare
        self._most = most
        self._ready: OrderedDict[bytes, Document] = OrderedDict()
        self._held: WeakValueDictionary[bytes, Document] = WeakValueDictionary()

    def ready(self, text: str) -> Document:
        name = _digest(text)
        found = self._ready.get(name)
        if found is None:
            found = self._ready[name] = self._held.get(name) or self._prepare(text)
            if len(self._ready) > self._most:
                self._ready.popitem(last=False)
        else:
            self._ready.move_to_end(name)
        return found

    def held(self, text: str) -> Document:
        """One for all who hold it, and for as long: what others send pushes it out for nobody."""
        name = _digest(text)
        found = self._held.get(name)
        if found is None:
            found = self._held[name] = self._ready.get(name) or self._prepare(text)
        return found


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _operations(
    schema: GraphQLSchema, parsed: DocumentNode
) -> Iterator[tuple[str | None, Operation]]:
    pricing = Pricing(schema, parsed)
    for part in parsed.definitions:
        if isinstance(part, OperationDefinitionNode):
            name = part.name.value if part.name else None
            needs = frozenset(Needs(schema, parsed).of(part))
            yield name, Operation(name, part.operation, needs, pricing.price(part))


class Needs:
    """The permissions that the fields of an operation take, those of its fragments included."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self._schema = schema
        self._fragments = {
            part.name.value: part
            for part in document.definitions
            if isinstance(part, FragmentDefinitionNode)
        }
        self._met: set[str] = set()

    def of(self, operation: OperationDefinitionNode) -> Iterator[Permission]:
        root = self._schema.get_root_type(operation.operation)
        return self._selection(root, operation.selection_set)

    def _selection(self, parent: Any, selections: SelectionSetNode) -> Iterator[Permission]:
        for node in selections.selections:
            if isinstance(node, FieldNode):
                yield from self._field(parent, node)
            elif not isinstance(node, FragmentSpreadNode):
                yield from self._narrowed(parent, node)
            elif node.name.value not in self._met:
                self._met.add(node.name.value)
                yield from self._narrowed(parent, self._fragments[node.name.value])

    def _narrowed(self, parent: Any, fragment: Any) -> Iterator[Permission]:
        named = fragment.type_condition
        inside = self._schema.get_type(named.name.value) if named else parent
        return self._selection(inside, fragment.selection_set)

    def _field(self, parent: Any, node: FieldNode) -> Iterator[Permission]:
        name = node.name.value
        if not isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
            return  # ``__typename`` of a union
        if name in parent.fields:
            yield from permissions(parent, name)
            if node.selection_set is not None:
                inside = get_named_type(parent.fields[name].type)
                yield from self._selection(inside, node.selection_set)
