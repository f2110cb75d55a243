import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.embedded import EmbeddedPostgres
from tests.api.embedded.stage import HASTY, USER, Start, StartUser


@contextmanager
def open_folder() -> Iterator[Path]:
    """One that the account which runs PostgreSQL for root can enter; tmp_path is private."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def data_dir() -> Iterator[Path]:
    with open_folder() as outer:
        yield outer / "data"


@pytest.fixture(scope="session")
def made_once() -> Iterator[Path]:
    with open_folder() as folder:
        EmbeddedPostgres(folder, HASTY).acquire().release()
        yield folder / "pgdata"


@pytest.fixture
def settled(data_dir: Path, made_once: Path) -> None:
    """The data folder of a server that has run before, which spares making its cluster."""
    data_dir.mkdir()
    subprocess.run(["/bin/cp", "-a", made_once, data_dir], check=True)  # noqa: S603  # our folders


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
        shutil.rmtree(server._folder.socket, ignore_errors=True)  # it can lie elsewhere


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
