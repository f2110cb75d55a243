"""From a fresh clone to the first answer, and the same again when everything is there."""

import os
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path
from time import perf_counter
from typing import IO

import httpx

ROOT = Path(__file__).parents[2]
CURL = "curl -s "


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="cairn-start-"))
    folder.chmod(0o755)  # the account that runs PostgreSQL for root must get in
    try:
        clone = folder / "clone"
        git = ("git", "clone", "--quiet", str(ROOT), str(clone))
        subprocess.run(git, check=True)  # noqa: S603  # the user's own git
        for name in ("first", "second"):
            listening, answered = _start(clone, folder / "data")
            print(f"{name} start: listens after {listening:.1f} s, answered after {answered:.1f} s")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(clone: Path, data: Path) -> tuple[float, float]:
    """Seconds until the call to try is printed, and until it is answered."""
    env = os.environ | {"CAIRN_DATA_DIR": str(data), "PORT": str(_free_port())}
    env.pop("VIRTUAL_ENV", None)
    start = perf_counter()
    running = subprocess.Popen(
        ["make", "run"],  # noqa: S607  # the user's make
        cwd=clone,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        call = next(line for line in _lines(running.stdout) if line.startswith(CURL))
        listening = perf_counter() - start
        _ask(call)
        return listening, perf_counter() - start
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait()


def _lines(stdout: IO[str] | None) -> IO[str]:
    if stdout is None:
        raise ValueError("the process has no pipe")
    return stdout


def _ask(call: str) -> None:
    """What the printed line asks, without a shell."""
    words = shlex.split(call)
    headers = dict(word.split(": ", 1) for word in words if ": Bearer" in word or "-Type:" in word)
    httpx.post(words[2], headers=headers, content=words[-1]).raise_for_status()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
