"""Documents of GraphQL that a workspace trusts."""

import sqlalchemy as sa
from alembic import op

from migrations.distribution import distribute
from migrations.isolation import isolate

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "name", name=op.f("document_pkey")),
    )
    distribute("document")
    op.create_foreign_key(
        op.f("document_workspace_id_fkey"), "document", "workspace", ["workspace_id"], ["id"]
    )
    isolate("document")


def downgrade() -> None:
    op.drop_table("document")
