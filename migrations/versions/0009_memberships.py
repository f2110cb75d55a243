"""Who of an issuer's users may do what, in which workspace."""

import sqlalchemy as sa
from alembic import op

from migrations.distribution import distribute
from migrations.isolation import APP, isolate

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

FIND = """
CREATE FUNCTION find_memberships(presented text)
RETURNS TABLE (workspace_id uuid, slug text, role text) LANGUAGE plpgsql AS $body$
BEGIN
    EXECUTE format('SET LOCAL app.subject = %L', presented);
    RETURN QUERY SELECT m.workspace_id, w.slug, m.role
    FROM membership m JOIN workspace w ON w.id = m.workspace_id WHERE m.subject = presented;
END $body$
"""
SIGNED_IN = """
CREATE POLICY signed_in ON membership FOR SELECT
USING (subject = NULLIF(current_setting('app.subject', true), ''))
"""
SIGNATURE = "find_memberships(text)"


def upgrade() -> None:
    op.create_table(
        "membership",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "role IN ('viewer', 'editor', 'seller', 'admin')", name=op.f("membership_role_check")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "subject", name=op.f("membership_pkey")),
    )
    op.create_index(op.f("membership_subject_idx"), "membership", ["subject"])
    distribute("membership")
    op.create_foreign_key(
        op.f("membership_workspace_id_fkey"), "membership", "workspace", ["workspace_id"], ["id"]
    )
    isolate("membership")
    op.execute(SIGNED_IN)
    op.execute(FIND)
    op.execute(f"REVOKE ALL ON FUNCTION {SIGNATURE} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {SIGNATURE} TO {APP}")


def downgrade() -> None:
    op.execute(f"DROP FUNCTION {SIGNATURE}")
    op.drop_table("membership")
