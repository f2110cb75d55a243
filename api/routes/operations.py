"""``/v1/ops/{name}``: the trusted documents of a workspace for tools that speak no GraphQL.

By GET with a query string (queries only), by POST with flat JSON or a form; the answer is the
document's root by itself, with the ``first`` and the ``count`` of its set.
"""

from collections.abc import Callable

import orjson
from fastapi import APIRouter, Request, Response
from graphql import ExecutionResult, GraphQLError

from api.errors import CairnError, Forbidden, MethodNotAllowed, NotFound
from api.routes.credentials import Doorkeeper, presented
from api.routes.flat_request import flat_values
from api.routes.graphql import log_masked
from api.routes.meter import Meter
from api.routes.problem import problem, request_id
from api.services.documents import Documents, Trusted
from graph.access import Principal
from graph.context import Context
from graph.errors import NotAllowed, NotPossibleHere, OutdatedDocument, Refusal, UnknownDocument
from graph.ports import Ports
from graph.schema import ANSWERED, READING
from recommender import Instant

STATUSES = {
    NotAllowed.code: Forbidden.status,
    NotPossibleHere.code: MethodNotAllowed.status,
    OutdatedDocument.code: 409,
    UnknownDocument.code: NotFound.status,
    CairnError.code: CairnError.status,
}
"""Of what GraphQL tells by code alone; all else is a bad request."""


def operations_router(
    documents: Documents,
    ports: Ports,
    doorkeeper: Doorkeeper,
    meter: Meter,
    now: Callable[[], Instant],
) -> APIRouter:
    router = APIRouter(tags=["operations"])

    @router.api_route("/v1/ops/{name}", methods=["GET", "POST"], include_in_schema=False)
    async def operation(request: Request, name: str) -> Response:
        at = now()
        principal = await doorkeeper.principal(presented(request), at)
        context = Context(ports, principal, at, meter.of(request, principal, at))
        try:
            trusted = await _trusted(principal, name)
            result = await _run(trusted, context, request)
        except Refusal as refusal:
            return _refusal(request, refusal.code, refusal.message)
        if result.errors:
            log_masked(request_id(request), result)
            return _failure(request, result.errors[0])
        return _answer(trusted, result)

    async def _trusted(principal: Principal, name: str) -> Trusted:
        found = (await documents.at(principal.workspace)).find(name)
        if found is None:
            raise UnknownDocument("There is no trusted document by this name.")
        return found

    async def _run(trusted: Trusted, context: Context, request: Request) -> ExecutionResult:
        flat = trusted.flat
        return await documents.schema.run(
            trusted.document,
            context,
            flat.variables(await flat_values(request)),
            allowed=READING if request.method == "GET" else ANSWERED,
        )

    return router


def _answer(trusted: Trusted, result: ExecutionResult) -> Response:
    told = trusted.flat.answer(result.data or {})
    if told is None:
        raise NotFound
    return Response(orjson.dumps(told), media_type="application/json")


def _failure(request: Request, error: GraphQLError) -> Response:
    """The first one says it: half an answer is none to a tool that cannot see which half."""
    cause = error.original_error
    if isinstance(cause, CairnError):
        return problem(request_id(request), cause.status, cause.code, cause.message)
    return _refusal(request, str((error.extensions or {}).get("code")), error.message)


def _refusal(request: Request, code: str, message: str) -> Response:
    response = problem(request_id(request), STATUSES.get(code, 400), code, message)
    if response.status_code == MethodNotAllowed.status:
        response.headers["allow"] = "POST"
    return response
