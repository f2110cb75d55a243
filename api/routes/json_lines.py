"""Answers as JSON Lines, for as long as there are lines and somebody takes them.

The server waits where the reader is slow. One who goes away ends the work at its next step.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import orjson
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from typing_extensions import override

from api.errors import CairnError

JSON_LINES = "application/x-ndjson"
Write: TypeAlias = Callable[[bytes], Awaitable[None]]


class JsonLines(Response):
    """What goes wrong before the first line is an answer of its own; later, it is the last line."""

    media_type = JSON_LINES

    def __init__(self, lines: Callable[[Write], Awaitable[None]]) -> None:
        super().__init__()
        del self.headers["content-length"]
        self._lines = lines
        self._begun = False

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                work = group.create_task(self._work(send))
                watch = group.create_task(_until_gone(receive, work))
                work.add_done_callback(lambda _: watch.cancel())
        except BaseExceptionGroup as failed:
            raise failed.exceptions[0] from None

    async def _work(self, send: Send) -> None:
        async def write(part: bytes) -> None:
            await self._begin(send)
            await send({"type": "http.response.body", "body": part, "more_body": True})

        try:
            await self._lines(write)
        except CairnError as error:
            if not self._begun:
                raise
            told = {"end": {"code": error.code, "message": error.message}}
            await write(orjson.dumps(told) + b"\n")
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _begin(self, send: Send) -> None:
        if not self._begun:
            self._begun = True
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})


async def _until_gone(receive: Receive, work: "asyncio.Task[None]") -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    work.cancel()
