"""Around all routes: it names each request, admits a bounded number, and lets no failure out raw.

A request is admitted once its body is there, so a slow upload keeps nobody out. A fixed number is
worked on at once, more wait a moment, and the rest are asked to come back, before their body is
read where that is known by then: so work that cannot end in time is never begun.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from traceback import extract_tb
from typing import Any

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import CairnError, Overloaded, UnknownKey
from api.keys import ApiKey
from api.routes.admission import Admission
from api.routes.credentials import presented_key
from api.routes.meter import rate_headers
from api.routes.problem import problem
from api.routes.reception import Reception, refusing
from api.services.tokens import looks_signed

GIVEN = re.compile(rb"[A-Za-z0-9._-]{1,64}")
HEADER = b"x-request-id"
HEALTH = frozenset({"/healthz", "/readyz"})

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Lane:
    """A kind of requests, which waits for no other kind."""

    reception: Reception
    admission: Admission
    key_in_body: bool = False
    """Where the key may be in the body, that is read before it is known who asks."""

    def worthless(self, scope: Scope) -> bool:
        """Whether the headers alone say that this will be refused."""
        key = presented_key(Request(scope))
        if key is None:
            return not self.key_in_body
        return ApiKey.read(key) is None and not looks_signed(key)


class Entrance:
    def __init__(
        self, app: ASGIApp, new_id: Callable[[], str], lane_of: Callable[[str], Lane]
    ) -> None:
        self._app = app
        self._new_id = new_id
        self._lane_of = lane_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name = self._name(scope)
        answer = _Answer(send, name, scope["state"])
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
        lane = self._lane_of(scope["path"])
        if lane.admission.full:
            raise Overloaded
        if lane.worthless(scope):
            async with lane.admission.admitted():
                await self._app(scope, refusing(UnknownKey()), send)
            return
        async with lane.reception.received(receive) as received, lane.admission.admitted():
            await self._app(scope, received, send)


class _Answer:
    """Sends on, with the request's name among the headers, and what its key has left."""

    def __init__(self, send: Send, name: str, state: Mapping[str, Any]) -> None:
        self._send = send
        self._name = name
        self._state = state
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            name = (HEADER, self._name.encode())
            headers = [*message.get("headers", ()), name, *rate_headers(self._state)]
            message = {**message, "headers": headers}
        await self._send(message)


def place(error: BaseException) -> str:
    """Where it was raised; what it said may hold a buyer's data, or a password."""
    frames = extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
