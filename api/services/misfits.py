"""What keeps a text from being a trusted document of this schema, with its place."""

from collections.abc import Iterator

from graphql import GraphQLError

from api.interchange.problem import Problem
from graph.documents import unfit
from graph.errors import tell_one
from graph.schema import Schema


def misfits(schema: Schema, name: str, text: str) -> Iterator[Problem]:
    """The place is that in the document: ``name:line:column``."""
    for error in unfit(schema.ready(text)):
        told = tell_one(error, "GRAPHQL_VALIDATION_FAILED")
        code = str((told.extensions or {})["code"])
        yield Problem(None, f"{name}{_place(error)}", code, told.message)


def _place(error: GraphQLError) -> str:
    places = error.locations or []
    return f":{places[0].line}:{places[0].column}" if places else ""
