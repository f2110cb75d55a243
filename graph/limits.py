"""How large a document may be, before anything looks at what it means.

A few hundred bytes can ask for hours of work. What a walk over the bare syntax can see is refused
here, in time linear in the document; what its lists multiply to is the business of ``graph.cost``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

MOST_CHARACTERS = 16_384
MOST_TOKENS = 1_000
DEEPEST = 10
MOST_ALIASES = 15
MOST_ROOT_FIELDS = 15
MOST_DIRECTIVES = 10
MOST_FRAGMENTS = 20
MOST_ERRORS = 5
INTROSPECTION = frozenset({"__schema", "__type"})
"""As deep as it is, every client asks for it; graphql-core bounds how it nests."""


class DocumentTooLarge(GraphQLError):  # noqa: N818  # named for the fact, as the others are
    """The document passes a limit on its size or shape."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": "DOCUMENT_TOO_LARGE"})


def check(document: DocumentNode) -> None:
    """Raises ``DocumentTooLarge``."""
    shape = Shape.of(document)
    for count, most, what in (
        (len(shape.fragments), MOST_FRAGMENTS, "fragments"),
        (shape.aliases, MOST_ALIASES, "aliases"),
        (shape.directives, MOST_DIRECTIVES, "directives"),
        (shape.root_fields, MOST_ROOT_FIELDS, "fields at the root"),
        (shape.depth, DEEPEST, "levels"),
    ):
        if count > most:
            raise DocumentTooLarge(f"A document has at most {most} {what}, this one {count}.")


@dataclass(slots=True)
class Shape:
    """What there is in a document, each fragment counted where it is written."""

    fragments: Mapping[str, FragmentDefinitionNode]
    aliases: int = 0
    directives: int = 0
    root_fields: int = 0
    depth: int = 0
    _depths: dict[str, int] = field(default_factory=dict)
    _widths: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, document: DocumentNode) -> "Shape":
        parts = document.definitions
        shape = cls({f.name.value: f for f in parts if isinstance(f, FragmentDefinitionNode)})
        for part in parts:
            if isinstance(part, OperationDefinitionNode | FragmentDefinitionNode):
                shape.directives += len(part.directives or ())
                shape._count(part.selection_set)
        for part in parts:
            if isinstance(part, OperationDefinitionNode):
                shape.depth = max(shape.depth, shape._deep(part.selection_set))
                shape.root_fields = max(shape.root_fields, shape._wide(part.selection_set))
        return shape

    def _count(self, selections: SelectionSetNode) -> None:
        for node in _below(selections):
            self.directives += len(node.directives or ())
            self.aliases += isinstance(node, FieldNode) and node.alias is not None

    def _deep(self, selections: SelectionSetNode) -> int:
        return max((self._depth(node) for node in selections.selections), default=0)

    def _depth(self, node: SelectionNode) -> int:
        if isinstance(node, FragmentSpreadNode):
            return self._depth_of(node.name.value)
        if isinstance(node, FieldNode):
            if node.selection_set is None or node.name.value in INTROSPECTION:
                return 1
            return 1 + self._deep(node.selection_set)
        return self._deep(node.selection_set)  # type: ignore[attr-defined]  # an inline fragment

    def _depth_of(self, name: str) -> int:
        """Once per fragment; validation refuses the ones that are unknown or hold themselves."""
        if name not in self._depths:
            self._depths[name] = 0
            if name in self.fragments:
                self._depths[name] = self._deep(self.fragments[name].selection_set)
        return self._depths[name]

    def _wide(self, selections: SelectionSetNode) -> int:
        """Fields at the root, those of fragments included."""
        return sum(self._width(node) for node in selections.selections)

    def _width(self, node: SelectionNode) -> int:
        if isinstance(node, FieldNode):
            return 1
        if isinstance(node, FragmentSpreadNode):
            return self._width_of(node.name.value)
        return self._wide(node.selection_set)  # type: ignore[attr-defined]  # an inline fragment

    def _width_of(self, name: str) -> int:
        if name not in self._widths:
            self._widths[name] = 0
            if name in self.fragments:
                self._widths[name] = self._wide(self.fragments[name].selection_set)
        return self._widths[name]


def _below(selections: SelectionSetNode) -> Iterator[SelectionNode]:
    """Every selection in it, at any depth, without those of named fragments."""
    waiting = list(selections.selections)
    while waiting:
        node = waiting.pop()
        yield node
        inside = getattr(node, "selection_set", None)
        if inside is not None:
            waiting.extend(inside.selections)
