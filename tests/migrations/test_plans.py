"""Plans before the first statistics: a fresh database must find rows by their keys."""

import pytest

LOOKUPS = {
    "offer": "workspace_id = {some} AND key = 'k'",
    "persona": "workspace_id = {some} AND key = 'k'",
    "job": "workspace_id = {some} AND key = 'k'",
    "buyer": "workspace_id = {some} AND id = {some}",
    "identity": "workspace_id = {some} AND kind = 'email' AND value = 'v'",
    "journey": "workspace_id = {some} AND buyer_id = {some}",
    "decision": "workspace_id = {some} AND id = {some}",
}


@pytest.mark.parametrize("table", LOOKUPS)
async def test_a_row_is_found_by_its_primary_key(fresh_database, table: str) -> None:
    """The check of a foreign key keeps its plan: a wrong one reads the workspace for each row."""
    lookup = LOOKUPS[table].format(some="'5f3c1d3e-0000-4000-8000-000000000000'")
    async with fresh_database.connection() as connection:
        plan = await connection.fetch(
            f"EXPLAIN SELECT 1 FROM {table} WHERE {lookup}"  # noqa: S608  # words of this test
        )
    scans = [line for (line,) in plan if "Scan" in line]
    assert [f"{table}_pkey" in scan for scan in scans] == [True], scans
