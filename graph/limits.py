"""How large a document may be, before anything looks at what it means.

A few hundred bytes can ask for hours of work. What a walk over the bare syntax can see is refused
here, after a bounded number of steps; what its lists multiply to is the business of ``graph.cost``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    ExecutableDefinitionNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

from graph.errors import BadInput

MOST_CHARACTERS = 16_384
MOST_TOKENS = 1_000
DEEPEST = 14
MOST_ALIASES = 15
MOST_ROOT_FIELDS = 15
MOST_DIRECTIVES = 10
MOST_FRAGMENTS = 20
MOST_OPERATIONS = 20
MOST_SELECTIONS = 400
"""Fields and spreads, those of a fragment wherever it is spread."""
MOST_PAIRS = 500
"""Of fields by one name in one place: validation holds each against each."""
MOST_VALUES = 1_000
"""In one list or object of the variables."""
MOST_ERRORS = 5
INTROSPECTION = frozenset({"__schema", "__type"})
"""As deep as it is, every client asks for it; graphql-core bounds how it nests."""


class DocumentTooLarge(GraphQLError):  # noqa: N818  # named for the fact, as the others are
    """The document passes a limit on its size or shape."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": "DOCUMENT_TOO_LARGE"})


def check(document: DocumentNode) -> None:
    """Raises ``DocumentTooLarge``."""
    Shape.of(document)


def check_variables(variables: Mapping[str, Any]) -> None:
    """Raises ``BadInput``."""
    waiting: list[Any] = [variables]
    while waiting:
        value = waiting.pop()
        if len(value) > MOST_VALUES:
            raise BadInput(f"A list or object of the variables holds at most {MOST_VALUES} values.")
        within = value if isinstance(value, list) else value.values()
        waiting += [one for one in within if isinstance(one, dict | list)]


Place = list[SelectionSetNode]
"""The selection sets that an execution merges into one."""


@dataclass(slots=True)
class Shape:
    """What there is in a document; the first thing that is too much ends the count."""

    fragments: dict[str, FragmentDefinitionNode]
    aliases: int = 0
    directives: int = 0
    root_fields: int = 0
    depth: int = 0
    selections: int = 0
    pairs: int = 0
    _reached: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, document: DocumentNode) -> "Shape":
        """Raises ``DocumentTooLarge``."""
        parts = [one for one in document.definitions if isinstance(one, ExecutableDefinitionNode)]
        operations = [one for one in parts if isinstance(one, OperationDefinitionNode)]
        fragments = [one for one in parts if isinstance(one, FragmentDefinitionNode)]
        _bound(len(operations), MOST_OPERATIONS, "operations")
        _bound(len(fragments), MOST_FRAGMENTS, "fragments")
        shape = cls({one.name.value: one for one in fragments})
        for part in parts:
            shape._write(part)
        for part in (*operations, *fragments):  # validation looks into those that nobody spreads
            if (
                not isinstance(part, FragmentDefinitionNode)
                or part.name.value not in shape._reached
            ):
                shape._walk(part)
        return shape

    def _write(self, part: ExecutableDefinitionNode) -> None:
        """Count what stands there, each fragment once."""
        self.directives += len(part.directives or ())
        for node in _below(part.selection_set):
            self.directives += len(node.directives or ())
            self.aliases += isinstance(node, FieldNode) and node.alias is not None
        _bound(self.directives, MOST_DIRECTIVES, "directives")
        _bound(self.aliases, MOST_ALIASES, "aliases")

    def _walk(self, part: ExecutableDefinitionNode) -> None:
        """Place by place as an execution goes: fields by one name in one place are one."""
        waiting: list[tuple[Place, int]] = [([part.selection_set], 1)]
        while waiting:
            place, depth = waiting.pop()
            found = self._collect(place)
            self._count(found, depth, at_root=isinstance(part, OperationDefinitionNode))
            for alike in found.values():
                below = [one.selection_set for one in alike if one.selection_set]
                if below:
                    deeper = alike[0].name.value not in INTROSPECTION and depth > 0
                    waiting.append((below, depth + 1 if deeper else 0))

    def _count(self, found: dict[str, list[FieldNode]], depth: int, *, at_root: bool) -> None:
        self.depth = max(self.depth, depth)
        _bound(self.depth, DEEPEST, "levels")
        if at_root and depth == 1:
            self.root_fields = max(self.root_fields, sum(map(len, found.values())))
            _bound(self.root_fields, MOST_ROOT_FIELDS, "fields at the root")
        self.pairs += sum(len(alike) * (len(alike) - 1) // 2 for alike in found.values())
        _bound(self.pairs, MOST_PAIRS, "pairs of fields by one name in one place")

    def _collect(self, place: Place) -> dict[str, list[FieldNode]]:
        """The fields of a place by the names that they are answered under."""
        found: dict[str, list[FieldNode]] = {}
        spread: set[str] = set()
        waiting = [node for selections in place for node in selections.selections]
        while waiting:
            node = waiting.pop()
            self.selections += 1
            _bound(self.selections, MOST_SELECTIONS, "selections, its fragments written out")
            if isinstance(node, FieldNode):
                found.setdefault((node.alias or node.name).value, []).append(node)
            else:
                waiting += self._inside(node, spread)
        self._reached |= spread
        return found

    def _inside(self, node: Any, spread: set[str]) -> tuple[SelectionNode, ...]:
        """What a fragment adds: nothing where it was spread in this place before."""
        if not isinstance(node, FragmentSpreadNode):
            return node.selection_set.selections  # type: ignore[no-any-return]  # an inline fragment
        name = node.name.value
        if name in spread or name not in self.fragments:
            return ()
        spread.add(name)
        return self.fragments[name].selection_set.selections


def _bound(count: int, most: int, what: str) -> None:
    if count > most:
        raise DocumentTooLarge(f"A document has at most {most} {what}; this one has more.")


def _below(selections: SelectionSetNode) -> Iterator[SelectionNode]:
    """Every selection in it, at any depth, without those of named fragments."""
    waiting = list(selections.selections)
    while waiting:
        node = waiting.pop()
        yield node
        inside = getattr(node, "selection_set", None)
        if inside is not None:
            waiting.extend(inside.selections)
