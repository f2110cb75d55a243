import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.embedded import postmaster


@pytest.fixture
def stranger(data_dir: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A living process that even speaks of the data folder."""
    command = ["/bin/sh", "-c", "read line", "postgres", data_dir]
    process = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603  # a fixed script
    yield process
    process.communicate()


def record(pgdata: Path, pid: int) -> None:
    pgdata.mkdir()
    lines = (pid, pgdata, 1790000000, 5432, "/srv/run", "", "5432001 7", "ready   ")
    (pgdata / "postmaster.pid").write_text("".join(f"{line}\n" for line in lines))


def test_a_foreign_process_with_the_recorded_pid_is_never_signalled(
    data_dir: Path, stranger: subprocess.Popen[bytes]
) -> None:
    record(data_dir, stranger.pid)

    assert postmaster.pid(data_dir) is None
    postmaster.stop(data_dir)

    assert stranger.poll() is None


def test_a_dead_pid_is_forgotten_and_the_rest_of_the_record_kept(data_dir: Path) -> None:
    record(data_dir, 77)
    before = (data_dir / "postmaster.pid").read_text().splitlines()

    postmaster.forget(data_dir)

    after = (data_dir / "postmaster.pid").read_text().splitlines()
    assert after == ["2147483647", *before[1:]]


def test_a_copied_folder_does_not_name_the_socket_of_the_other_server(data_dir: Path) -> None:
    record(data_dir, 77)
    copy = data_dir.with_name("copy")
    copy.mkdir()
    (copy / "postmaster.pid").write_text((data_dir / "postmaster.pid").read_text())

    assert postmaster.socket_folder(data_dir) == Path("/srv/run")
    assert postmaster.socket_folder(copy) is None


def test_no_record_means_no_server(data_dir: Path) -> None:
    assert postmaster.pid(data_dir) is None
    assert not postmaster.ready(data_dir)
    assert postmaster.socket_folder(data_dir) is None
