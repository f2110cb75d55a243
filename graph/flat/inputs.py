"""Values as flat callers send them, made into what the variables of a document take.

A key with dots reaches into an input object: ``buyer.userId``. Nothing that a document does not
declare is looked at. Texts become numbers, booleans and values of enums where those are declared;
``null`` and an empty text are as good as absent; a list is repeated, or parted by commas. What
cannot be made to fit is left as it is, for GraphQL to refuse by its name.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    get_nullable_type,
)

DEEPEST = 8
WHOLE = re.compile(r"[+-]?[0-9]{1,18}(\.0+)?")
NUMBER = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?([eE][+-]?[0-9]{1,3})?")
TRUTHS = {"true": True, "1": True, "false": False, "0": False}

Types = Mapping[str, GraphQLInputType]


class _Absent:
    """In place of a value that was not given."""


ABSENT = _Absent()


def coerced(types: Types, given: Mapping[str, Any]) -> dict[str, Any]:
    """The variables among what was given."""
    return _known(types, _nested(given))


def _nested(given: Mapping[str, Any]) -> dict[str, Any]:
    """Keys with dots go before an object under the name that they begin with, key by key."""
    plain = {key: value for key, value in given.items() if "." not in key}
    dotted: dict[str, Any] = {}
    for key, value in given.items():
        if key not in plain:
            *path, last = key.split(".", DEEPEST)
            _inside(dotted, path)[last] = value
    return _merged(plain, dotted)


def _inside(whole: dict[str, Any], path: list[str]) -> dict[str, Any]:
    for name in path:
        if not isinstance(whole.get(name), dict):
            whole[name] = {}
        whole = whole[name]
    return whole


def _merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    both = {
        key: _merged(under[key], value)
        for key, value in over.items()
        if isinstance(value, dict) and isinstance(under.get(key), dict)
    }
    return {**under, **over, **both}


def _known(types: Types, values: Mapping[str, Any]) -> dict[str, Any]:
    found = ((name, _value(type_, values.get(name))) for name, type_ in types.items())
    return {name: value for name, value in found if value is not ABSENT}


def _value(type_: GraphQLInputType, value: Any) -> Any:
    if value is None or value == "":
        return ABSENT
    bare = get_nullable_type(type_)
    if isinstance(bare, GraphQLList):
        return _list(bare.of_type, value)
    if isinstance(bare, GraphQLInputObjectType):
        return _object(bare, value, needed=isinstance(type_, GraphQLNonNull))
    if isinstance(bare, GraphQLEnumType):
        return _enum(bare, value)
    return SCALARS.get(bare.name, _as_it_is)(value)


def _list(of: GraphQLInputType, value: Any) -> list[Any]:
    items = value.split(",") if isinstance(value, str) else value
    items = items if isinstance(items, list) else [items]
    plain = (item.strip() if isinstance(item, str) else item for item in items)
    return [made for item in plain if (made := _value(of, item)) is not ABSENT]


def _object(type_: GraphQLInputObjectType, value: Any, *, needed: bool) -> Any:
    if not isinstance(value, dict):
        return value
    types = {name: field.type for name, field in type_.fields.items()}
    return _known(types, value) or ({} if needed else ABSENT)


def _enum(type_: GraphQLEnumType, value: Any) -> Any:
    """In any case, with hyphens or underscores: ``net-new`` is NET_NEW."""
    if not isinstance(value, str):
        return value
    spelled = value.strip().upper().replace("-", "_")
    return spelled if spelled in type_.values else value


def _int(value: Any) -> Any:
    if isinstance(value, str) and WHOLE.fullmatch(value.strip()):
        return int(value.strip().partition(".")[0])
    return value


def _float(value: Any) -> Any:
    return float(value) if isinstance(value, str) and NUMBER.fullmatch(value.strip()) else value


def _boolean(value: Any) -> Any:
    return TRUTHS.get(value.strip().lower(), value) if isinstance(value, str) else value


def _text(value: Any) -> Any:
    """An id that a tool holds as a number is still an id."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value


def _as_it_is(value: Any) -> Any:
    return value


SCALARS: Mapping[str, Callable[[Any], Any]] = {
    "Int": _int,
    "Float": _float,
    "Boolean": _boolean,
    "String": _text,
    "ID": _text,
}
