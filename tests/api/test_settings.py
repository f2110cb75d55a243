from pathlib import Path

import pytest
from pydantic import ValidationError

from api.settings import Settings

NAMES = ("DATABASE_URL", "MIGRATE_DATABASE_URL", "PORT", "CAIRN_PORT", "CAIRN_KEY_PEPPER")


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CAIRN_DATA_DIR", str(tmp_path / "data"))


def test_every_setting_is_written_down() -> None:
    written = (Path(__file__).parents[2] / "docs/operators/README.md").read_text()
    aliased = {"database_url", "migrate_database_url", "port"}
    names = [f"{'' if one in aliased else 'CAIRN_'}{one.upper()}" for one in Settings.model_fields]
    assert [name for name in names if f"`{name}`" not in written] == []


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    settings = Settings()
    assert (settings.database_url, settings.port) == (None, 8000)
    assert settings.data_dir == tmp_path / "data"


@pytest.mark.parametrize("name", ["PORT", "CAIRN_PORT"])
def test_the_port_has_two_names(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "8123")
    assert Settings().port == 8123


@pytest.mark.parametrize("spelling", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_the_address_of_the_database_is_taken_in_any_spelling(
    monkeypatch: pytest.MonkeyPatch, spelling: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{spelling}://u:p@h:5/d?x=y")
    assert Settings().database_url == "postgresql://u:p@h:5/d?x=y"


def test_an_empty_address_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    assert Settings().database_url is None


def test_an_empty_folder_is_not_the_present_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAIRN_DATA_DIR")
    usual = Settings().data_dir
    monkeypatch.setenv("CAIRN_DATA_DIR", "")
    assert Settings().data_dir == usual != Path()


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Settings().port = 1  # type: ignore[misc]  # the point of the test


def test_the_pepper_is_made_once_and_kept_private(tmp_path: Path) -> None:
    first = Settings().pepper()
    assert len(first) == 64
    assert Settings().pepper() == first
    assert [
        (path.name, oct(path.stat().st_mode & 0o777)) for path in (tmp_path / "data").iterdir()
    ] == [("key-pepper", "0o600")]


def test_a_given_pepper_is_used_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CAIRN_KEY_PEPPER", "hot")
    settings = Settings()
    assert settings.pepper() == b"hot"
    assert "hot" not in repr(settings)
    assert not (tmp_path / "data").exists()
