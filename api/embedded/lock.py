import fcntl
import os
from pathlib import Path
from typing import Self


class Lock:
    """A lock on a file that the kernel drops however its holder ends."""

    def __init__(self, path: Path) -> None:
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)

    def share(self) -> None:
        fcntl.flock(self.descriptor, fcntl.LOCK_SH)

    def seize(self) -> None:
        fcntl.flock(self.descriptor, fcntl.LOCK_EX)

    def try_seize(self) -> bool:
        """Take it alone, or answer False; a shared hold is lost in either case."""
        try:
            fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        os.close(self.descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
