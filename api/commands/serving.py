"""Running the app in this process, with its database, until it is asked to end."""

import asyncio
import contextlib
import errno
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from types import FrameType

import uvicorn
from typing_extensions import override

from api.app import create_app
from api.errors import CairnError
from api.kernels import warming
from api.settings import Settings
from api.store.server import Server, reach, ready

GRACE = 10
"""Seconds that requests under way get when the process is asked to end."""

Announce = Callable[[str], Awaitable[None]]
"""Told the address once requests are answered there."""


class PortTakenError(CairnError):
    """Another process listens on this port; choose one with PORT or --port."""

    code = "PORT_TAKEN"


class CannotListenError(CairnError):
    """This address cannot be listened on; choose another with CAIRN_HOST or PORT."""

    code = "CANNOT_LISTEN"


class _Announcing(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, announce: Announce, ending: asyncio.Event) -> None:
        super().__init__(config)
        self._announce = announce
        self._ending = ending

    @override
    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Long answers are told, so that they end where they can be gone on with."""
        self._ending.set()
        super().handle_exit(sig, frame)

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            host, port = sockets[0].getsockname()[:2]
            await self._announce(
                f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
            )

    @override
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Uvicorn would raise them again afterwards, and so end the process before its database."""
        loop = asyncio.get_running_loop()
        for asked in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(asked, self.handle_exit, asked, None)
        try:
            yield
        finally:
            for asked in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(asked)


@contextlib.asynccontextmanager
async def database_ready(settings: Settings) -> AsyncIterator[tuple[Settings, Server]]:
    """The settings with the address of a database that has its newest schema."""
    async with reach(settings) as server:
        await ready(server)
        yield settings.model_copy(update={"database_url": server.app}), server


def listen(settings: Settings) -> socket.socket:
    """Before anything slow is begun. Raises: PortTakenError, CannotListenError."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listening = socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError from error
        # Python's own words repeat the address.
        told, *_ = str(error.strerror).partition(" (while")
        address = f"{settings.host}:{settings.port}"
        raise CannotListenError(f"Cannot listen on {address}: {told}.") from error
    warming()  # beside the database
    return listening


async def serve_on(
    listening: socket.socket, settings: Settings, server: Server, announce: Announce
) -> None:
    """Until SIGINT or SIGTERM: then what is under way is finished."""
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        access_log=False,
        log_config=None,
        log_level="warning",
        timeout_graceful_shutdown=GRACE,
        ws="none",
    )
    ended = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(server.keep(ended))
        try:
            await _Announcing(config, announce, app.state.ending).serve([listening])
        finally:
            ended.set()
