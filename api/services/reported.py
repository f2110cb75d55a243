"""An act as its caller reported it: so a rejected one is kept, and can be sent again."""

from dataclasses import fields
from enum import Enum
from typing import Any

from graph.questions import Act
from recommender import iso_of


def as_it_came(act: Act) -> dict[str, Any]:
    """In the words of the schema's input, without what was left out of it."""
    given = ((field.name, getattr(act, field.name)) for field in fields(act))
    told = {camel(name): _plain(value) for name, value in given if value not in (None, ())}
    return told | {
        "buyer": {camel(act.buyer.kind.value): act.buyer.value},
        "at": iso_of(act.at),
        **({"facts": [{"key": k, "value": v} for k, v in act.facts]} if act.facts else {}),
    }


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.name
    return list(value) if isinstance(value, tuple) else value
