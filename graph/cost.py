"""What a document may cost at most, known before it runs.

    cost(field) = its weight + number of items x (weight of their type + cost of the selection)

A field weighs nothing and an object 1 unless ``@cost`` says otherwise; scalars are free. The
number of items comes from the arguments that ``@listSize`` names, by the variables of the request.
It is an upper bound: ``@skip`` and ``@include`` are passed over, all branches of a union add up.

https://ibm.github.io/graphql-specs/cost-spec.html
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import strawberry
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLSchema,
    OperationDefinitionNode,
    SchemaMetaFieldDef,
    SelectionSetNode,
    TypeMetaFieldDef,
    Undefined,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_introspection_type,
    value_from_ast_untyped,
)
from strawberry.schema_directive import Location

MOST = 10_000
UNSAID = 10
"""Items of a list of which nothing is said."""
INTROSPECTION = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}
INTROSPECTED = {
    "types": 150,
    "fields": 5,
    "args": 1,
    "inputFields": 2,
    "enumValues": 2,
    "interfaces": 1,
    "possibleTypes": 1,
    "directives": 20,
    "ofType": 0,
}
"""Items of what a schema tells of itself, over all of its types; what is wrapped is few."""

Variables = Mapping[str, Any]
Formula = Callable[["Run"], int]
Directive = TypeVar("Directive")


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION, Location.OBJECT],
    name="cost",
    description="What a field costs once, or each object of a type.",
)
class Cost:
    weight: int


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    name="listSize",
    description="How many items a field returns.",
)
class ListSize:
    assumed_size: int | None = None
    slicing_arguments: list[str] | None = None
    """Paths of arguments, such as ``first`` or ``input.buyers``; of a list its length counts."""
    sized_fields: list[str] | None = None
    """Of a connection: the fields that hold the items."""


@dataclass(slots=True)
class Run:
    """One evaluation: the variables of the request, and the fragments that are added up already."""

    variables: Variables
    fragments: dict[int, int] = field(default_factory=dict)


class Pricing:
    """Turns the operations of one document into formulas over their variables.

    A fragment is compiled once and added up once a run: fragments that double from level to level
    would else take for ever to refuse.
    """

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self._schema = schema
        self._fragments = {
            part.name.value: part
            for part in document.definitions
            if isinstance(part, FragmentDefinitionNode)
        }
        self._compiled: dict[tuple[str, int], Formula] = {}
        self._sizes: list[Mapping[str, Formula]] = []
        """Kept, so that the ids which name them stay theirs."""

    def price(self, operation: OperationDefinitionNode) -> Callable[[Variables], int]:
        """The document must be valid."""
        defaults = {
            given.variable.name.value: value_from_ast_untyped(given.default_value)
            for given in operation.variable_definitions or ()
            if given.default_value is not None
        }
        root = self._schema.get_root_type(operation.operation)
        formula = self._selection(root, operation.selection_set, {})
        return lambda variables: formula(Run({**defaults, **variables}))

    def _selection(
        self, parent: Any, selections: SelectionSetNode, sizes: Mapping[str, Formula]
    ) -> Formula:
        terms = [self._term(parent, node, sizes) for node in selections.selections]
        return lambda run: sum(term(run) for term in terms)

    def _term(self, parent: Any, node: Any, sizes: Mapping[str, Formula]) -> Formula:
        if isinstance(node, FieldNode):
            return self._field(parent, node, sizes)
        if isinstance(node, FragmentSpreadNode):
            return self._fragment(node.name.value, sizes)
        narrowed = node.type_condition
        inside = self._schema.get_type(narrowed.name.value) if narrowed else parent
        return self._selection(inside, node.selection_set, sizes)

    def _fragment(self, name: str, sizes: Mapping[str, Formula]) -> Formula:
        key = (name, id(sizes) if sizes else 0)
        if key not in self._compiled:
            node = self._fragments[name]
            type_ = self._schema.get_type(node.type_condition.name.value)
            self._compiled[key] = _once(len(self._compiled), lambda _: 0)  # for one in itself
            inside = self._selection(type_, node.selection_set, sizes)
            self._compiled[key] = _once(len(self._compiled), inside)
        return self._compiled[key]

    def _field(self, parent: Any, node: FieldNode, sizes: Mapping[str, Formula]) -> Formula:
        name = node.name.value
        if node.selection_set is None:
            return lambda _: 0
        definition = INTROSPECTION.get(name) or parent.fields[name]
        weight, type_ = _weight(definition, 0), get_named_type(definition.type)
        size, below = self._sized(definition, node)
        items = sizes.get(name) or size
        each, inside = _weight(type_, 1), self._selection(type_, node.selection_set, below)
        return lambda run: weight + items(run) * (each + inside(run))

    def _sized(
        self, definition: GraphQLField, node: FieldNode
    ) -> tuple[Formula, Mapping[str, Formula]]:
        """How many items the field has, and how many the fields below it that hold them."""
        said = _directive(definition, ListSize)
        size = _size(node, definition, said) if said else None
        if said and size and said.sized_fields:
            below = dict.fromkeys(said.sized_fields, size)
            self._sizes.append(below)
            return (lambda _: 1), below
        number = _assumed(definition, node)
        return size or (lambda _: number), {}


def _assumed(definition: GraphQLField, node: FieldNode) -> int:
    """Items where no directive speaks of them."""
    if is_introspection_type(get_named_type(definition.type)):
        return INTROSPECTED.get(node.name.value, 1)
    return UNSAID if isinstance(get_nullable_type(definition.type), GraphQLList) else 1


def _once(number: int, formula: Formula) -> Formula:
    def remembered(run: Run) -> int:
        if number not in run.fragments:
            run.fragments[number] = formula(run)
        return run.fragments[number]

    return remembered


def _size(node: FieldNode, definition: GraphQLField, said: ListSize) -> Formula:
    paths = said.slicing_arguments or ()
    readers = [_reader(node, definition, path) for path in paths]
    assumed = UNSAID if said.assumed_size is None else said.assumed_size

    def size(run: Run) -> int:
        found = [number for read in readers if (number := read(run.variables)) is not None]
        return max(found, default=assumed)

    return size


def _reader(
    node: FieldNode, definition: GraphQLField, path: str
) -> Callable[[Variables], int | None]:
    """Reads the argument at the path as the execution will, defaults included."""
    head, *rest = path.split(".")
    argument = definition.args[head]
    given = next((one.value for one in node.arguments or () if one.name.value == head), None)

    def read(variables: Variables) -> int | None:
        if isinstance(given, VariableNode):
            value = variables.get(given.name.value, Undefined)
        else:
            value = Undefined if given is None else value_from_ast_untyped(given, dict(variables))
        return _number(_at(rest, argument, value))

    return read


def _at(path: list[str], element: GraphQLArgument | GraphQLInputField, value: Any) -> Any:
    if value is Undefined:
        value = _default(element)
    if not path or not isinstance(value, Mapping):
        return value
    head, *rest = path
    type_ = get_named_type(element.type)
    assert isinstance(type_, GraphQLInputObjectType)  # noqa: S101  # a path leads through objects
    inner = type_.fields[head]
    return _at(rest, inner, value.get(head, Undefined))


def _default(element: GraphQLArgument | GraphQLInputField) -> Any:
    default = element.default
    if default is None:
        return None if element.default_value is Undefined else element.default_value
    return value_from_ast_untyped(default.literal) if default.literal else default.value


def _number(value: Any) -> int | None:
    """A number of items; the length of a list; ``None`` where it says nothing."""
    if isinstance(value, list | tuple):
        return len(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return max(int(value), 0)  # JSON's 5.0 is an Int


def _weight(element: Any, unsaid: int) -> int:
    said = _directive(element, Cost)
    return unsaid if said is None else said.weight


def _directive(element: Any, kind: type[Directive]) -> Directive | None:
    definition = element.extensions.get("strawberry-definition")
    found = getattr(definition, "directives", None) or ()
    return next((one for one in found if isinstance(one, kind)), None)
