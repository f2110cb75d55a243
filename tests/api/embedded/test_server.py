import os
import stat
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from api.embedded import EmbeddedError, postmaster
from tests.api.embedded.stage import Start, ask

ROLES = """
SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole
FROM pg_roles WHERE rolname LIKE 'cairn%' ORDER BY 1
"""
OWNERS = """
SELECT datname, pg_get_userbyid(datdba), pg_encoding_to_char(encoding)
FROM pg_database WHERE datname NOT LIKE 'template%' ORDER BY 1
"""
SETTINGS = """
SELECT current_setting('listen_addresses'), current_setting('data_checksums'),
       current_setting('max_connections')
"""


async def test_a_new_cluster_has_the_roles_and_the_database(data_dir: Path, start: Start) -> None:
    server = start()

    assert await ask(server, ROLES) == [
        ("cairn_app", True, False, False, False, False),
        ("cairn_ingest", True, False, False, False, False),
        ("cairn_owner", True, False, False, False, False),
    ]
    assert await ask(server, OWNERS) == [
        ("cairn", "cairn_owner", "UTF8"),
        ("postgres", "postgres", "UTF8"),
    ]
    assert await ask(server, SETTINGS) == [("", "on", "100")]
    assert stat.S_IMODE((data_dir / "run").stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["my data", "odd, b:c%d"])
async def test_one_address_serves_asyncpg_and_sqlalchemy(
    data_dir: Path, start: Start, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("PGPORT", "7777")
    server = start(data_dir / name)
    who = "SELECT current_user::text, current_database()::text"

    assert await ask(server, who, role="cairn_ingest") == [("cairn_ingest", "cairn")]
    engine = create_async_engine(server.dsn().replace("postgresql://", "postgresql+asyncpg://"))
    async with engine.connect() as connection:
        rows = (await connection.exec_driver_sql(who)).all()
    await engine.dispose()
    assert rows == [("cairn_app", "cairn")]


@pytest.mark.usefixtures("settled")
async def test_a_database_is_copied_from_a_template_and_dropped(start: Start) -> None:
    server = start()
    connection = await asyncpg.connect(server.dsn("cairn_owner"))
    await connection.execute("CREATE TABLE stone AS SELECT 7 AS weight")
    await connection.close()

    server.create_database("cairn-copy", template="cairn")
    copied = await ask(
        server, "SELECT weight FROM stone", role="cairn_owner", database="cairn-copy"
    )
    owners = await ask(server, OWNERS)
    server.drop_database("cairn-copy")

    assert copied == [(7,)]
    assert owners[1] == ("cairn-copy", "cairn_owner", "UTF8")
    assert await ask(server, OWNERS) == [owners[0], owners[2]]


@pytest.mark.usefixtures("settled")
def test_a_cluster_of_another_version_is_refused_and_left_alone(
    data_dir: Path, start: Start
) -> None:
    start().release()
    version = data_dir / "pgdata" / "PG_VERSION"
    version.write_text("14\n")

    with pytest.raises(EmbeddedError, match="made by PostgreSQL 14, this is"):
        start()

    assert version.read_text() == "14\n"
    assert postmaster.pid(data_dir / "pgdata") is None


@pytest.mark.usefixtures("settled")
def test_why_it_does_not_start_is_told_in_one_line(data_dir: Path, start: Start) -> None:
    start().release()
    (data_dir / "pgdata").chmod(0o755)

    with pytest.raises(EmbeddedError, match="invalid permissions") as refused:
        start()

    assert "\n" not in str(refused.value)


def test_half_a_cluster_is_made_anew(data_dir: Path, start: Start) -> None:
    half = data_dir / "pgdata.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")

    start()

    assert postmaster.ready(data_dir / "pgdata")
    assert not half.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as another account")
def test_a_private_place_is_refused_in_words(data_dir: Path, start: Start) -> None:
    data_dir.mkdir(mode=0o700)

    with pytest.raises(EmbeddedError, match="cannot enter"):
        start(data_dir / "inner")
