from collections.abc import Mapping
from pathlib import Path
from typing import Self
from urllib.parse import quote

from api.embedded.cluster import Cluster
from api.embedded.folder import DataFolder
from api.embedded.lock import Lock


class EmbeddedPostgres:
    """One use of the server in a data folder. The settings of whoever starts it win."""

    def __init__(self, data_dir: str | Path, settings: Mapping[str, str] | None = None) -> None:
        self._folder = DataFolder(Path(data_dir).expanduser().resolve())
        self._cluster = Cluster(self._folder, settings or {})
        self._users: Lock | None = None

    def acquire(self) -> Self:
        """Start the server or join the running one. Blocks; repeatable."""
        self._folder.root.mkdir(parents=True, exist_ok=True)
        with Lock(self._folder.launcher) as launcher:
            launcher.seize()
            if self._users:
                self._cluster.ensure()
                return self
            users = Lock(self._folder.users)
            try:
                users.share()  # waits here while a watchdog is stopping the server
                self._cluster.ensure()
            except BaseException:
                users.close()
                raise
            self._users = users
        return self

    def release(self) -> None:
        """Leave; the last user stops the server."""
        if users := self._users:
            self._users = None
            with users:
                if users.try_seize():
                    self._cluster.stop()
                else:
                    # Others use it, or the watchdog is stopping it: wait for that.
                    users.share()

    def dsn(self, role: str = "cairn_app", database: str = "cairn") -> str:
        """An address for asyncpg; with ``postgresql+asyncpg:`` for SQLAlchemy. Names stay plain."""
        folder = quote(str(self._cluster.socket_folder))
        # With its port, which PGPORT would else decide.
        return f"postgresql://{role}@/{database}?host={folder}&port=5432"

    def create_database(self, name: str, template: str | None = None) -> None:
        """Copied as files, which is six times as fast as through the log where fsync is off."""
        self._cluster.execute(
            'CREATE DATABASE :"name" OWNER cairn_owner TEMPLATE :"template" STRATEGY file_copy;',
            name=name,
            template=template or "template1",
        )

    def drop_database(self, name: str) -> None:
        """Drop it, with whoever is still connected."""
        self._cluster.execute('DROP DATABASE IF EXISTS :"name" WITH (FORCE);', name=name)

    def __enter__(self) -> Self:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()
