"""What the tests of the embedded server share."""

import subprocess
import time
from collections.abc import Callable

import asyncpg

from api.embedded import EmbeddedPostgres
from tests.conftest import PATIENCE

HASTY = {"fsync": "off", "shared_buffers": "16MB"}
USER = f"""
import sys
from api.embedded import EmbeddedPostgres
with EmbeddedPostgres(sys.argv[1], {HASTY}):
    print("acquired", flush=True)
    sys.stdin.read()
"""
Start = Callable[..., EmbeddedPostgres]
StartUser = Callable[..., subprocess.Popen[bytes]]


def wait_until(fact: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.02)


async def ask(server: EmbeddedPostgres, question: str, **place: str) -> list[tuple[object, ...]]:
    connection = await asyncpg.connect(server.dsn(**place))
    try:
        return [tuple(row) for row in await connection.fetch(question)]
    finally:
        await connection.close()


def acquired(user: subprocess.Popen[bytes]) -> bool:
    assert user.stdout is not None
    return user.stdout.readline() == b"acquired\n"
