import os
import subprocess
import tempfile
from pathlib import Path

from api.embedded.account import Account
from api.embedded.errors import EmbeddedError

PATIENCE = 660.0
"""Seconds; above the 600 that pg_ctl waits for a crash recovery."""


def run(*args: str | Path, account: Account, stdin: str = "") -> str:
    """What a command prints; it runs as the account, without our PG* settings and locale."""
    step_down = (
        {"user": account.uid, "group": account.gid, "extra_groups": []} if account.foreign else {}
    )
    with tempfile.TemporaryFile() as out:  # not a pipe, which a started server would hold open
        done = subprocess.run(  # type: ignore[call-overload]  # noqa: S603  # step_down; our programs
            args,
            input=stdin.encode(),
            stdout=out,
            stderr=out,
            timeout=PATIENCE,
            cwd="/",
            env=_environment(),
            umask=0o077,
            check=False,
            **step_down,
        )
        out.seek(0)
        text = out.read().decode(errors="replace")
    if done.returncode:
        raise EmbeddedError(f"{args[0]} failed: {text}")
    return text


def _environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}
