import shutil
import socket
import stat
import time
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from api.embedded import binaries, configuration, postmaster, watchdog
from api.embedded.account import Account
from api.embedded.command import run
from api.embedded.errors import EmbeddedError
from api.embedded.folder import DataFolder

ROLES = ("cairn_owner", "cairn_app", "cairn_ingest")
FIRST_STATEMENTS = "\n".join(
    (
        *(f"CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;" for role in ROLES),
        "CREATE DATABASE cairn OWNER cairn_owner;",
        "",
    )
)
SOCKET = ".s.PGSQL.5432"
SSL_REQUEST = bytes.fromhex("00000008 04d2162f")
"""The shortest question of PostgreSQL's protocol: may we speak in private? Yes or no, one byte."""
REPLY_WAIT = 10.0
ORPHANS_WAIT = 60.0
"""Seconds; twice the statement_timeout that ends what a killed postmaster left behind."""


class Cluster:
    """The databases in a data folder and the one server that runs on them."""

    def __init__(self, folder: DataFolder, settings: Mapping[str, str]) -> None:
        self.folder = folder
        self.account = Account.current()
        self.settings = configuration.DEFAULTS | dict(settings)

    @cached_property
    def bindir(self) -> Path:
        return binaries.find(self.account, self.folder.root)

    @property
    def socket_folder(self) -> Path:
        return postmaster.socket_folder(self.folder.pgdata) or self.folder.socket

    def ensure(self) -> None:
        """A running server, found or started, and a watchdog for it; one caller at a time."""
        if not self.account.reaches(self.folder.root):
            raise EmbeddedError(
                f"{self.account.name}, which runs PostgreSQL for root, cannot enter "
                f"{self.folder.root}: choose another data folder"
            )
        watchdog.start(self.folder)  # first: no moment without one
        if not self._joined():
            self._prepare()
            self._start()

    def stop(self) -> None:
        postmaster.stop(self.folder.pgdata)

    def execute(self, statement: str, **names: str) -> None:
        """Run one statement as the superuser; ``:"name"`` stands for a quoted name."""
        options = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", "postgres"]
        options += [f"--set={name}={value}" for name, value in names.items()]
        psql, host = self.bindir / "psql", f"--host={self.socket_folder}"
        run(psql, host, *options, account=self.account, stdin=statement)

    def _joined(self) -> bool:
        """Wait for a server whose starter was killed before it was ready, too."""
        while postmaster.pid(self.folder.pgdata) or self._answers():
            if postmaster.ready(self.folder.pgdata):
                return True
            time.sleep(0.05)
        return False

    def _answers(self) -> bool:
        """Does one live that this PID namespace cannot see, as from another container?

        The socket of a killed one accepts for a moment still: only a reply counts.
        """
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(REPLY_WAIT)
            try:
                probe.connect(str(self.socket_folder / SOCKET))
                probe.sendall(SSL_REQUEST)
                return probe.recv(1) != b""
            except OSError:
                return False

    def _prepare(self) -> None:
        pgdata = self.folder.pgdata
        here = binaries.major(self.bindir, self.account)
        if not (pgdata / "PG_VERSION").exists():
            self._create(here)
        if (made_by := int((pgdata / "PG_VERSION").read_text())) != here:
            raise EmbeddedError(
                f"{pgdata} was made by PostgreSQL {made_by}, this is {here}: "
                f"dump with {made_by} and restore"
            )
        postmaster.forget(pgdata)
        # It holds a pid too.
        (self.folder.socket / f"{SOCKET}.lock").unlink(missing_ok=True)
        self._make_socket_folder()
        self._configure()

    def _create(self, version: int) -> None:
        """Make it under another name, whole with roles and database: a crash leaves no half."""
        partial = self.folder.root / "pgdata.new"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700)
        self.account.own(partial)
        locale = ["--locale=C"]
        if version >= 17:  # noqa: PLR2004  # the first with a locale of its own
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        sync = ["--no-sync"] if self.settings["fsync"] == "off" else []
        options = ("-U", "postgres", "-E", "UTF8", "-A", "trust", "--data-checksums")
        initdb = self.bindir / "initdb"
        run(initdb, "-D", partial, *options, *locale, *sync, account=self.account)
        alone = ("--single", "-D", partial, "-c", "exit_on_error=on", "postgres")
        run(self.bindir / "postgres", *alone, account=self.account, stdin=FIRST_STATEMENTS)
        with (partial / "postgresql.conf").open("a") as conf:
            conf.write(f"\ninclude_if_exists = '{configuration.FILE}'\n")
        partial.rename(self.folder.pgdata)

    def _make_socket_folder(self) -> None:
        folder = self.folder.socket
        folder.mkdir(mode=0o700, exist_ok=True)
        info = folder.lstat()  # before any chown: in a shared place it may be someone else's
        ours = {self.account.uid, self.folder.root.stat().st_uid}
        if not stat.S_ISDIR(info.st_mode) or info.st_uid not in ours:
            raise EmbeddedError(f"{folder} belongs to another user")
        folder.chmod(0o700)
        self.account.own(folder)

    def _configure(self) -> None:
        settings = self.settings | {"unix_socket_directories": str(self.folder.socket)}
        conf = self.folder.pgdata / configuration.FILE
        conf.write_text(configuration.render(settings))
        self.account.own(conf)
        self.folder.log.touch(mode=0o600)
        self.account.own(self.folder.log)

    def _start(self) -> None:
        """Start it, once the backends of a killed postmaster have ended."""
        deadline = time.monotonic() + ORPHANS_WAIT
        options = ("-D", self.folder.pgdata, "-l", self.folder.log, "-w", "-t", "600")
        while True:
            known = self.folder.log.stat().st_size
            try:
                run(self.bindir / "pg_ctl", *options, "start", account=self.account)
            except EmbeddedError as error:
                told = self._logged_since(known)
                if "pre-existing shared memory" not in told or time.monotonic() > deadline:
                    raise EmbeddedError(f"PostgreSQL did not start: {told}") from error
                time.sleep(0.3)
            else:
                return

    def _logged_since(self, position: int) -> str:
        """The end of it, as one line."""
        with self.folder.log.open("rb") as log:
            log.seek(position)
            lines = log.read().decode(errors="replace").split("\n")
        return "; ".join(filter(None, lines))[-2000:]
