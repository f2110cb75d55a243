"""What an HTTP request asks of GraphQL: by POST as JSON, by GET as a query string.

https://graphql.github.io/graphql-over-http/draft/
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from graphql import OperationType
from starlette.requests import Request

from api.errors import BadRequest, MethodNotAllowed
from api.routes.document import document, strict
from graph.schema import ANSWERED, READING

TEXTS = ("query", "documentId", "operationName")
OBJECTS = ("variables", "extensions")


@dataclass(frozen=True, slots=True)
class Asked:
    """One operation to run: its document by text or by id, and what goes into it."""

    query: str | None
    document_id: str | None
    operation_name: str | None
    variables: dict[str, Any] | None
    extensions: dict[str, Any]
    allowed: frozenset[OperationType]
    """A GET asks for queries alone: what fetches a link ahead must change nothing."""

    @property
    def sha256(self) -> str | None:
        """Of the document, where the client keeps to automatic persisted queries."""
        persisted = _field(self.extensions, "persistedQuery", dict)
        found: str | None = _field(persisted, "sha256Hash", str) if persisted else None
        return found

    @classmethod
    async def read(cls, request: Request) -> Self:
        """Raises ``MethodNotAllowed``, or a ``BadRequest`` of some kind."""
        if request.method == "POST":
            return cls._of(await document(request), ANSWERED)
        if request.method == "GET":
            return cls._of(_from_link(request), READING)
        raise MethodNotAllowed("Send a POST, or a GET for a query.")

    @classmethod
    def _of(cls, fields: Mapping[str, Any], allowed: frozenset[OperationType]) -> Self:
        query, document_id, operation_name = (_field(fields, name, str) for name in TEXTS)
        variables, extensions = (_field(fields, name, dict) for name in OBJECTS)
        return cls(query, document_id, operation_name, variables, extensions or {}, allowed)


def _from_link(request: Request) -> dict[str, Any]:
    given: dict[str, Any] = dict(request.query_params)
    for name in OBJECTS:
        if given.get(name):
            given[name] = strict(given[name].encode("utf-8", "surrogatepass"))
        else:
            given.pop(name, None)
    return given


def _field(fields: Mapping[str, Any], name: str, kind: type) -> Any:
    value = fields.get(name)
    if value is not None and not isinstance(value, kind):
        raise BadRequest(f"{name} is of the wrong type.")
    return value
