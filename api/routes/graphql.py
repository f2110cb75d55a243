"""GraphQL over HTTP, as its specification asks.

POST alone: what changes nothing may still be costly, and a link is no place for a key.
https://graphql.github.io/graphql-over-http/draft/
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from strawberry.schema.exceptions import CannotGetOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from api.errors import BadRequest, CairnError, KeyNotAllowed
from api.keys import KeyKind
from api.routes.credentials import Doorkeeper, presented_key
from api.routes.document import document
from api.routes.entrance import place
from api.routes.negotiation import GRAPHQL_JSON, media_type
from api.routes.problem import request_id
from graph.context import Context, Ports
from graph.schema import Schema
from recommender import Instant

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class GraphQLEndpoint:
    """An ASGI application for one path."""

    schema: Schema
    ports: Ports
    doorkeeper: Doorkeeper
    now: Callable[[], Instant]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._respond(Request(scope, receive))
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method != "POST":
            return _refusal(request, 405, "METHOD_NOT_ALLOWED", "Send a POST.", {"allow": "POST"})
        try:
            context = await self._context(request)
            result = await self._execute(await document(request), context)
        except CairnError as error:
            return _refusal(request, error.status, error.code, error.message)
        return _answer(request, result)

    async def _context(self, request: Request) -> Context:
        now = self.now()
        access = await self.doorkeeper.access(presented_key(request), now)
        if access.kind is not KeyKind.SECRET:
            raise KeyNotAllowed
        return Context(self.ports, access.workspace, now)

    async def _execute(self, asked: Mapping[str, Any], context: Context) -> ExecutionResult:
        query = _field(asked, "query", str)
        if not query:
            raise BadRequest("query is to be the text of a GraphQL document.")
        _field(asked, "extensions", dict)
        try:
            return await self.schema.execute(
                query,
                variable_values=_field(asked, "variables", dict),
                context_value=context,
                operation_name=_field(asked, "operationName", str),
            )
        except CannotGetOperationTypeError:
            raise BadRequest("operationName is to name one operation of the document.") from None


def _field(asked: Mapping[str, Any], name: str, kind: type) -> Any:
    value = asked.get(name)
    if value is not None and not isinstance(value, kind):
        raise BadRequest(f"{name} is of the wrong type.")
    return value


def never_ran(result: ExecutionResult) -> bool:
    """Parsing, validation, choice of operation or variables failed.

    A failed non-null root field has ``data`` null as well, but its error has a path.
    """
    if isinstance(result, PreExecutionError):
        return True
    errors = result.errors or ()
    return result.data is None and bool(errors) and all(error.path is None for error in errors)


def _answer(request: Request, result: ExecutionResult) -> Response:
    name = request_id(request)
    kind = media_type(request.headers.get("accept", ""))
    content: dict[str, Any] = {} if never_ran(result) else {"data": result.data}
    if result.errors:
        content["errors"] = [_told(error.formatted, name) for error in result.errors]
        _log(name, result)
    status = 400 if kind == GRAPHQL_JSON and "data" not in content else 200
    return _response(content, status, kind)


def _refusal(
    request: Request, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Before there was anything to execute."""
    error = {"message": message, "extensions": {"code": code}}
    content = {"errors": [_told(error, request_id(request))]}
    return _response(content, status, media_type(request.headers.get("accept", "")), headers)


def _told(error: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {**error, "extensions": {**error.get("extensions", {}), "requestId": name}}


def _response(
    content: object, status: int, kind: str, headers: Mapping[str, str] | None = None
) -> Response:
    return Response(orjson.dumps(content), status, headers, f"{kind}; charset=utf-8")


def _log(name: str, result: ExecutionResult) -> None:
    """What was masked, by its kind and its place: what it says may hold a buyer's data."""
    for error in result.errors or ():
        if (error.extensions or {}).get("code") == "INTERNAL":
            cause = error.original_error or error
            log.error(
                "resolver_failed",
                request=name,
                path=error.path,
                error=type(cause).__name__,
                at=place(cause),
            )
