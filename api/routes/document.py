"""The body of a request as one JSON object, strict in what it holds."""

from typing import Any

import orjson
from starlette.requests import Request

from api.errors import BadRequest, DeepBody, InvalidValue, MalformedBody
from api.ingestion.document import flaw, parse
from api.store.arrivals import Code


async def document(request: Request) -> dict[str, Any]:
    """Raises a ``BadRequest`` of some kind where there is no such object."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise BadRequest("The content type is to be application/json.")
    return strict(await request.body())


def strict(text: bytes) -> dict[str, Any]:
    """No NaN, no bytes but UTF-8, no lone surrogates: the parser refuses them by itself."""
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise _unreadable(text) from None
    if not isinstance(document, dict):
        raise MalformedBody("The body is to be one JSON object.")
    found = flaw(document)
    if found is Code.EVENT_TOO_DEEP:
        raise DeepBody
    if found is not None:
        raise InvalidValue("Some text holds a NUL, or a number does not fit into 64 bits.")
    return document


def _unreadable(text: bytes) -> BadRequest:
    """The strict parser does not tell what is no JSON from more levels than it follows."""
    return DeepBody() if flaw(parse(text)) is Code.EVENT_TOO_DEEP else MalformedBody()
