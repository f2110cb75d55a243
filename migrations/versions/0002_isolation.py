"""Every row is seen from inside its workspace only."""

from alembic import op

from migrations.isolation import ALL, APP, APPEND, HERE, force, isolate

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY = ("interaction", "decision", "decision_step")
TENANT = (
    "catalogue_version",
    "job",
    "persona",
    "offer",
    "offer_topic",
    "offer_service",
    "link",
    "account",
    "buyer",
    "identity",
    "buying_group",
    "member",
    "opportunity",
    "opportunity_evidence",
    "journey",
    "incident",
    "dead_letter",
    "import_run",
    "model_checkpoint",
)
ROLE = f"""
DO $do$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP}') THEN
        CREATE ROLE {APP} LOGIN;
    END IF;
END $do$
"""


def upgrade() -> None:
    op.execute(ROLE)
    for table in TENANT:
        isolate(table)
    for table in APPEND_ONLY:
        isolate(table, APPEND)
    keys()
    workspaces()
    op.execute(f"GRANT SELECT ON alembic_version TO {APP}")


def keys() -> None:
    """A key is looked up before its workspace is known: by its digest, one row at a time."""
    isolate("api_key", ALL)
    op.execute(
        "CREATE POLICY presented ON api_key FOR SELECT "
        "USING (digest = decode(NULLIF(current_setting('app.key_digest', true), ''), 'hex'))"
    )


def workspaces() -> None:
    """Their names are no secret to the app; each is written from inside only."""
    force("workspace")
    op.execute(f"CREATE POLICY listed ON workspace FOR SELECT TO {APP} USING (true)")
    op.execute(f"CREATE POLICY workspace ON workspace USING (id = {HERE}) WITH CHECK (id = {HERE})")
    op.execute(f"GRANT {APPEND}, UPDATE ON workspace TO {APP}")


def downgrade() -> None:
    for table in ("api_key", "workspace", *TENANT, *APPEND_ONLY):
        for policy in ("workspace", "maintenance", "presented", "listed"):
            op.execute(f"DROP POLICY IF EXISTS {policy} ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        op.execute(f"REVOKE ALL ON {table} FROM {APP}")
    op.execute(f"REVOKE ALL ON alembic_version FROM {APP}")
