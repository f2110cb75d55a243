"""``/mcp``: the door for assistants, by the Model Context Protocol over streamable HTTP.

What is behind it comes with the extra ``mcp``; without that, the door says so. Each request brings
its key, and none leaves anything behind, so that any replica answers it.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from api.errors import NotInstalled, WrongHost
from api.routes.credentials import Doorkeeper, presented
from api.routes.meter import Meter
from api.services.documents import Documents
from graph.context import Context
from graph.ports import Ports
from recommender import Instant

tools: Any
try:
    from api.routes import mcp_tools

    tools = mcp_tools
except ModuleNotFoundError:
    tools = None  # without the extra


@dataclass
class Mcp:
    """An ASGI application for one path; it answers while it is ``run``."""

    documents: Documents
    ports: Ports
    doorkeeper: Doorkeeper
    meter: Meter
    now: Callable[[], Instant]
    hosts: frozenset[str]
    """Names by which it may be called: no page leads a browser here under one of its own."""
    _manager: Any = field(default=None, init=False)

    async def run(self) -> None:
        """Until it is cancelled: a task of its own, since it ends in the one that began it."""
        if tools is None:
            return
        opened = tools.manager(self.documents)
        async with opened.run():
            self._manager = opened
            await asyncio.Event().wait()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if self._manager is None:
            raise NotInstalled
        if request.url.hostname not in self.hosts:
            raise WrongHost
        at = self.now()
        principal = await self.doorkeeper.principal(presented(request), at)
        charge = self.meter.of(request, principal, at)
        scope["state"]["context"] = Context(self.ports, principal, at, charge)
        await self._manager.handle_request(scope, receive, send)
