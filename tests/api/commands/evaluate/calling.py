"""Commands that need no database, in this process: in a thread, since each makes its own loop."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from api.commands.main import app


def call(*arguments: str | Path) -> int:
    """The exit code."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_ended, list(map(str, arguments))).result()


def _ended(arguments: list[str]) -> int:
    try:
        app(arguments)
    except SystemExit as end:
        return int(end.code or 0)
    return 0
