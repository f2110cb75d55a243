"""The tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.distribution import distribute, refer

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    workspace()
    catalogue()
    people()
    log()
    decisions()
    learning()
    foreign_keys()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def workspace() -> None:
    op.create_table(
        "workspace",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "settings",
            postgresql.JSON(astext_type=sa.Text()),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("workspace_pkey")),
        sa.UniqueConstraint("slug", name=op.f("workspace_slug_key")),
    )
    refer("workspace")
    op.create_table(
        "api_key",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("last4", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('publishable', 'secret')", name=op.f("api_key_kind_check")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("api_key_pkey")),
    )
    distribute("api_key")
    op.create_index(op.f("api_key_digest_idx"), "api_key", ["digest"])


def catalogue() -> None:
    op.create_table(
        "catalogue_version",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("catalogue_version_pkey")),
    )
    op.create_table(
        "job",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("after_purchase", sa.Boolean(), nullable=False),
        sa.Column("always_on", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "key", name=op.f("job_pkey")),
    )
    distribute("job")
    op.create_table(
        "persona",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("vertical", sa.Text(), nullable=True),
        sa.Column(
            "concerns", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("share", sa.Float(), nullable=False),
        sa.CheckConstraint("share > 0", name=op.f("persona_share_check")),
        sa.PrimaryKeyConstraint("workspace_id", "key", name=op.f("persona_pkey")),
    )
    distribute("persona")
    op.create_table(
        "offer",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("canonical_url", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=True),
        sa.Column(
            "channels", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column(
            "motions", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column(
            "relations", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column(
            "verticals", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column(
            "locales", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column(
            "requires", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("selling", sa.Boolean(), nullable=False),
        sa.Column("forwardable", sa.Boolean(), nullable=False),
        sa.Column("repeatable", sa.Boolean(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "key", name=op.f("offer_pkey")),
    )
    distribute("offer")
    op.create_index(
        "offer_canonical_url_key",
        "offer",
        ["workspace_id", "canonical_url"],
        unique=True,
        postgresql_where=sa.text("canonical_url IS NOT NULL"),
    )
    op.create_table(
        "offer_topic",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("offer_key", sa.Text(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "offer_key", "position", name=op.f("offer_topic_pkey")
        ),
    )
    distribute("offer_topic")
    op.create_index(
        op.f("offer_topic_workspace_id_topic_offer_key_idx"),
        "offer_topic",
        ["workspace_id", "topic", "offer_key"],
    )
    op.create_table(
        "offer_service",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("offer_key", sa.Text(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("persona_key", sa.Text(), nullable=True),
        sa.Column("job_key", sa.Text(), nullable=True),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "offer_key", "position", name=op.f("offer_service_pkey")
        ),
    )
    distribute("offer_service")
    op.create_table(
        "link",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("target_key", sa.Text(), nullable=False),
        sa.Column("persona_key", sa.Text(), nullable=True),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("link_pkey")),
        sa.UniqueConstraint(
            "workspace_id",
            "source_key",
            "target_key",
            "persona_key",
            name="link_edge_key",
            postgresql_nulls_not_distinct=True,
        ),
    )
    distribute("link")
    op.create_index(
        op.f("link_workspace_id_target_key_idx"), "link", ["workspace_id", "target_key"]
    )


def people() -> None:
    op.create_table(
        "account",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("vertical", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("account_pkey")),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("account_workspace_id_key_key")),
    )
    distribute("account")
    op.create_table(
        "buyer",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("buyer_pkey")),
    )
    distribute("buyer")
    op.create_index(op.f("buyer_account_id_idx"), "buyer", ["account_id"])
    op.create_index(op.f("buyer_merged_into_idx"), "buyer", ["merged_into"])
    op.create_table(
        "identity",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("buyer_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('user_id', 'crm_id', 'email', 'anonymous_id')",
            name=op.f("identity_kind_check"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "kind", "value", name=op.f("identity_pkey")),
    )
    distribute("identity")
    op.create_index(op.f("identity_buyer_id_idx"), "identity", ["buyer_id"])
    op.create_table(
        "buying_group",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("motion", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("buying_group_pkey")),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("buying_group_workspace_id_key_key")),
    )
    distribute("buying_group")
    op.create_index(op.f("buying_group_account_id_idx"), "buying_group", ["account_id"])
    op.create_table(
        "member",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("buyer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "roles", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("status", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "status IN ('suggested', 'confirmed', 'dismissed')", name=op.f("member_status_check")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "group_id", "buyer_id", name=op.f("member_pkey")),
    )
    distribute("member")
    op.create_index(op.f("member_buyer_id_idx"), "member", ["buyer_id"])
    op.create_table(
        "opportunity",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("motion", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("opportunity_pkey")),
        sa.UniqueConstraint("workspace_id", "key", name=op.f("opportunity_workspace_id_key_key")),
    )
    distribute("opportunity")
    op.create_index(op.f("opportunity_account_id_idx"), "opportunity", ["account_id"])
    op.create_table(
        "opportunity_evidence",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("opportunity_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("interaction_id", sa.Uuid(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id",
            "opportunity_id",
            "stage",
            "interaction_id",
            name=op.f("opportunity_evidence_pkey"),
        ),
    )
    distribute("opportunity_evidence")


def log() -> None:
    op.create_table(
        "interaction",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "tx",
            sa.BigInteger(),
            server_default=sa.text("(pg_current_xact_id()::text)::bigint"),
            nullable=False,
        ),
        sa.Column("buyer_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "received_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("offer_key", sa.Text(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("detail", postgresql.JSON(astext_type=sa.Text()), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("interaction_pkey")),
    )
    distribute("interaction")
    op.create_index(
        op.f("interaction_buyer_id_occurred_at_idx"), "interaction", ["buyer_id", "occurred_at"]
    )
    op.create_index(
        op.f("interaction_workspace_id_tx_id_idx"), "interaction", ["workspace_id", "tx", "id"]
    )
    op.create_table(
        "journey",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("buyer_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("workspace_id", "buyer_id", name=op.f("journey_pkey")),
    )
    distribute("journey")
    op.create_table(
        "incident",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("buyer_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "buyer_id", "subject", name=op.f("incident_pkey")),
    )
    distribute("incident")
    op.create_table(
        "dead_letter",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "received_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("dead_letter_pkey")),
    )
    distribute("dead_letter")
    op.create_index(
        op.f("dead_letter_workspace_id_received_at_id_idx"),
        "dead_letter",
        ["workspace_id", "received_at", "id"],
    )
    op.create_table(
        "import_run",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("accepted", sa.BigInteger(), nullable=False),
        sa.Column("duplicate", sa.BigInteger(), nullable=False),
        sa.Column("rejected", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "digest", name=op.f("import_run_pkey")),
    )
    distribute("import_run")


def decisions() -> None:
    op.create_table(
        "decision",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("decision_key", sa.Text(), nullable=True),
        sa.Column("buyer_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("context", postgresql.JSON(astext_type=sa.Text()), nullable=False),
        sa.Column("chance", sa.Float(), nullable=False),
        sa.Column("exhausted", sa.Text(), nullable=True),
        sa.Column("belief", postgresql.JSON(astext_type=sa.Text()), nullable=False),
        sa.Column("left_out", postgresql.JSON(astext_type=sa.Text()), nullable=False),
        sa.Column("draw", sa.LargeBinary(), nullable=False),
        sa.Column("ordered_propensity", sa.Float(), nullable=False),
        sa.Column("set_propensity", sa.Float(), nullable=False),
        sa.Column("display", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("model_version", sa.BigInteger(), nullable=False),
        sa.Column("model_position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("decision_pkey")),
    )
    distribute("decision")
    op.create_index(
        "decision_decision_key_key",
        "decision",
        ["workspace_id", "decision_key"],
        unique=True,
        postgresql_where=sa.text("decision_key IS NOT NULL"),
    )
    op.create_index(op.f("decision_buyer_id_at_idx"), "decision", ["buyer_id", "at"])
    op.create_table(
        "decision_step",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("offer_key", sa.Text(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("chance", sa.Float(), nullable=False),
        sa.Column("gain", sa.Float(), nullable=False),
        sa.Column("selection_probability", sa.Float(), nullable=False),
        sa.Column("serves", postgresql.JSON(astext_type=sa.Text()), nullable=False),
        sa.Column("reasons", postgresql.JSON(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "decision_id", "position", name=op.f("decision_step_pkey")
        ),
    )
    distribute("decision_step")


def learning() -> None:
    op.create_table(
        "model_checkpoint",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "position", name=op.f("model_checkpoint_pkey")),
    )
    distribute("model_checkpoint")


def foreign_keys() -> None:
    """Afterwards: both ends must be distributed before they can be tied."""
    for table, columns, target, targets, gone in FOREIGN_KEYS:
        name = op.f(f"{table}_{'_'.join(columns)}_fkey")
        op.create_foreign_key(name, table, target, columns, targets, ondelete=gone)


TABLES = (
    "workspace",
    "api_key",
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
    "interaction",
    "journey",
    "incident",
    "dead_letter",
    "import_run",
    "decision",
    "decision_step",
    "model_checkpoint",
)
FOREIGN_KEYS = (
    ("api_key", ["workspace_id"], "workspace", ["id"], None),
    ("catalogue_version", ["workspace_id"], "workspace", ["id"], None),
    ("job", ["workspace_id"], "workspace", ["id"], None),
    ("persona", ["workspace_id"], "workspace", ["id"], None),
    ("offer", ["workspace_id"], "workspace", ["id"], None),
    ("offer_topic", ["workspace_id", "offer_key"], "offer", ["workspace_id", "key"], "CASCADE"),
    ("offer_service", ["workspace_id", "job_key"], "job", ["workspace_id", "key"], "CASCADE"),
    ("offer_service", ["workspace_id", "offer_key"], "offer", ["workspace_id", "key"], "CASCADE"),
    (
        "offer_service",
        ["workspace_id", "persona_key"],
        "persona",
        ["workspace_id", "key"],
        "CASCADE",
    ),
    ("link", ["workspace_id", "persona_key"], "persona", ["workspace_id", "key"], "CASCADE"),
    ("link", ["workspace_id", "source_key"], "offer", ["workspace_id", "key"], "CASCADE"),
    ("link", ["workspace_id", "target_key"], "offer", ["workspace_id", "key"], "CASCADE"),
    ("account", ["workspace_id"], "workspace", ["id"], None),
    ("buyer", ["workspace_id", "account_id"], "account", ["workspace_id", "id"], None),
    ("buyer", ["workspace_id", "merged_into"], "buyer", ["workspace_id", "id"], None),
    ("buyer", ["workspace_id"], "workspace", ["id"], None),
    ("identity", ["workspace_id", "buyer_id"], "buyer", ["workspace_id", "id"], "CASCADE"),
    ("buying_group", ["workspace_id", "account_id"], "account", ["workspace_id", "id"], None),
    ("buying_group", ["workspace_id"], "workspace", ["id"], None),
    ("member", ["workspace_id", "buyer_id"], "buyer", ["workspace_id", "id"], "CASCADE"),
    ("member", ["workspace_id", "group_id"], "buying_group", ["workspace_id", "id"], "CASCADE"),
    ("opportunity", ["workspace_id", "account_id"], "account", ["workspace_id", "id"], None),
    ("opportunity", ["workspace_id", "group_id"], "buying_group", ["workspace_id", "id"], None),
    ("opportunity", ["workspace_id"], "workspace", ["id"], None),
    (
        "opportunity_evidence",
        ["workspace_id", "opportunity_id"],
        "opportunity",
        ["workspace_id", "id"],
        "CASCADE",
    ),
    ("journey", ["workspace_id", "buyer_id"], "buyer", ["workspace_id", "id"], "CASCADE"),
    ("incident", ["workspace_id", "buyer_id"], "buyer", ["workspace_id", "id"], "CASCADE"),
    ("dead_letter", ["workspace_id"], "workspace", ["id"], None),
    ("import_run", ["workspace_id"], "workspace", ["id"], None),
    ("decision_step", ["workspace_id", "decision_id"], "decision", ["workspace_id", "id"], None),
    ("model_checkpoint", ["workspace_id"], "workspace", ["id"], None),
)
