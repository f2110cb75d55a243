import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.embedded import EmbeddedPostgres
from tests.api.embedded.stage import HASTY, USER, Start, StartUser


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A folder that the account which runs PostgreSQL for root can enter; tmp_path is private."""
    outer = Path(tempfile.mkdtemp())
    outer.chmod(0o755)
    yield outer / "data"
    shutil.rmtree(outer)


@pytest.fixture
def start(data_dir: Path) -> Iterator[Start]:
    """Acquire a server here, in the data folder unless another is named."""
    used: list[EmbeddedPostgres] = []

    def acquire(folder: Path = data_dir) -> EmbeddedPostgres:
        server = EmbeddedPostgres(folder, HASTY)
        used.append(server)
        return server.acquire()

    yield acquire
    for server in used:
        server.release()


@pytest.fixture
def start_user(data_dir: Path) -> Iterator[StartUser]:
    """Another process that acquires the server, and leaves when its input ends."""
    started: list[subprocess.Popen[bytes]] = []

    def run(**options: object) -> subprocess.Popen[bytes]:
        user = subprocess.Popen(  # noqa: S603  # our own script
            [sys.executable, "-c", USER, data_dir],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            **options,
        )
        started.append(user)
        return user

    yield run
    for user in started:
        user.communicate()
