"""OpenAPI 3.1 said in 3.0.3, for the tools that read nothing newer.

https://spec.openapis.org/oas/v3.0.3
"""

from collections.abc import Mapping
from typing import Any

NULL = {"type": "null"}


def as_3_0_3(description: Mapping[str, Any]) -> dict[str, Any]:
    """Written anew, not labelled anew: what 3.0.3 has no word for would make it invalid."""
    info = {**description["info"], "license": {"name": description["info"]["license"]["name"]}}
    older = _older({**description, "openapi": "3.0.3", "info": info})
    assert isinstance(older, dict)  # noqa: S101  # as what it is made of
    return older


def _older(node: Any) -> Any:
    if isinstance(node, list):
        return [_older(item) for item in node]
    if not isinstance(node, dict):
        return node
    plain = {key: _older(value) for key, value in node.items()}
    for rewrite in (_nullable_type, _nullable_choice, _constant, _reference):
        plain = rewrite(plain)
    return plain


def _nullable_type(node: dict[str, Any]) -> dict[str, Any]:
    type_ = node.get("type")
    if not isinstance(type_, list):
        return node
    (bare,) = [one for one in type_ if one != "null"]
    return {**node, "type": bare, "nullable": True}


def _nullable_choice(node: dict[str, Any]) -> dict[str, Any]:
    """``anyOf`` of something and null."""
    choices = node.get("anyOf")
    if not isinstance(choices, list) or NULL not in choices:
        return node
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    return {"allOf": [one for one in choices if one != NULL], "nullable": True, **rest}


def _constant(node: dict[str, Any]) -> dict[str, Any]:
    if "const" not in node:
        return node
    return {"enum" if key == "const" else key: _alone(key, value) for key, value in node.items()}


def _alone(key: str, value: Any) -> Any:
    return [value] if key == "const" else value


def _reference(node: dict[str, Any]) -> dict[str, Any]:
    """What stands beside a reference would be passed over."""
    if "$ref" not in node or len(node) == 1:
        return node
    rest = {key: value for key, value in node.items() if key != "$ref"}
    return {"allOf": [{"$ref": node["$ref"]}], **rest}
