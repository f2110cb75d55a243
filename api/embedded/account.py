import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from api.embedded.errors import EmbeddedError


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs PostgreSQL, which refuses root: this user, or one that root steps down to."""

    name: str
    uid: int
    gid: int

    @classmethod
    def current(cls) -> Self:
        if os.geteuid() != 0:
            return cls("this user", os.geteuid(), os.getegid())
        for name in (os.environ.get("CAIRN_PG_USER"), "postgres", "_postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name or "")
            except KeyError:
                continue
            return cls(entry.pw_name, entry.pw_uid, entry.pw_gid)
        raise EmbeddedError("PostgreSQL refuses root: name another account in CAIRN_PG_USER")

    @property
    def foreign(self) -> bool:
        return self.uid != os.geteuid()

    def own(self, path: Path) -> None:
        if self.foreign:
            os.chown(path, self.uid, self.gid)

    def reaches(self, folder: Path) -> bool:
        """Can it enter the folder and each of its parents?"""
        return not self.foreign or all(
            self._enters(part.stat()) for part in (folder, *folder.parents)
        )

    def _enters(self, folder: os.stat_result) -> bool:
        if folder.st_uid == self.uid:
            return bool(folder.st_mode & stat.S_IXUSR)
        if folder.st_gid == self.gid:
            return bool(folder.st_mode & stat.S_IXGRP)
        return bool(folder.st_mode & stat.S_IXOTH)
