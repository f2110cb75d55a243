"""What the answers of a document look like, from its selections alone."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLSchema,
    SelectionSetNode,
    get_nullable_type,
)

ERRORS = "userErrors"


@dataclass(frozen=True, slots=True)
class Leaf:
    type: GraphQLNamedType
    nullable: bool


@dataclass(frozen=True, slots=True)
class Items:
    of: "Shape"


@dataclass(frozen=True, slots=True)
class Fields:
    parts: Mapping[str, "Part"]
    nullable: bool


Shape: TypeAlias = Leaf | Items | Fields


@dataclass(frozen=True, slots=True)
class Part:
    """A field of an answer under the name that it has there."""

    shape: Shape
    description: str
    certain: bool
    """It is in every answer: no directive and no narrower type stands before it."""


@dataclass(slots=True)
class _Selected:
    parent: Any
    certain: bool
    nodes: list[FieldNode] = field(default_factory=list)


class Reader:
    """Reads the shapes of one valid document."""

    def __init__(self, schema: GraphQLSchema, fragments: Iterable[FragmentDefinitionNode]) -> None:
        self._schema = schema
        self._fragments = {fragment.name.value: fragment for fragment in fragments}

    def fields(
        self, parent: Any, sets: Iterable[SelectionSetNode], *, nullable: bool = False
    ) -> Fields:
        selected: dict[str, _Selected] = {}
        for selections in sets:
            self._collect(parent, selections, selected, certain=True)
        return Fields({key: self._part(one) for key, one in selected.items()}, nullable)

    def _collect(
        self,
        parent: Any,
        selections: SelectionSetNode,
        into: dict[str, _Selected],
        *,
        certain: bool,
    ) -> None:
        for node in selections.selections:
            sure = certain and not node.directives
            if isinstance(node, FieldNode):
                key = (node.alias or node.name).value
                found = into.setdefault(key, _Selected(parent, sure))
                found.certain = found.certain or sure
                found.nodes.append(node)
            else:
                fragment = self._fragment(node)
                named = fragment.type_condition
                inside = self._schema.get_type(named.name.value) if named else parent
                same = sure and inside is parent
                self._collect(inside, fragment.selection_set, into, certain=same)

    def _fragment(self, node: Any) -> Any:
        return self._fragments[node.name.value] if isinstance(node, FragmentSpreadNode) else node

    def _part(self, one: _Selected) -> Part:
        definition = self._schema.get_field(one.parent, one.nodes[0].name.value)
        assert definition is not None  # noqa: S101  # the document is valid
        below = [node.selection_set for node in one.nodes if node.selection_set]
        return Part(self._shape(definition.type, below), definition.description or "", one.certain)

    def _shape(self, type_: Any, below: list[SelectionSetNode]) -> Shape:
        nullable, bare = not isinstance(type_, GraphQLNonNull), get_nullable_type(type_)
        if isinstance(bare, GraphQLList):
            return Items(self._shape(bare.of_type, below))
        return self.fields(bare, below, nullable=nullable) if below else Leaf(bare, nullable)


def the_set(shape: Shape) -> tuple[str, ...] | None:
    """The way to the list of objects that lies nearest to the top; errors are no such list."""
    waiting: deque[tuple[tuple[str, ...], Shape]] = deque([((), shape)])
    while waiting:
        path, found = waiting.popleft()
        if isinstance(found, Items) and isinstance(found.of, Fields):
            return path
        if isinstance(found, Fields):
            waiting.extend(_below(path, found))
    return None


def _below(path: tuple[str, ...], found: Fields) -> Iterator[tuple[tuple[str, ...], Shape]]:
    for key, part in found.parts.items():
        if key != ERRORS:
            yield (*path, key), part.shape


def filled(shape: Shape, value: Any) -> Any:
    """With an empty list wherever a list is null: flat callers cannot tell the two apart."""
    if isinstance(shape, Items):
        return [filled(shape.of, item) for item in value or ()]
    if isinstance(shape, Fields) and value is not None:
        return {key: filled(shape.parts[key].shape, part) for key, part in value.items()}
    return value
