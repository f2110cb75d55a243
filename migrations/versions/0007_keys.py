"""Keys with scopes, origins and an end. Those of before have no checksum, and open nothing more."""

from importlib import import_module

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.isolation import APP

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

FIND_KEY = """
CREATE FUNCTION find_key(
    presented bytea,
    OUT workspace_id uuid, OUT key_id uuid, OUT kind text, OUT scopes text[], OUT origins text[],
    OUT expires_at timestamptz, OUT revoked_at timestamptz
) LANGUAGE plpgsql AS $body$
BEGIN
    EXECUTE format('SET LOCAL app.key_digest = %L', encode(presented, 'hex'));
    SELECT k.workspace_id, k.id, k.kind, k.scopes, k.origins, k.expires_at, k.revoked_at
    INTO workspace_id, key_id, kind, scopes, origins, expires_at, revoked_at
    FROM api_key k WHERE k.digest = presented;
END $body$
"""


def upgrade() -> None:
    for column in ("scopes", "origins"):
        listed = sa.Column(
            column, postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        )
        op.add_column("api_key", listed)
    op.add_column("api_key", sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True))
    replace(FIND_KEY)


def downgrade() -> None:
    replace(import_module("migrations.versions.0003_hot_path").FIND_KEY)
    for column in ("expires_at", "origins", "scopes"):
        op.drop_column("api_key", column)


def replace(find_key: str) -> None:
    op.execute("DROP FUNCTION find_key(bytea)")
    op.execute(find_key)
    op.execute("REVOKE ALL ON FUNCTION find_key(bytea) FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION find_key(bytea) TO {APP}")
