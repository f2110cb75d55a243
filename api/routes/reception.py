"""The bodies of requests: received whole, in time and within bounds, before any work begins.

A body that trickles in costs the bytes it has sent and nothing else: it holds no place among the
requests that are worked on. What all of them hold together is bounded too.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from starlette.types import Message, Receive

from api.errors import BadRequest, CairnError, MalformedBody, Overloaded, SlowBody, TooLarge


@dataclass(slots=True)
class Reception:
    limit: int
    """Bytes of one body."""
    seconds: float
    """In which a body is to arrive."""
    most: int
    """Bytes of all bodies that are held at once."""
    held: int = 0

    @contextlib.asynccontextmanager
    async def received(self, receive: Receive) -> AsyncIterator[Receive]:
        """The request with its body at hand, or with why there is none as soon as it is read.

        Raises ``Overloaded`` where all bodies together would be too much.
        """
        body = _Body(self)
        try:
            failure = await body.collect(receive)
            yield refusing(failure) if failure else _replaying(body.parts, receive)
        finally:
            body.drop()


def refusing(failure: CairnError) -> Receive:
    """For a request whose body is not worth its reading."""

    async def receive() -> Message:
        raise failure

    return receive


class _Body:
    def __init__(self, reception: Reception) -> None:
        self._reception = reception
        self.parts: list[bytes] = []
        self._size = 0

    async def collect(self, receive: Receive) -> BadRequest | None:
        try:
            async with asyncio.timeout(self._reception.seconds):
                await self._collect(receive)
        except TimeoutError:
            return SlowBody()
        except BadRequest as error:
            return error
        return None

    async def _collect(self, receive: Receive) -> None:
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise MalformedBody
            self._add(message.get("body", b""))
            more = message.get("more_body", False)

    def _add(self, part: bytes) -> None:
        """What is over a limit is never held."""
        if self._size + len(part) > self._reception.limit:
            raise TooLarge
        if self._reception.held + len(part) > self._reception.most:
            raise Overloaded
        self.parts.append(part)
        self._size += len(part)
        self._reception.held += len(part)

    def drop(self) -> None:
        self._reception.held -= self._size
        self._size = 0
        self.parts.clear()


def _replaying(parts: list[bytes], receive: Receive) -> Receive:
    """What comes after the body, a disconnect, is received as it comes."""
    told = False

    async def replayed() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": b"".join(parts), "more_body": False}

    return replayed
