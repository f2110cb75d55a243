"""``/v1/openapi.json`` (3.0.3) and ``/v1/openapi-3.1.json``: the flat calls of a workspace.

Without a key they tell of what every workspace has; with one, of all that the key may call.
"""

from collections.abc import Callable, Iterable
from importlib.metadata import version
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

from api.routes.credentials import Doorkeeper, presented
from api.routes.openapi_events import event_paths
from api.routes.openapi_next_steps import next_steps_path, next_steps_schemas
from api.routes.openapi_older import as_3_0_3
from api.services.documents import Documents, Trusted
from graph.access import Permission
from graph.flat import FlatOperation
from recommender import Instant

Description = dict[str, Any]

PROBLEM: Description = {
    "description": "What went wrong; programs go by the code.",
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "message": {"type": "string"},
        "requestId": {"type": "string"},
    },
    "required": ["type", "title", "status", "code", "message", "requestId"],
}
FAILED: Description = {
    "description": "It was not done.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


def openapi_router(
    documents: Documents, doorkeeper: Doorkeeper, now: Callable[[], Instant]
) -> APIRouter:
    router = APIRouter(tags=["openapi"], include_in_schema=False)

    async def described(request: Request) -> Description:
        shown = presented(request)
        if shown.key is None:
            return description(documents.bare.words(), frozenset(Permission))
        principal = await doorkeeper.principal(shown, now())
        shelf = await documents.at(principal.workspace)
        return description(shelf.words(), principal.may)

    @router.get("/v1/openapi-3.1.json")
    async def newer(request: Request) -> Response:
        return _json(await described(request))

    @router.get("/v1/openapi.json")
    async def older(request: Request) -> Response:
        return _json(as_3_0_3(await described(request)))

    return router


def description(trusted: Iterable[Trusted], may: frozenset[Permission]) -> Description:
    """In OpenAPI 3.1; without the documents that take more, and those that do not fit."""
    fit = [one for one in trusted if not one.prepared.errors]
    allowed = [one for one in fit if one.document.operation(None).needs <= may]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Cairn",
            "version": version("cairn"),
            "description": "Sets of best-bet next steps, and what buyers do, in flat calls.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{"key": []}],
        "paths": {
            **{f"/v1/ops/{one.name}": _path(one.name, one.flat) for one in allowed},
            "/v1/next-steps": next_steps_path(FAILED),
            **event_paths(FAILED),
        },
        "components": {
            "schemas": {"Problem": PROBLEM, **next_steps_schemas()},
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "A key of Cairn."}
            },
        },
    }


def _path(name: str, flat: FlatOperation) -> Description:
    told = {"description": "Done.", "content": {JSON: {"schema": flat.told()}}}
    shared = {
        "tags": ["operations"],
        "summary": flat.description or name,
        "responses": {"200": told, "default": FAILED},
    }
    post = {**shared, "operationId": name, "requestBody": _body(flat)}
    if not flat.reads:
        return {"post": post}
    get = {**shared, "operationId": f"get_{name}", "parameters": _parameters(flat)}
    return {"get": get, "post": post}


def _body(flat: FlatOperation) -> Description:
    fields = {one.name: _described(one.schema, one.description) for one in flat.parameters()}
    form: Description = {"type": "object", "properties": fields}
    if needed := [one.name for one in flat.parameters() if one.needed]:
        form["required"] = needed
    return {"content": {JSON: {"schema": flat.body()}, FORM: {"schema": form}}}


def _parameters(flat: FlatOperation) -> list[Description]:
    return [
        _described(
            {"name": one.name, "in": "query", "required": one.needed, "schema": one.schema},
            one.description,
        )
        for one in flat.parameters()
    ]


def _described(of: Description, text: str) -> Description:
    return {**of, "description": text} if text else of


def _json(content: Description) -> Response:
    return Response(orjson.dumps(content), media_type=JSON)
