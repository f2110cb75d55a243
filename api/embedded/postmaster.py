"""The first process of a running cluster, as its ``postmaster.pid`` and the system know it.

This file is also run alone, as the watchdog (``watchdog.py``): it needs the standard library only.
"""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

NOBODY = 2**31 - 1
"""A pid that no process has."""


def pid(pgdata: Path) -> int | None:
    """Its pid, only where that is this cluster's postgres and not whoever has the number now."""
    try:
        recorded = int(_record(pgdata)[0])
        arguments = _command_line(recorded)
    except (OSError, ValueError, IndexError):
        return None
    return recorded if f"postgres -D {pgdata} ".encode() in arguments + b" " else None


def socket_folder(pgdata: Path) -> Path | None:
    """Where it listens, as it says itself; a copied record speaks of another cluster."""
    record = _record(pgdata)
    return Path(record[4]) if record[1:2] == [str(pgdata)] and record[4:5] else None


def ready(pgdata: Path) -> bool:
    return [status.strip() for status in _record(pgdata)[7:8]] == ["ready"]


def stop(pgdata: Path) -> None:
    """Ask it to disconnect everyone and end ("fast"), and wait until it has."""
    if running := pid(pgdata):
        with contextlib.suppress(ProcessLookupError):
            os.kill(running, signal.SIGINT)
        while pid(pgdata) == running:
            time.sleep(0.02)


def forget(pgdata: Path) -> None:
    """Take a dead one's pid, which may now be someone else's, out of the record.

    PostgreSQL would refuse to start. The rest of the record stays: the check for backends that
    outlive a killed postmaster reads it.
    """
    if record := _record(pgdata):
        (pgdata / "postmaster.pid").write_text("\n".join((str(NOBODY), *record[1:], "")))


def watch(users: str, pgdata: Path, mark: int) -> None:
    """Stop it when no process holds ``users`` any more, however the last one ended."""
    with open(users) as lock:  # noqa: PTH123  # as the script gets it
        fcntl.flock(lock, fcntl.LOCK_EX)
        stop(pgdata)
        # The mark of a living watchdog goes first, so that whoever gets the lock sees none.
        os.close(mark)


def _record(pgdata: Path) -> list[str]:
    try:
        return (pgdata / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []


def _command_line(process: int) -> bytes:
    if sys.platform == "darwin":
        ps = ("/bin/ps", "-o", "args=", "-p", str(process))
        done = subprocess.run(ps, capture_output=True, check=False)  # noqa: S603  # a number alone
        return done.stdout.replace(b"\n", b" ")
    else:  # noqa: RET505  # mypy reads the platform in a branch only
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ")


if __name__ == "__main__":
    watch(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
