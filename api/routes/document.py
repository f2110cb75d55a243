"""The body of a request as one JSON object: bounded while it streams, strict in what it holds."""

import asyncio
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request

from api.errors import BadRequest, DeepBody, InvalidValue, MalformedBody, SlowBody, TooLarge
from api.ingestion.document import flaw
from api.store.arrivals import Code


@dataclass(frozen=True, slots=True)
class Documents:
    """How bodies are read here."""

    limit: int
    """In bytes."""
    seconds: float
    """In which a body is to arrive."""

    async def read(self, request: Request) -> dict[str, Any]:
        """Raises a ``BadRequest`` of some kind where there is no such object."""
        if not request.headers.get("content-type", "").startswith("application/json"):
            raise BadRequest("The content type is to be application/json.")
        return strict(await self._collect(request))

    async def _collect(self, request: Request) -> bytes:
        body = bytearray()
        try:
            async with asyncio.timeout(self.seconds):
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > self.limit:
                        raise TooLarge
        except TimeoutError:
            raise SlowBody from None
        except ClientDisconnect:
            raise MalformedBody from None
        return bytes(body)


def strict(text: bytes) -> dict[str, Any]:
    """No NaN, no bytes but UTF-8, no lone surrogates: the parser refuses them by itself."""
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise MalformedBody from None
    if not isinstance(document, dict):
        raise MalformedBody("The body is to be one JSON object.")
    found = flaw(document)
    if found is Code.EVENT_TOO_DEEP:
        raise DeepBody
    if found is not None:
        raise InvalidValue("Some text holds a NUL, or a number does not fit into 64 bits.")
    return document
