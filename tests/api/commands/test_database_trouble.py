"""A database that cannot be used is told in one line, by what an operator can do about it."""

import re

import asyncpg
import pytest

from tests.api.commands.conftest import Run
from tests.conftest import Urls

REFUSED = "DATABASE_REFUSED"
ELSEWHERE = "postgresql://cairn_app@127.0.0.1:1/cairn"


def assert_told(run: Run, code: str, *arguments: str) -> None:
    failed = run(*arguments)
    (line,) = failed.err.splitlines()
    assert (failed.code, failed.out, line.split()[0]) == (1, "", code)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        (ELSEWHERE, "DATABASE_UNREACHABLE"),
        ("garbage", "DATABASE_ADDRESS"),
        ("mysql://a/b", "DATABASE_ADDRESS"),
        ("postgresql://a@127.0.0.1:port/b", "DATABASE_ADDRESS"),
    ],
)
def test_an_address_that_leads_nowhere(
    run: Run, monkeypatch: pytest.MonkeyPatch, address: str, code: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.delenv("MIGRATE_DATABASE_URL")
    monkeypatch.setenv("PORT", "0")
    for command in ("doctor", "migrate", "serve"):
        assert_told(run, code, command)


def test_a_server_that_refuses(run: Run, fresh_urls: Urls, monkeypatch: pytest.MonkeyPatch) -> None:
    for wrong in (
        fresh_urls.app.replace("/fresh_", "/none_"),
        fresh_urls.app.replace("cairn_app@", "nobody_here@"),
    ):
        monkeypatch.setenv("DATABASE_URL", wrong)
        assert_told(run, REFUSED, "doctor")


async def _note(urls: Urls, revision: str) -> None:
    owner = await asyncpg.connect(urls.owner)
    await owner.execute(f"UPDATE alembic_version SET version_num = '{revision}'")  # noqa: S608  # a test's own
    await owner.close()


async def test_a_schema_that_is_behind_or_ahead(run: Run, fresh_urls: Urls) -> None:
    await _note(fresh_urls, "0001")
    assert_told(run, "SCHEMA_BEHIND", "doctor")
    await _note(fresh_urls, "9999")
    assert_told(run, "SCHEMA_AHEAD", "migrate")


def test_migrating_needs_the_owner(
    run: Run, fresh_urls: Urls, monkeypatch: pytest.MonkeyPatch
) -> None:
    unmigrated = re.sub(r"/fresh_\d+", "/postgres", fresh_urls.app)
    monkeypatch.setenv("MIGRATE_DATABASE_URL", unmigrated)
    assert_told(run, REFUSED, "migrate")
    monkeypatch.setenv("MIGRATE_DATABASE_URL", fresh_urls.owner)
    assert run("migrate", "--json").json == {"migrated": True}
    assert run("migrate").out == "The database has the newest schema.\n"


def test_a_bad_setting_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "abc")
    for command in ("doctor", "serve", "demo", "migrate"):
        assert_told(run, "SETTINGS", command)
