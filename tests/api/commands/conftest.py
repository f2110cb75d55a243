"""Commands as `cairn` runs them, in this process: starting one takes longer than most of them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest

from api.commands.main import app
from tests.conftest import Urls


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def json(self) -> object:
        return orjson.loads(self.out)


Run = Callable[..., Outcome]


@pytest.fixture
def run(
    fresh_urls: Urls,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """``run("keys", "list")`` on a database of its own. In a thread: each makes its own loop."""
    monkeypatch.setenv("DATABASE_URL", fresh_urls.app)
    monkeypatch.setenv("MIGRATE_DATABASE_URL", fresh_urls.owner)
    monkeypatch.setenv("CAIRN_DATA_DIR", str(tmp_path))

    def one(*arguments: str) -> Outcome:
        with ThreadPoolExecutor(1) as thread:
            code = thread.submit(_exit_code, arguments).result()
        told = capsys.readouterr()
        return Outcome(code, told.out, told.err)

    return one


def _exit_code(arguments: tuple[str, ...]) -> int:
    try:
        app(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0
