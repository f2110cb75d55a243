"""Variables and answers of a document as JSON Schema, in the dialect of OpenAPI 3.1."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    get_nullable_type,
    is_required_input_field,
)

from graph.flat.shape import Fields, Items, Shape

JsonSchema = dict[str, Any]

SCALARS: Mapping[str, JsonSchema] = {
    "Int": {"type": "integer", "format": "int32"},
    "Float": {"type": "number", "format": "double"},
    "Boolean": {"type": "boolean"},
    "DateTime": {"type": "string", "format": "date-time"},
}
TEXT: JsonSchema = {"type": "string"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value of a query string or form."""

    name: str
    description: str
    needed: bool
    schema: JsonSchema


def parameters(
    type_: GraphQLInputType, name: str, description: str = "", *, needed: bool
) -> Iterator[Parameter]:
    """Dots reach into input objects; lists of objects have no place in a flat request."""
    bare: Any = get_nullable_type(type_)
    if isinstance(bare, GraphQLInputObjectType):
        for key, field in bare.fields.items():
            below = needed and is_required_input_field(field) and not bare.is_one_of
            told = field.description or ""
            yield from parameters(field.type, f"{name}.{key}", told, needed=below)
    elif not _holds_objects(bare):
        yield Parameter(name, description, needed, taken(type_))


def taken(type_: GraphQLInputType) -> JsonSchema:
    """Of a variable, in a body of JSON."""
    bare: Any = get_nullable_type(type_)
    if isinstance(bare, GraphQLList):
        return {"type": "array", "items": taken(bare.of_type)}
    if isinstance(bare, GraphQLInputObjectType):
        return _input_object(bare)
    if isinstance(bare, GraphQLEnumType):
        return {"type": "string", "enum": list(bare.values)}
    return dict(SCALARS.get(bare.name, TEXT))


def told(shape: Shape) -> JsonSchema:
    """Of an answer. Enums are texts there: they grow, and a strict caller must not break on it."""
    if isinstance(shape, Items):
        return {"type": "array", "items": told(shape.of)}
    if isinstance(shape, Fields):
        return _nullable(_output_object(shape), shape.nullable)
    return _nullable(_leaf(shape.type), shape.nullable)


def _leaf(type_: GraphQLNamedType) -> JsonSchema:
    return dict(SCALARS.get(type_.name, TEXT))


def _nullable(schema: JsonSchema, nullable: bool) -> JsonSchema:  # noqa: FBT001  # what it is about
    return {**schema, "type": [schema["type"], "null"]} if nullable else schema


def _input_object(type_: GraphQLInputObjectType) -> JsonSchema:
    needed = [name for name, field in type_.fields.items() if is_required_input_field(field)]
    schema: JsonSchema = {
        "type": "object",
        "properties": {
            name: _described(taken(field.type), field.description)
            for name, field in type_.fields.items()
        },
    }
    if needed:
        schema["required"] = needed
    return _described(schema, type_.description)


def _output_object(shape: Fields) -> JsonSchema:
    schema: JsonSchema = {
        "type": "object",
        "properties": {
            key: _described(told(part.shape), part.description) for key, part in shape.parts.items()
        },
    }
    certain = [key for key, part in shape.parts.items() if part.certain]
    return {**schema, "required": certain} if certain else schema


def _described(schema: JsonSchema, text: str | None) -> JsonSchema:
    return {"description": text, **schema} if text else schema


def _holds_objects(bare: Any) -> bool:
    while isinstance(bare, GraphQLList | GraphQLNonNull):
        bare = bare.of_type
    return isinstance(bare, GraphQLInputObjectType)
