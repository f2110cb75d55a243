"""Where Citus is installed, rows live with their workspace; elsewhere this does nothing."""

from alembic import op

CALL = """
DO $do$ BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
        PERFORM {call};
    END IF;
END $do$
"""


def refer(table: str) -> None:
    """A copy on every machine."""
    op.execute(CALL.format(call=f"create_reference_table('{table}')"))


def distribute(table: str) -> None:
    op.execute(CALL.format(call=f"create_distributed_table('{table}', 'workspace_id')"))
