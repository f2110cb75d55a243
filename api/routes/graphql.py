"""GraphQL over HTTP, as its specification asks.

https://graphql.github.io/graphql-over-http/draft/
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
import structlog
from graphql import ExecutionResult
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.errors import CairnError, MethodNotAllowed
from api.routes.credentials import Doorkeeper, presented
from api.routes.entrance import place
from api.routes.graphql_document import Choice
from api.routes.graphql_request import Asked
from api.routes.meter import Meter
from api.routes.negotiation import GRAPHQL_JSON, media_type
from api.routes.problem import request_id
from graph.context import Context
from graph.errors import Refusal
from graph.ports import Ports
from graph.schema import refused
from recommender import Instant

METHODS = "GET, POST"
NOT_BY_GET = "OPERATION_NOT_POSSIBLE"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class GraphQLEndpoint:
    """An ASGI application for one path."""

    choice: Choice
    ports: Ports
    doorkeeper: Doorkeeper
    meter: Meter
    now: Callable[[], Instant]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._respond(Request(scope, receive))
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        try:
            context = await self._context(request)
            result = await self._run(context, await Asked.read(request))
        except Refusal as refusal:
            return _answer(request, refused(refusal))
        except CairnError as error:
            return _refusal(request, error)
        return _answer(request, result)

    async def _context(self, request: Request) -> Context:
        at = self.now()
        principal = await self.doorkeeper.principal(presented(request), at)
        return Context(self.ports, principal, at, self.meter.of(request, principal, at))

    async def _run(self, context: Context, asked: Asked) -> ExecutionResult:
        return await self.choice.schema.run(
            await self.choice.document(context.principal, asked),
            context,
            asked.variables,
            asked.operation_name,
            asked.allowed,
        )


def never_ran(result: ExecutionResult) -> bool:
    """Parsing, validation, choice of operation, permissions, cost or variables were at fault.

    A failed non-null root field has ``data`` null as well, but its error has a path.
    """
    errors = result.errors or ()
    return result.data is None and bool(errors) and all(error.path is None for error in errors)


def _answer(request: Request, result: ExecutionResult) -> Response:
    name = request_id(request)
    kind = media_type(request.headers.get("accept", ""))
    content: dict[str, Any] = {} if never_ran(result) else {"data": result.data}
    if result.errors:
        content["errors"] = [_told(error.formatted, name) for error in result.errors]
        log_masked(name, result)
    return _response(content, _status(result, kind), kind)


def _status(result: ExecutionResult, kind: str) -> int:
    """A mutation by GET is an error of HTTP; any other is told inside, to clients that know it."""
    errors = result.errors or ()
    if any((error.extensions or {}).get("code") == NOT_BY_GET for error in errors):
        return MethodNotAllowed.status
    return 400 if kind == GRAPHQL_JSON and never_ran(result) else 200


def _refusal(request: Request, error: CairnError) -> Response:
    """Before there was anything to execute."""
    told = {"message": error.message, "extensions": {"code": error.code}}
    content = {"errors": [_told(told, request_id(request))]}
    headers = {"allow": METHODS} if isinstance(error, MethodNotAllowed) else None
    return _response(content, error.status, media_type(request.headers.get("accept", "")), headers)


def _told(error: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {**error, "extensions": {**error["extensions"], "requestId": name}}


def _response(
    content: object, status: int, kind: str, headers: Mapping[str, str] | None = None
) -> Response:
    return Response(orjson.dumps(content), status, headers, f"{kind}; charset=utf-8")


def log_masked(name: str, result: ExecutionResult) -> None:
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
