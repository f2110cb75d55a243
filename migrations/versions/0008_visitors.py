"""Secrets that sites sign with who is in front of them, and what those unsigned for are told.

A secret is no row: it is made from the pepper and the id that is kept here. The key's read tells
the ids as well; the decision's knows strangers: who may be meant only by a signature is not found
without, and no colleague is listened to for a caller who may be anybody.
"""

from importlib import import_module

import sqlalchemy as sa
from alembic import op

from migrations.distribution import distribute
from migrations.isolation import APP, isolate

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

FIND_KEY = """
CREATE FUNCTION find_key(
    presented bytea,
    OUT workspace_id uuid, OUT key_id uuid, OUT kind text, OUT scopes text[], OUT origins text[],
    OUT expires_at timestamptz, OUT revoked_at timestamptz,
    OUT signing uuid[], OUT signing_until timestamptz[]
) LANGUAGE plpgsql AS $body$
BEGIN
    EXECUTE format('SET LOCAL app.key_digest = %L', encode(presented, 'hex'));
    SELECT k.workspace_id, k.id, k.kind, k.scopes, k.origins, k.expires_at, k.revoked_at
    INTO workspace_id, key_id, kind, scopes, origins, expires_at, revoked_at
    FROM api_key k WHERE k.digest = presented;
    IF kind = 'publishable' THEN
        EXECUTE format('SET LOCAL app.workspace = %L', workspace_id);
        SELECT array_agg(s.id), array_agg(s.expires_at) INTO signing, signing_until
        FROM signing_secret s WHERE s.workspace_id = find_key.workspace_id;
    END IF;
END $body$
"""
ADVISE_READ = """
CREATE FUNCTION advise_read(
    in_workspace uuid, ref_kind text, ref_value text, asked_key text, visitor text,
    OUT buyer_id uuid, OUT vertical text,
    OUT state text, OUT open_incidents boolean, OUT decided uuid, OUT colleagues json
) LANGUAGE plpgsql AS $body$
DECLARE
    account_id uuid;
    named uuid;
BEGIN
    EXECUTE format('SET LOCAL app.workspace = %L', in_workspace);
    IF ref_kind = 'id' THEN
        named := ref_value::uuid; -- not below, where a plan that reads no row would not refuse it
        SELECT b.id, b.merged_into INTO buyer_id, decided FROM buyer b
        WHERE b.workspace_id = in_workspace AND b.id = named;
    ELSE
        SELECT b.id, b.merged_into INTO buyer_id, decided
        FROM identity i JOIN buyer b ON b.workspace_id = i.workspace_id AND b.id = i.buyer_id
        WHERE i.workspace_id = in_workspace AND i.kind = ref_kind AND i.value = ref_value;
    END IF;
    buyer_id := COALESCE(decided, buyer_id);
    decided := NULL;
    open_incidents := false;
    IF visitor IS NOT NULL AND known_to_others(in_workspace, buyer_id, visitor) THEN
        buyer_id := NULL;
    END IF;
    IF buyer_id IS NOT NULL THEN
        SELECT a.id, a.vertical, j.state INTO account_id, vertical, state
        FROM buyer b
        LEFT JOIN account a ON a.workspace_id = b.workspace_id AND a.id = b.account_id
        LEFT JOIN journey j ON j.workspace_id = b.workspace_id AND j.buyer_id = b.id
        WHERE b.workspace_id = in_workspace AND b.id = advise_read.buyer_id;
        open_incidents := any_open_incident(in_workspace, buyer_id, account_id);
        IF account_id IS NOT NULL AND visitor IS NULL THEN
            colleagues := latest_touches(in_workspace, account_id, buyer_id);
        END IF;
    END IF;
    IF asked_key IS NOT NULL THEN
        SELECT d.id INTO decided FROM decision d
        WHERE d.workspace_id = in_workspace AND d.decision_key = asked_key;
    END IF;
END $body$
"""
KNOWN_TO_OTHERS = """
CREATE FUNCTION known_to_others(in_workspace uuid, of_buyer uuid, visitor text)
RETURNS boolean LANGUAGE sql STABLE AS $body$
    SELECT bool_or(i.kind <> 'anonymous_id')
       AND NOT bool_or(i.kind = 'user_id' AND i.value = visitor)
    FROM identity i WHERE i.workspace_id = in_workspace AND i.buyer_id = of_buyer
$body$
"""
BEFORE = "advise_read(uuid, text, text, text)"
AFTER = "advise_read(uuid, text, text, text, text)"
KNOWN = "known_to_others(uuid, uuid, text)"


def upgrade() -> None:
    op.create_table(
        "signing_secret",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("signing_secret_pkey")),
    )
    distribute("signing_secret")
    op.create_foreign_key(
        op.f("signing_secret_workspace_id_fkey"),
        *("signing_secret", "workspace", ["workspace_id"], ["id"]),
    )
    isolate("signing_secret")
    import_module("migrations.versions.0007_keys").replace(FIND_KEY)
    op.execute(f"DROP FUNCTION {BEFORE}")
    _make(KNOWN_TO_OTHERS, KNOWN)
    _make(ADVISE_READ, AFTER)


def downgrade() -> None:
    op.execute(f"DROP FUNCTION {AFTER}")
    op.execute(f"DROP FUNCTION {KNOWN}")
    _make(import_module("migrations.versions.0004_colleagues").ADVISE_READ, BEFORE)
    keys = import_module("migrations.versions.0007_keys")
    keys.replace(keys.FIND_KEY)
    op.drop_table("signing_secret")


def _make(function: str, signature: str) -> None:
    op.execute(function)
    op.execute(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO {APP}")
