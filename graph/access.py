"""Who may do what: every field of the schema says which permission it takes.

What is asked is known before anything runs, so a document is held against a principal as a whole:
no field checks by itself, and none can be forgotten, since a schema with an undeclared one does
not build.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

import strawberry
from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)
from strawberry.schema_directive import Location

from graph.description import describe

Parent = GraphQLObjectType | GraphQLInterfaceType


class Permission(StrEnum):
    """Named as the scopes of a key."""

    ANY = "any"
    NEXT_STEPS_READ = "next_steps:read"
    CATALOGUE_READ = "catalogue:read"
    CATALOGUE_WRITE = "catalogue:write"
    BUYERS_READ = "buyers:read"
    TALKING_POINTS_READ = "talking_points:read"
    EVENTS_WRITE = "events:write"
    EVENTS_READ = "events:read"


describe(
    Permission,
    "What a principal may do.",
    ANY="Whoever may ask for what it is part of.",
    NEXT_STEPS_READ="Ask for sets of next steps, and explore.",
    CATALOGUE_READ="Read offers, links, personas and buying jobs.",
    CATALOGUE_WRITE="Change offers, links, personas and buying jobs.",
    BUYERS_READ="Read buyers, their journeys, companies and decisions.",
    TALKING_POINTS_READ="Read what is worded for sellers.",
    EVENTS_WRITE="Report what buyers do.",
    EVENTS_READ="Read events that were not taken in.",
)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whom a site says, and signs, that a browser speaks for."""

    user_id: str
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks: a key or a user, inside one workspace."""

    workspace: UUID
    may: frozenset[Permission]
    writes_documents: bool = True
    """May send documents of its own, and not only trusted ones by id."""
    vouches: bool = True
    """Keeps its key to itself, so its word is taken for who a buyer is and whom an answer is for.

    Whoever does not names buyers by ``anonymousId``, or the one that its site has signed for, and
    hears the buyer's words alone.
    """
    visitor: Visitor | None = None
    caller: UUID | str | None = None
    """Which key or which user it is: what is asked for is counted by it."""


@strawberry.schema_directive(
    locations=[Location.OBJECT, Location.INTERFACE, Location.FIELD_DEFINITION],
    name="access",
    description="The permission that a field takes, or every field of a type.",
)
class Access:
    needs: Permission


def needs(permission: Permission) -> list[object]:
    """For the ``directives`` of a type or field."""
    return [Access(needs=permission)]


ANYONE = needs(Permission.ANY)


def permissions(parent: Parent, name: str) -> Iterator[Permission]:
    """What the field takes: by its own rule or its type's, and by that of what it leads to."""
    field = parent.fields[name]
    for rule in (_declared(field) or _declared(parent), _declared(get_named_type(field.type))):
        if rule is not None:
            yield rule


def needed(type_: type) -> frozenset[Permission]:
    """What a whole type takes, for whoever leads to it by no field of its own."""
    definition: Any = type_.__strawberry_definition__  # type: ignore[attr-defined]  # strawberry's
    return frozenset(one.needs for one in definition.directives if isinstance(one, Access))


def undeclared(schema: GraphQLSchema) -> Iterator[str]:
    """The fields that anybody could read by oversight."""
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__"):
            for name, field in type_.fields.items():
                if _declared(field) is None and _declared(type_) is None:
                    yield f"{type_.name}.{name}"


def _declared(element: GraphQLField | GraphQLNamedType) -> Any:
    definition = element.extensions.get("strawberry-definition")
    found: Iterable[object] = getattr(definition, "directives", None) or ()
    return next((one.needs for one in found if isinstance(one, Access)), None)
