"""How a failure is told outside GraphQL: application/problem+json (RFC 9457) with a stable code."""

from http import HTTPStatus

import orjson
from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from api.errors import CairnError

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = {"retry-after": "1"}


def problem(request_id: str, status: int, code: str, message: str) -> Response:
    content = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "message": message,
        "requestId": request_id,
    }
    headers = RETRY_AFTER if status == HTTPStatus.SERVICE_UNAVAILABLE else None
    return Response(orjson.dumps(content), status, headers, MEDIA_TYPE)


def request_id(request: Request) -> str:
    """As the outermost layer has named it."""
    return str(request.scope.get("state", {}).get("request_id", ""))


async def of_ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, CairnError)  # noqa: S101  # what it is registered for
    return problem(request_id(request), error.status, error.code, error.message)


async def of_routing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  # what it is registered for
    status = HTTPStatus(error.status_code)
    response = problem(request_id(request), status, status.name, f"{status.phrase}.")
    response.headers.update(error.headers or {})
    return response


def tell_problems(app: FastAPI) -> None:
    app.add_exception_handler(CairnError, of_ours)
    app.add_exception_handler(HTTPException, of_routing)
