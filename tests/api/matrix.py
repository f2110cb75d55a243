"""Every field of the schema x every principal: what each document takes, read off the SDL itself.

A document for each field of each type, on the shortest way to it from a root. What it takes is read
from ``@access`` in the text of the schema, by other code than that which holds documents against
their principals.
"""

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLSchema,
    build_schema,
    get_named_type,
    is_composite_type,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_object_type,
    is_union_type,
)

from graph.access import Permission
from graph.schema import build, sdl

IDS = {
    "node": "Buyer",
    "nodes": "Buyer",
    "account": "Account",
    "buyingGroup": "BuyingGroup",
    "opportunity": "Opportunity",
    "offer": "Offer",
    "decision": "Decision",
    "removeOffer": "Offer",
    "removePersona": "Persona",
    "removeBuyingJob": "BuyingJob",
    "putOffers": "Offer",
}
"""What an id leads to, by the root field that takes it."""
VOUCHED = frozenset({"buyer", "talkingPoints", "decideNextStepsFor"})
"""What takes more than a publishable key may, so that a buyer can be named by id."""
ANYBODY = '{anonymousId: "device"}'
SAMPLES = {
    "String": "x",
    "Int": 5,
    "Float": 0.5,
    "Boolean": True,
    "DateTime": "2025-06-15T15:06:40Z",
}


@dataclass(frozen=True)
class Case:
    name: str
    """Type.field; some are met below a mutation as well."""
    text: str
    needs: frozenset[Permission]

    @property
    def mutates(self) -> bool:
        return self.text.startswith("mutation")


Step = tuple[GraphQLNamedType, str]


class Matrix:
    def __init__(self, named: dict[str, str]) -> None:
        """``named`` gives an id for each type of entity."""
        self._named = named
        self._schema: GraphQLSchema = build_schema(sdl(build()), assume_valid=True)

    def cases(self) -> Iterator[Case]:
        for kind in ("query", "mutation"):
            root: Any = self._schema.get_type(kind.capitalize())
            yield from self._below(kind, root)

    def _below(self, kind: str, root: Any) -> Iterator[Case]:
        """Breadth first, so that each field is met on its shortest way."""
        ahead: deque[tuple[Any, list[Step]]] = deque([(root, [])])
        met = {root.name}
        while ahead:
            parent, way = ahead.popleft()
            for name, field in parent.fields.items():
                whole = [*way, (parent, name)]
                yield self._case(kind, whole)
                for inside in self._concrete(get_named_type(field.type)):
                    if inside.name not in met:
                        met.add(inside.name)
                        ahead.append((inside, whole))

    def _concrete(self, type_: Any) -> list[Any]:
        if is_interface_type(type_) or is_union_type(type_):
            return list(self._schema.get_possible_types(type_))
        return [type_] if is_object_type(type_) else []

    def _case(self, kind: str, way: list[Step]) -> Case:
        last: Any = way[-1][0]
        needs = {one for parent, name in way for one in self._declared(parent, name)}
        root = way[0][1]
        first: Any = way[0][0]
        if not is_object_type(get_named_type(first.fields[root].type)):
            needs |= _rule(self._schema.get_type("Buyer"))  # whatever it is asked as, one is found
        leaf = get_named_type(last.fields[way[-1][1]].type)
        if "id" in getattr(leaf, "fields", ()):
            needs |= self._declared(leaf, "id")
        text = f"{kind} {{ {self._selected(way, root)} }}"
        return Case(f"{last.name}.{way[-1][1]}", text, frozenset(needs))

    def _declared(self, parent: Any, name: str) -> set[Permission]:
        field: GraphQLField = parent.fields[name]
        own = _rule(field) or _rule(parent)
        return own | _rule(get_named_type(field.type))

    def _selected(self, way: list[Step], root: str) -> str:
        (parent, name), *rest = way
        field: Any = parent.fields[name]  # type: ignore[attr-defined]  # a type with fields
        given = ", ".join(
            f"{arg}: {self._value(one.type, arg, root)}"
            for arg, one in field.args.items()
            if isinstance(one.type, GraphQLNonNull) or arg in {"first", "buyer"}
        )
        asked = f"{name}({given})" if given else name
        if rest:
            inside = get_named_type(field.type)
            below = self._selected(rest, root)
            narrowed = inside.name != rest[0][0].name
            return (
                f"{asked} {{ {f'... on {rest[0][0].name} {{ {below} }}' if narrowed else below} }}"
            )
        leaf = get_named_type(field.type)
        told = "__typename id" if "id" in getattr(leaf, "fields", ()) else "__typename"
        return f"{asked} {{ {told} }}" if is_composite_type(leaf) else asked

    def _value(self, type_: GraphQLInputType, name: str, root: str) -> str:
        if isinstance(type_, GraphQLNonNull):
            return self._value(type_.of_type, name, root)
        if isinstance(type_, GraphQLList):
            return f"[{self._value(type_.of_type, name, root)}]"
        if is_enum_type(type_):
            return "BUYER" if type_.name == "Voice" else next(iter(type_.values))
        if is_input_object_type(type_):
            return self._object(type_, root)
        return self._scalar(type_.name, root)

    def _scalar(self, name: str, root: str) -> str:
        if name == "_Any":
            return f'{{__typename: "Buyer", id: "{self._named["Buyer"]}"}}'
        if name == "ID":
            return f'"{self._named[IDS.get(root, "Offer")]}"'
        return json.dumps(SAMPLES[name])

    def _object(self, type_: GraphQLInputObjectType, root: str) -> str:
        if type_.name == "BuyerRef":
            return f'{{id: "{self._named["Buyer"]}"}}' if root in VOUCHED else ANYBODY
        if type_.is_one_of:
            name, one = next(iter(type_.fields.items()))
            return f"{{{name}: {self._value(one.type, name, root)}}}"
        needed = (
            f"{name}: {self._value(one.type, name, root)}"
            for name, one in type_.fields.items()
            if isinstance(one.type, GraphQLNonNull)
        )
        return f"{{{', '.join(needed)}}}"


def _rule(element: Any) -> set[Permission]:
    """As the text of the schema declares it."""
    directives = (element.ast_node and element.ast_node.directives) or ()
    return {
        Permission[directive.arguments[0].value.value]
        for directive in directives
        if directive.name.value == "access"
    }
