"""One process, started with one command, asked with the line that it prints."""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from api.embedded import postmaster
from tests.conftest import PATIENCE

CAIRN = Path(sys.executable).with_name("cairn")
COUNTED = ("workspace", "api_key", "offer", "link", "buyer", "interaction", "decision", "journey")
STEPS = """
query($email: String!) {
  nextSteps(buyer: {email: $email}) { steps { offer { title } reasons { text } } }
}
"""


@dataclass(frozen=True)
class Demo:
    """A running one, and what it has printed."""

    process: subprocess.Popen[str]
    printed: str

    @property
    def address(self) -> str:
        return self.printed.splitlines()[0].removeprefix("Cairn answers at ")

    @property
    def curl(self) -> list[str]:
        return shlex.split(self.printed.splitlines()[-1])

    @property
    def email(self) -> str:
        return str(json.loads(self.curl[-1])["email"])

    def ask_as_printed(self) -> httpx.Response:
        """What the printed line does, option by option."""
        curl, silent, url, *options = self.curl
        assert (curl, silent, options[0::2]) == ("curl", "-s", ["-H", "-H", "-d"])
        headers = dict(header.split(": ", 1) for header in options[1:4:2])
        return httpx.post(url, headers=headers, content=options[5], timeout=PATIENCE)

    def get(self, path: str) -> int:
        return httpx.get(self.address + path, timeout=PATIENCE).status_code

    def graphql(self, query: str, **variables: Any) -> Any:
        secret = re.findall(r"secret key +(\S+)", self.printed)[0]
        headers = {"authorization": f"Bearer {secret}"}
        body = {"query": query, "variables": variables}
        url = f"{self.address}/graphql"
        return httpx.post(url, headers=headers, json=body, timeout=PATIENCE).json()


def start(folder: Path, stack: ExitStack) -> Demo:
    environment = {k: v for k, v in os.environ.items() if not k.endswith("DATABASE_URL")}
    process = stack.enter_context(
        subprocess.Popen(  # noqa: S603  # ours
            [CAIRN, "demo"],
            env=environment | {"CAIRN_DATA_DIR": str(folder), "PORT": "0"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    )
    stack.callback(process.terminate)
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("curl "):
            break
    return Demo(process, "".join(lines))


def end(demo: Demo) -> None:
    demo.process.send_signal(signal.SIGTERM)
    out, err = demo.process.communicate(timeout=PATIENCE)
    assert (demo.process.returncode, out, err) == (0, "", "Ctrl-C ends it.\n")


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="cairn-demo-test-"))
    path.chmod(0o755)  # the account that runs PostgreSQL for root must get in
    yield path
    postmaster.stop(path / "pgdata")
    shutil.rmtree(path, ignore_errors=True)


async def counts(folder: Path) -> dict[str, int]:
    """As the superuser, who sees every workspace."""
    connection = await asyncpg.connect(f"postgresql://postgres@/cairn?host={folder / 'run'}")
    found = {
        table: await connection.fetchval(f"SELECT count(*) FROM {table}")  # noqa: S608  # ours
        for table in COUNTED
    }
    await connection.close()
    return found


def assert_steps_with_reasons(steps: list[dict[str, Any]]) -> None:
    assert len(steps) >= 3
    assert all(reason["text"] for step in steps for reason in step["reasons"])
    assert all(step["reasons"] for step in steps)


async def test_the_demo_answers_its_own_question_and_starts_again_as_it_was(folder: Path) -> None:
    with ExitStack() as stack:
        first = start(folder, stack)
        told = first.ask_as_printed()
        assert told.status_code == 200
        assert_steps_with_reasons(told.json()["steps"])
        assert (first.get("/healthz"), first.get("/readyz")) == (200, 200)
        preview = first.graphql(STEPS, email=first.email)
        assert_steps_with_reasons(preview["data"]["nextSteps"]["steps"])
        before = await counts(folder)
        assert before["decision"] == 1
        end(first)
        assert postmaster.pid(folder / "pgdata") is None

        second = start(folder, stack)
        assert second.curl[3:] == first.curl[3:]
        assert await counts(folder) == before
        assert second.ask_as_printed().status_code == 200
        end(second)
        assert postmaster.pid(folder / "pgdata") is None
