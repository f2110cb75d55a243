"""Where events come in, in words of OpenAPI 3.1. What an event holds is in docs/events.md."""

from typing import Any

from api.routes.ingestion import BATCHES, SINGLE
from api.store.arrivals import Verdict

Description = dict[str, Any]

COUNT: Description = {"type": "integer"}
REJECTION: Description = {
    "type": "object",
    "properties": {
        "index": COUNT,
        "code": {"type": "string"},
        "message": {"type": "string"},
    },
    "required": ["index", "code", "message"],
}
TAKEN: Description = {
    "type": "object",
    "properties": {
        "success": {"type": "boolean"},
        "events": {
            "type": "object",
            "properties": {verdict.value: COUNT for verdict in Verdict},
        },
        "rejections": {"type": "array", "items": REJECTION},
    },
    "required": ["success", "events", "rejections"],
}
EVENT: Description = {
    "type": "object",
    "properties": {
        "messageId": {"type": "string"},
        "userId": {"type": "string"},
        "anonymousId": {"type": "string"},
        "timestamp": {"type": "string", "format": "date-time"},
        "event": {"type": "string"},
        "properties": {"type": "object"},
        "traits": {"type": "object"},
        "context": {"type": "object"},
    },
}
BATCH: Description = {
    "type": "object",
    "properties": {"batch": {"type": "array", "items": EVENT}},
    "required": ["batch"],
}


def event_paths(failed: Description) -> Description:
    """The first path of each; SDKs know others by which the same is reached."""
    single = {
        paths[0]: _path(kind, f"One event of the kind {kind}.", EVENT, failed)
        for kind, paths in SINGLE.items()
    }
    return {BATCHES[0]: _path("batch", "Events of any kinds.", BATCH, failed), **single}


def _path(name: str, summary: str, schema: Description, failed: Description) -> Description:
    return {
        "post": {
            "tags": ["events"],
            "operationId": f"events_{name}",
            "summary": summary,
            "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
            "responses": {
                "200": {
                    "description": "What became of each.",
                    "content": {"application/json": {"schema": TAKEN}},
                },
                "default": failed,
            },
        }
    }
