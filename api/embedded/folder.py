import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

SOCKET_PATH = re.compile(r"[\w./ -]{1,80}", re.ASCII)
"""A socket's path ends at 107 bytes (macOS: 103); a comma or colon would split it in a URL."""


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Where everything of one embedded server lies."""

    root: Path

    @property
    def pgdata(self) -> Path:
        return self.root / "pgdata"

    @property
    def log(self) -> Path:
        return self.root / "postgres.log"

    @property
    def users(self) -> Path:
        """Locked, shared, by every process that uses the server."""
        return self.root / "users.lock"

    @property
    def launcher(self) -> Path:
        """Locked while one process starts the server."""
        return self.root / "launcher.lock"

    @property
    def watchdog(self) -> Path:
        """Locked by the watchdog for as long as it lives."""
        return self.root / "watchdog.lock"

    @property
    def socket(self) -> Path:
        """The folder a new server is told to listen in."""
        if SOCKET_PATH.fullmatch(str(self.root / "run")):
            return self.root / "run"
        digest = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"cairn-{os.geteuid()}-{digest}"
