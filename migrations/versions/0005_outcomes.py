"""What came of a decision is found by the decision."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INDEX = "interaction_workspace_id_decision_id_idx"


def upgrade() -> None:
    op.create_index(
        INDEX,
        "interaction",
        ["workspace_id", "decision_id"],
        postgresql_where=sa.text("decision_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index(INDEX, "interaction")
