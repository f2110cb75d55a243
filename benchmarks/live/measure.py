"""How soon an event that one server process took in shows in the sets of another.

Twenty buyers go from one offer to another that nobody took up before; then a set is asked for on
the first offer, of the other process, until it holds the second for the reason that others went on
to it: by chance it may have been in a set before.
"""

import argparse
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

import httpx

CAIRN = str(Path(sys.executable).with_name("cairn"))
BUYERS = 20
OTHERS = 40
PATIENCE = 30.0
WENT_ON = "pathway"
"""The term that tells of others."""
Environment = dict[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=20)
    trials = parser.parse_args().trials
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="cairn-live-"))
        folder.chmod(0o755)  # the account that runs PostgreSQL for root must get in
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        env = os.environ | {"CAIRN_DATA_DIR": str(folder / "data")}
        key = _workspace(env, folder / "catalogue.jsonl", trials)
        one, other = [stack.enter_context(_server(env)) for _ in range(2)]
        with httpx.Client(headers={"Authorization": f"Bearer {key}"}) as client:
            waits = sorted(_wait(client, one, other, trial) for trial in range(trials))
    print(f"{trials} events of one process in the sets of another: "
          f"median {statistics.median(waits):.2f} s, longest {waits[-1]:.2f} s")  # fmt: skip


def _workspace(env: Environment, file: Path, trials: int) -> str:
    """A catalogue with two offers a trial and some more, and a secret key for it."""
    keys = [f"{end}-{trial}" for trial in range(trials) for end in ("from", "to")]
    keys += [f"other-{number}" for number in range(OTHERS)]
    lines = ({"type": "offer", "key": key, "title": key, "format": "article"} for key in keys)
    file.write_text("\n".join(map(json.dumps, lines)))
    _cairn(env, "import", "catalogue", str(file), "-w", "live", "--create-workspace")
    return str(json.loads(_cairn(env, "keys", "create", "-w", "live", "--json"))["key"])


def _cairn(env: Environment, *words: str) -> str:
    done = subprocess.run([CAIRN, *words], env=env, check=True, capture_output=True, text=True)  # noqa: S603  # this project's own command
    return done.stdout


@contextmanager
def _server(env: Environment) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    running = subprocess.Popen(  # noqa: S603  # this project's own command
        [CAIRN, "serve"], env=env | {"PORT": str(port)}, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _until(lambda: _is_ready(address))
        yield address
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait()


def _is_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz").is_success
    except httpx.TransportError:
        return False


def _wait(client: httpx.Client, one: str, other: str, trial: int) -> float:
    """Seconds from the acknowledgement until it shows."""
    source, target = f"from-{trial}", f"to-{trial}"
    events = [_view(trial, buyer, key) for buyer in range(BUYERS) for key in (source, target)]
    client.post(f"{one}/v1/batch", json={"batch": events}).raise_for_status()
    start = perf_counter()
    _until(lambda: target in _followed(client, other, source))
    return perf_counter() - start


def _view(trial: int, buyer: int, key: str) -> dict[str, Any]:
    return {
        "type": "track",
        "event": "Page Viewed",
        "userId": f"u-{trial}-{buyer}",
        "messageId": f"{key}-{buyer}",
        "properties": {"offerId": key},
    }


def _followed(client: httpx.Client, address: str, page: str) -> list[str]:
    question = {"anonymousId": "nobody-yet", "page": page, "size": 5}
    answer = client.post(f"{address}/v1/next-steps", json=question).raise_for_status().json()
    return [
        step["offer"]["id"]
        for step in answer["steps"]
        if any(reason["term"] == WENT_ON for reason in step["reasons"])
    ]


def _until(true: Any) -> None:
    end = perf_counter() + PATIENCE
    while not true():
        if perf_counter() > end:
            raise TimeoutError
        sleep(0.02)


if __name__ == "__main__":
    main()
