"""What must hold of every table, read from the server's own catalogue."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from api.store.engine import passing
from api.store.migration import check
from api.store.tables import metadata

TABLES = """
SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AS forced,
       pg_get_userbyid(c.relowner) AS owner, has_table_privilege('cairn_app', c.oid, 'TRUNCATE')
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
AND c.relname <> 'alembic_version'
"""
POLICIES = "SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies"
KEYS = """
SELECT c.conrelid::regclass::text AS table, c.conname, c.contype,
       (SELECT attname FROM pg_attribute WHERE attrelid = c.conrelid AND attnum = c.conkey[1]),
       c.confrelid::regclass::text AS target
FROM pg_constraint c WHERE c.connamespace = 'public'::regnamespace
AND c.contype IN ('p', 'u', 'f') AND c.conrelid::regclass::text <> 'alembic_version'
"""
INDEXES = """
SELECT i.indexrelid::regclass::text,
       (SELECT attname FROM pg_attribute WHERE attrelid = i.indrelid AND attnum = i.indkey[0])
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace
AND c.relname NOT IN ('alembic_version', 'workspace')
"""
GRANTS = """
SELECT table_name, string_agg(privilege_type, ' ' ORDER BY privilege_type)
FROM information_schema.role_table_grants WHERE grantee = 'cairn_app' GROUP BY table_name
"""
ROLES = """
SELECT rolname FROM pg_roles
WHERE rolname IN ('cairn_app', 'cairn_owner') AND NOT rolsuper AND NOT rolbypassrls
"""
CALLABLE = """
SELECT p.proname, p.prosecdef, has_function_privilege('public', p.oid, 'EXECUTE'),
       has_function_privilege('cairn_app', p.oid, 'EXECUTE')
FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
"""
HERE = "(workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)"
EVERYTHING = "DELETE INSERT SELECT UPDATE"
APPEND_ONLY = {"interaction", "decision", "decision_step"}
TENANT = set(metadata.tables) - {"workspace"}


@pytest.fixture
async def server(urls) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(urls.owner)
    yield connection
    await connection.close()


async def test_the_migrations_lead_to_the_tables(urls) -> None:
    engine = passing(urls.owner)
    async with engine.connect() as connection:
        await connection.run_sync(check)
    await engine.dispose()


async def test_row_level_security_is_forced_on_every_table(server) -> None:
    rows = await server.fetch(TABLES)
    assert {tuple(row) for row in rows} == {
        (name, True, "cairn_owner", False) for name in metadata.tables
    }


async def test_every_table_lets_in_its_workspace_only(server) -> None:
    rows = await server.fetch(POLICIES)
    within = {
        row["tablename"] for row in rows if tuple(row)[1:] == ("workspace", "ALL", HERE, HERE)
    }
    assert within == TENANT
    others = {(r["tablename"], r["policyname"], r["cmd"]) for r in rows} - {
        (name, "workspace", "ALL") for name in TENANT
    }
    assert others == {
        ("api_key", "presented", "SELECT"),
        ("membership", "signed_in", "SELECT"),
        ("workspace", "listed", "SELECT"),
        ("workspace", "workspace", "ALL"),
        *((name, "maintenance", "ALL") for name in metadata.tables),
    }


async def test_the_workspace_leads_every_key(server) -> None:
    rows = await server.fetch(KEYS)
    leaders = {(row["table"], row["attname"]) for row in rows}
    assert leaders == {
        *((name, "workspace_id") for name in TENANT),
        ("workspace", "id"),
        ("workspace", "slug"),
    }


async def test_the_workspace_leads_every_unique_index(server) -> None:
    rows = await server.fetch(INDEXES)
    assert {row[0] for row in rows if row[1] != "workspace_id"} == set()


async def test_the_app_may_do_what_it_needs_and_append_where_that_is_all(server) -> None:
    expected = dict.fromkeys(TENANT, EVERYTHING)
    expected |= dict.fromkeys(APPEND_ONLY, "INSERT SELECT")
    expected |= {"workspace": "INSERT SELECT UPDATE", "alembic_version": "SELECT"}
    assert {row[0]: row[1] for row in await server.fetch(GRANTS)} == expected


async def test_no_role_of_ours_looks_past_row_level_security(server) -> None:
    assert {row[0] for row in await server.fetch(ROLES)} == {"cairn_app", "cairn_owner"}


async def test_functions_run_as_their_caller_who_is_the_app(server) -> None:
    names = (
        "find_key", "find_memberships", "any_open_incident", "latest_touches",
        "known_to_others", "advise_read", "record_decision",
    )  # fmt: skip
    rows = {tuple(row) for row in await server.fetch(CALLABLE)}
    assert rows == {(name, False, False, True) for name in names}


async def test_the_owner_sees_across_workspaces_only_where_it_says_so(server, workspace) -> None:
    async with server.transaction():
        assert await server.fetchval("SELECT count(*) FROM job") == 0
        await server.execute("SET LOCAL app.maintenance = 'on'")
        assert (
            await server.fetchval("SELECT count(*) FROM job WHERE workspace_id = $1", workspace)
            == 12
        )


@pytest.mark.usefixtures("workspace")
async def test_the_app_cannot_claim_to_do_maintenance(database) -> None:
    async with database.connection() as connection:
        await connection.execute("BEGIN; SET LOCAL app.maintenance = 'on'")
        seen = await connection.fetchval("SELECT count(*) FROM job")
        await connection.execute("ROLLBACK")
    assert seen == 0
