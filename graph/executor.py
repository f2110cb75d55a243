"""A short cut through graphql-core for plain data.

Where the selection of a field consists of attributes alone, its completion is planned once, as
nested functions, and run in place of a walk with a dozen calls a field. Whatever is unusual is left
to graphql-core: a resolver, an argument, a directive, an object of another class, null where none
may be, any exception. It then reads the attributes again, so errors and their paths stay its own.

Leaving the class out of the schema is always safe; its test of equality goes with every upgrade.
"""

from collections.abc import Callable, Mapping, Sequence
from inspect import isawaitable
from typing import Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLBoolean,
    GraphQLID,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
    InlineFragmentNode,
    SelectionSetNode,
    is_leaf_type,
)
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from typing_extensions import override

Complete = Callable[[Any], Any]
"""From a value to what is sent for it. Raises whatever where that is not plain."""
Fields = dict[str, list[FieldNode]]

AS_IS = {GraphQLString: str, GraphQLID: str, GraphQLBoolean: bool}
"""Values of exactly these classes are what is sent."""
MOST_PLANS = 4096


class Unusual(Exception):  # noqa: N818  # it never leaves this module
    """graphql-core takes over."""


class Planner:
    """Plans completions for one document."""

    def __init__(self, fragments: Mapping[str, Any]) -> None:
        self._fragments = fragments

    def plan(self, type_: Any, nodes: Sequence[FieldNode]) -> Complete:
        if isinstance(type_, GraphQLNonNull):
            return self._present(type_.of_type, nodes)
        present = self._present(type_, nodes)
        return lambda value: None if value is None else present(value)

    def _present(self, type_: Any, nodes: Sequence[FieldNode]) -> Complete:
        """For values that are not null; each kind refuses null by itself."""
        if isinstance(type_, GraphQLList):
            return _listed(self.plan(type_.of_type, nodes))
        if isinstance(type_, GraphQLObjectType):
            return self._object(type_, nodes)
        if is_leaf_type(type_):
            return _leaf(type_)
        raise Unusual

    def _object(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Complete:
        selected: Fields = {}
        spread: set[str] = set()
        for node in nodes:
            if node.selection_set is None:
                raise Unusual
            self._collect(type_, node.selection_set, selected, spread)
        cls = type_.extensions["strawberry-definition"].origin
        parts = [(key, *self._attribute(type_, found)) for key, found in selected.items()]

        def complete(value: Any) -> Any:
            if type(value) is not cls:
                raise Unusual
            return {key: finish(getattr(value, name)) for key, name, finish in parts}

        return complete

    def _attribute(self, type_: GraphQLObjectType, nodes: list[FieldNode]) -> tuple[str, Complete]:
        name = nodes[0].name.value
        if name == "__typename":
            return "__class__", lambda _: type_.name
        field = type_.fields[name]
        source = field.extensions["strawberry-definition"]
        plain = getattr(field.resolve, "_is_default", False) and source.default_resolver is getattr
        if field.args or not plain:
            raise Unusual
        return source.python_name, self.plan(field.type, nodes)

    def _collect(
        self, type_: GraphQLObjectType, selections: SelectionSetNode, into: Fields, spread: set[str]
    ) -> None:
        """CollectFields of the specification, for a type that is no more than itself: no union."""
        for node in selections.selections:
            if node.directives:
                raise Unusual
            if isinstance(node, FieldNode):
                into.setdefault((node.alias or node.name).value, []).append(node)
            elif fragment := self._fragment(node, spread):
                condition = fragment.type_condition
                if condition is not None and condition.name.value not in _names(type_):
                    raise Unusual
                self._collect(type_, fragment.selection_set, into, spread)

    def _fragment(self, node: Any, spread: set[str]) -> Any:
        """None where it was spread into this selection before: it adds nothing."""
        if isinstance(node, InlineFragmentNode):
            return node
        if not isinstance(node, FragmentSpreadNode):
            raise Unusual
        name = node.name.value
        if name in spread:
            return None
        spread.add(name)
        found = self._fragments[name]
        return getattr(found, "definition", found)


def _names(type_: GraphQLObjectType) -> set[str]:
    """The types that fragments may name for it, its interfaces among them."""
    return {type_.name, *(interface.name for interface in type_.interfaces)}


def _listed(finish: Complete) -> Complete:
    def complete(value: Any) -> Any:
        if type(value) is not list:
            raise Unusual
        return [finish(item) for item in value]

    return complete


def _leaf(type_: Any) -> Complete:
    exact = AS_IS.get(type_)
    coerce = type_.coerce_output_value

    def complete(value: Any) -> Any:
        if type(value) is exact:
            return value
        if value is None or isinstance(value, Exception) or isawaitable(value):
            raise Unusual
        sent = coerce(value)
        if sent is None:
            raise Unusual
        return sent

    return complete


class Plans:
    """By field node and type. A node is planned when it is seen a second time.

    Only cached documents come back with the same nodes, so a flood of documents plans nothing.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[int, int], tuple[FieldNode, Any, Complete | None]] = {}
        """With node and type, so that their ids stay theirs."""
        self._seen: dict[tuple[int, int], tuple[FieldNode, Any]] = {}

    def find(self, node: FieldNode, type_: Any, fragments: Mapping[str, Any]) -> Complete | None:
        key = (id(node), id(type_))
        if key in self._kept:
            return self._kept[key][2]
        if key in self._seen:
            self._keep(key, node, type_, _planned(node, type_, fragments))
            return self._kept[key][2]
        if len(self._seen) >= MOST_PLANS:
            self._seen.clear()
        self._seen[key] = (node, type_)
        return None

    def give_up(self, node: FieldNode, type_: Any) -> None:
        """It did not fit its data once; trying it again would cost twice."""
        self._keep((id(node), id(type_)), node, type_, None)

    def _keep(
        self, key: tuple[int, int], node: FieldNode, type_: Any, plan: Complete | None
    ) -> None:
        if len(self._kept) >= MOST_PLANS:
            self._kept.clear()
        self._kept[key] = (node, type_, plan)


def _planned(node: FieldNode, type_: Any, fragments: Mapping[str, Any]) -> Complete | None:
    if node.directives:
        return None
    try:
        return Planner(fragments).plan(type_, [node])
    except (Unusual, LookupError):
        return None


PLANS = Plans()


class PlainExecutor(StrawberryGraphQLCoreExecutionContext):
    @override
    def complete_value(
        self,
        return_type: Any,
        field_details_list: Any,
        info: Any,
        path: Any,
        result: Any,
        position_context: Any,
    ) -> Any:
        node = field_details_list[0].node
        if node.selection_set is not None and len(field_details_list) == 1:
            plan = PLANS.find(node, return_type, self.fragment_definitions)
            if plan is not None:
                try:
                    return plan(result)
                except Exception:  # noqa: BLE001  # graphql-core tells it with its path
                    PLANS.give_up(node, return_type)
        return super().complete_value(
            return_type, field_details_list, info, path, result, position_context
        )
