"""The outermost layer: it names each request, admits a bounded number, and lets no failure out raw.

A fixed number of requests runs at once, a few more wait a moment, the rest are asked to come back
before their body is read: so work that cannot end in time is never begun.
"""

import asyncio
import re
from collections.abc import Callable
from traceback import extract_tb
from typing import Any

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import CairnError, Overloaded
from api.routes.problem import problem

GIVEN = re.compile(rb"[A-Za-z0-9._-]{1,64}")
HEADER = b"x-request-id"
WAIT = 0.1
"""Seconds that a request may wait to be admitted."""
WAITING = 2
"""How many may wait for each that is worked on."""
HEALTH = frozenset({"/healthz", "/readyz"})

log = structlog.get_logger()


class Entrance:
    def __init__(self, app: ASGIApp, new_id: Callable[[], str], in_flight: int) -> None:
        self._app = app
        self._new_id = new_id
        self._slots = asyncio.Semaphore(in_flight)
        self._most_waiting = WAITING * in_flight
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name = self._name(scope)
        answer = _Answer(send, name)
        try:
            await self._admitted(scope, receive, answer)
        except Overloaded as error:
            await problem(name, error.status, error.code, error.message)(scope, receive, answer)
        except Exception as error:  # noqa: BLE001  # the last one to see it
            fault = type(error).__name__
            log.warning("request_failed", request=name, error=fault, at=place(error))
            if not answer.begun:
                masked = CairnError("Something went wrong on our side.")
                response = problem(name, masked.status, masked.code, masked.message)
                await response(scope, receive, answer)

    def _name(self, scope: Scope) -> str:
        given: bytes = dict(scope["headers"]).get(HEADER, b"")
        name = given.decode() if GIVEN.fullmatch(given) else self._new_id()
        scope.setdefault("state", {})["request_id"] = name
        return name

    async def _admitted(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] in HEALTH:
            await self._app(scope, receive, send)
            return
        await self._take_slot()
        try:
            await self._app(scope, receive, send)
        finally:
            self._slots.release()

    async def _take_slot(self) -> None:
        if self._slots.locked() and self._waiting >= self._most_waiting:
            raise Overloaded
        self._waiting += 1
        try:
            async with asyncio.timeout(WAIT):
                await self._slots.acquire()
        except TimeoutError:
            raise Overloaded from None
        finally:
            self._waiting -= 1


class _Answer:
    """Sends on, with the request's name among the headers."""

    def __init__(self, send: Send, name: str) -> None:
        self._send = send
        self._name = name
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers: list[Any] = [*message.get("headers", ()), (HEADER, self._name.encode())]
            message = {**message, "headers": headers}
        await self._send(message)


def place(error: BaseException) -> str:
    """Where it was raised; what it said may hold a buyer's data, or a password."""
    frames = extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
