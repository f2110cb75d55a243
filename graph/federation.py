"""A subgraph of Apollo Federation 2: other graphs lead here by the ids of offers, buyers, accounts.

By hand, because a router asks for entities by id alone: what a type takes is held against whoever
asks, as for ``node``.

https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec
"""

import re
from functools import cache
from typing import Annotated, Any, NewType, TypeAlias, cast

import strawberry
from graphql import FieldNode, GraphQLError, ValidationRule
from strawberry import argument, field
from strawberry.schema.base import BaseSchema

from graph import ids
from graph.access import ANYONE
from graph.context import Context, Info
from graph.errors import BadInput
from graph.resolvers.nodes import find
from graph.types.account import Account
from graph.types.buyer import Buyer
from graph.types.node import Node
from graph.types.offer import Offer

LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])\n\n'
KEY = re.compile(r'(?:"""[^"]*"""\n)?directive @key\([^\n]*\n\n')

AnyEntity = NewType("AnyEntity", dict[str, Any])
ANY: Any = strawberry.scalar(
    name="_Any",
    description="An entity of another subgraph: its `__typename` and its `id`.",
    serialize=lambda value: value,
    parse_value=lambda value: value,
)
Entity: TypeAlias = Annotated[
    Account | Buyer | Offer,
    strawberry.union("_Entity", description="What other graphs may lead to."),
]
NAMES = frozenset(type_.__name__ for type_ in (Account, Buyer, Offer))


@strawberry.type(name="_Service", description="This graph, for a router.", directives=ANYONE)
class Service:
    sdl: str = field(description="The text of the schema.")


def service(info: Info) -> Service:
    return Service(sdl=subgraph(info.schema))


@cache
def subgraph(schema: BaseSchema) -> str:
    """Its text, with a link to where ``@key`` comes from in place of a definition."""
    return LINK + KEY.sub("", schema.as_str())


async def entities(
    info: Info,
    given: Annotated[
        list[AnyEntity],
        argument(name="representations", description="Up to 1,000 types with ids."),
    ],
) -> list[Entity | None]:
    """Each is awaited by itself, like ``nodes``."""
    return cast("list[Entity | None]", [_entity(info.context, one) for one in given])


async def _entity(asked: Context, representation: object) -> Node | None:
    match representation:
        case {"__typename": str(kind), "id": str(given)} if kind in NAMES:
            return await find(asked, ids.written(kind, ids.bare(kind, given)))
    raise BadInput("a representation has __typename and id of an entity")


class NoServiceText(ValidationRule):
    """Where the schema may not be looked at, its text is not told either."""

    def enter_field(self, node: FieldNode, *_: object) -> None:
        if node.name.value == "_service":
            self.report_error(GraphQLError("The schema is not told here.", node))
