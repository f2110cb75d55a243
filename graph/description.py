"""Descriptions for the values of enums that are declared without GraphQL in mind."""

from enum import EnumMeta
from typing import Any

import strawberry


def describe(vocabulary: EnumMeta, text: str, **values: str) -> None:
    """Register an enum of the domain; every value must be described."""
    definition: Any = strawberry.enum(vocabulary, description=text)
    for value in definition.__strawberry_definition__.values:
        value.description = values.pop(value.name)
    if values:
        raise LookupError(f"{vocabulary.__name__} has no {sorted(values)}")
