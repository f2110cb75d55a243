"""What has changed between two versions of the schema, seen from a client of the older one."""

import re
from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    find_breaking_changes,
)

DATED = re.compile(r"\b20\d\d-[01]\d-[0-3]\d\b")


def breaks(released: str, present: str) -> list[str]:
    """The changes that a client of the released text would notice; both in SDL."""
    changes = find_breaking_changes(build_schema(released), build_schema(present))
    return sorted(change.description for change in changes)


def undated(text: str) -> list[str]:
    """What is deprecated without a day from which it may go."""
    return [name for name, reason in _deprecations(build_schema(text)) if not DATED.search(reason)]


def _deprecations(schema: GraphQLSchema) -> Iterator[tuple[str, str]]:
    for type_ in schema.type_map.values():
        for name, part in _parts(type_):
            if part.deprecation_reason is not None:
                yield f"{type_.name}.{name}", part.deprecation_reason
            for argument, given in getattr(part, "args", {}).items():
                if given.deprecation_reason is not None:
                    yield f"{type_.name}.{name}({argument})", given.deprecation_reason


def _parts(type_: object) -> Iterator[tuple[str, Any]]:
    if isinstance(type_, GraphQLEnumType):
        yield from type_.values.items()
    elif isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
        yield from type_.fields.items()
