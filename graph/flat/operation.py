"""A document of one operation as a flat call: flat values in, its root alone out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graphql import (
    FragmentDefinitionNode,
    GraphQLInputType,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    VariableDefinitionNode,
    type_from_ast,
)

from graph.documents import Document
from graph.flat.inputs import coerced
from graph.flat.json_schema import JsonSchema, Parameter, parameters, taken, told
from graph.flat.shape import Fields, Items, Leaf, Reader, Shape, filled, the_set

LIST = "items"
"""Where a root that is a list is found: an answer is always an object."""


@dataclass(frozen=True)
class FlatOperation:
    schema: GraphQLSchema
    document: Document
    """A fit one."""

    @property
    def reads(self) -> bool:
        """Whether it changes nothing."""
        return self._operation.operation is OperationType.QUERY

    @property
    def description(self) -> str:
        """The comment at its head."""
        lines = self.document.text.lstrip().splitlines()
        head = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
        return " ".join(line.lstrip("# ") for line in lines[:head])

    def variables(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Out of flat values by name; see ``graph.flat.inputs``."""
        return coerced(self._types, given)

    def answer(self, data: Mapping[str, Any]) -> dict[str, Any] | None:
        """The root by itself, and of its set the first item and the count.

        ``None`` where the root is null. Names that the document selects itself go before.
        """
        root: Any = filled(self._shape, data[self._root] if self._root else data)
        if root is None:
            return None
        if isinstance(self._shape, Items):
            return {**self._summary(root), LIST: root}
        return {**self._summary(root), **root}

    def parameters(self) -> Iterator[Parameter]:
        """What a query string or a form holds."""
        for name, given in self._given.items():
            yield from parameters(self._types[name], name, needed=_needed(given))

    def body(self) -> JsonSchema:
        """What a body of JSON holds."""
        schema: JsonSchema = {
            "type": "object",
            "properties": {name: taken(type_) for name, type_ in self._types.items()},
        }
        needed = [name for name, given in self._given.items() if _needed(given)]
        return {**schema, "required": needed} if needed else schema

    def told(self) -> JsonSchema:
        """What an answer holds."""
        plain = told(self._shape)
        if isinstance(self._shape, Items):
            plain = {"properties": {LIST: plain}, "required": [LIST]}
        properties = {**self._summed_up(), **plain["properties"]}
        return {**plain, "type": "object", "properties": properties}

    @cached_property
    def _operation(self) -> OperationDefinitionNode:
        assert self.document.parsed is not None  # noqa: S101  # a fit one is
        parts = self.document.parsed.definitions
        return next(part for part in parts if isinstance(part, OperationDefinitionNode))

    @cached_property
    def _given(self) -> dict[str, VariableDefinitionNode]:
        found = self._operation.variable_definitions or ()
        return {given.variable.name.value: given for given in found}

    @cached_property
    def _types(self) -> dict[str, GraphQLInputType]:
        return {name: type_from_ast(self.schema, one.type) for name, one in self._given.items()}  # type: ignore[misc]  # input types, as the document is valid

    @cached_property
    def _whole(self) -> Fields:
        assert self.document.parsed is not None  # noqa: S101  # a fit one is
        parts = self.document.parsed.definitions
        fragments = [part for part in parts if isinstance(part, FragmentDefinitionNode)]
        root = self.schema.get_root_type(self._operation.operation)
        return Reader(self.schema, fragments).fields(root, [self._operation.selection_set])

    @cached_property
    def _root(self) -> str | None:
        """The only field of the answer, if there is only one and it holds more than a scalar."""
        keys = list(self._whole.parts)
        alone = len(keys) == 1 and not isinstance(self._whole.parts[keys[0]].shape, Leaf)
        return keys[0] if alone else None

    @cached_property
    def _shape(self) -> Shape:
        return self._whole.parts[self._root].shape if self._root else self._whole

    @cached_property
    def _set(self) -> tuple[str, ...] | None:
        return the_set(self._shape)

    def _summary(self, root: Any) -> dict[str, Any]:
        if self._set is None:
            return {}
        items = root
        for key in self._set:
            items = None if items is None else items.get(key)
        first = items[0] if items else None
        return {"first": _node(first), "count": len(items or ())}

    def _summed_up(self) -> dict[str, JsonSchema]:
        if self._set is None:
            return {}
        shape = self._shape
        for key in self._set:
            assert isinstance(shape, Fields)  # noqa: S101  # the way leads through objects
            shape = shape.parts[key].shape
        assert isinstance(shape, Items)  # noqa: S101  # and ends at the list
        item = shape.of
        if isinstance(item, Fields) and "node" in item.parts:
            item = item.parts["node"].shape
        first = told(item)
        return {
            "first": {**first, "type": ["object", "null"], "description": "The first of the set."},
            "count": {"type": "integer", "format": "int32", "description": "How many there are."},
        }


def _needed(given: VariableDefinitionNode) -> bool:
    return given.type.kind == "non_null_type" and given.default_value is None


def _node(item: Any) -> Any:
    """Of an edge, what it leads to."""
    return item.get("node", item) if isinstance(item, dict) else item
