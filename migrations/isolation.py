"""Row-level security and grants: what every table needs before the app may touch it.

Forced, so that the owner is bound as well. Maintenance across workspaces, by the owner alone, says
so for its transaction with ``SET LOCAL app.maintenance = 'on'``.
"""

from alembic import op

APP = "cairn_app"
HERE = "NULLIF(current_setting('app.workspace', true), '')::uuid"
"""After ``SET LOCAL`` the setting is '' again, not NULL, and '' is no uuid."""
ALL = "SELECT, INSERT, UPDATE, DELETE"
APPEND = "SELECT, INSERT"


def isolate(table: str, may: str = ALL) -> None:
    """The app sees and writes the rows of the workspace that its transaction has named."""
    force(table)
    op.execute(
        f"CREATE POLICY workspace ON {table} "
        f"USING (workspace_id = {HERE}) WITH CHECK (workspace_id = {HERE})"
    )
    op.execute(f"GRANT {may} ON {table} TO {APP}")


def force(table: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(
        f"CREATE POLICY maintenance ON {table} TO CURRENT_USER "
        "USING (current_setting('app.maintenance', true) = 'on')"
    )
