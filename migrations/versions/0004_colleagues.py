"""What colleagues did lately comes with all else that a decision must know, in the same round trip.

The read of 0003, with one more column; that of before comes back on the way down.
"""

from importlib import import_module

from alembic import op

from migrations.isolation import APP

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LATEST_TOUCHES = """
CREATE FUNCTION latest_touches(in_workspace uuid, of_account uuid, but_of uuid)
RETURNS json LANGUAGE sql STABLE AS $body$
    WITH colleague AS (
        SELECT b.id FROM buyer b
        LEFT JOIN journey j ON j.workspace_id = b.workspace_id AND j.buyer_id = b.id
        WHERE b.workspace_id = in_workspace AND b.account_id = of_account
          AND COALESCE(b.merged_into, b.id) <> but_of
        ORDER BY j.updated_at DESC NULLS LAST, b.id LIMIT 50
    ), touch AS (
        SELECT i.* FROM colleague c CROSS JOIN LATERAL (
            SELECT t.* FROM interaction t
            WHERE t.workspace_id = in_workspace AND t.buyer_id = c.id AND t.offer_key IS NOT NULL
              AND t.kind IN ('viewed', 'clicked', 'completed', 'shared', 'asked', 'met', 'acted')
            ORDER BY t.occurred_at DESC, t.id DESC LIMIT 8
        ) i
        ORDER BY i.occurred_at DESC, i.id DESC LIMIT 8
    )
    SELECT json_agg(json_build_array(
        (extract(epoch FROM occurred_at) * 1000)::bigint, id, kind, channel, offer_key,
        COALESCE((detail ->> 'depth')::float8, 0.0)
    ) ORDER BY occurred_at, id) FROM touch
$body$
"""
ADVISE_READ = """
CREATE FUNCTION advise_read(
    in_workspace uuid, ref_kind text, ref_value text, asked_key text,
    OUT buyer_id uuid, OUT vertical text,
    OUT state text, OUT open_incidents boolean, OUT decided uuid, OUT colleagues json
) LANGUAGE plpgsql AS $body$
DECLARE
    account_id uuid;
BEGIN
    EXECUTE format('SET LOCAL app.workspace = %L', in_workspace);
    IF ref_kind = 'id' THEN
        SELECT b.id, b.merged_into INTO buyer_id, decided FROM buyer b
        WHERE b.workspace_id = in_workspace AND b.id = ref_value::uuid;
    ELSE
        SELECT b.id, b.merged_into INTO buyer_id, decided
        FROM identity i JOIN buyer b ON b.workspace_id = i.workspace_id AND b.id = i.buyer_id
        WHERE i.workspace_id = in_workspace AND i.kind = ref_kind AND i.value = ref_value;
    END IF;
    buyer_id := COALESCE(decided, buyer_id);
    decided := NULL;
    open_incidents := false;
    IF buyer_id IS NOT NULL THEN
        SELECT a.id, a.vertical, j.state INTO account_id, vertical, state
        FROM buyer b
        LEFT JOIN account a ON a.workspace_id = b.workspace_id AND a.id = b.account_id
        LEFT JOIN journey j ON j.workspace_id = b.workspace_id AND j.buyer_id = b.id
        WHERE b.workspace_id = in_workspace AND b.id = advise_read.buyer_id;
        open_incidents := any_open_incident(in_workspace, buyer_id, account_id);
        IF account_id IS NOT NULL THEN
            colleagues := latest_touches(in_workspace, account_id, buyer_id);
        END IF;
    END IF;
    IF asked_key IS NOT NULL THEN
        SELECT d.id INTO decided FROM decision d
        WHERE d.workspace_id = in_workspace AND d.decision_key = asked_key;
    END IF;
END $body$
"""
SIGNATURE = "advise_read(uuid, text, text, text)"


def upgrade() -> None:
    _replace(LATEST_TOUCHES, ADVISE_READ)
    op.execute("REVOKE ALL ON FUNCTION latest_touches FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION latest_touches TO {APP}")


def downgrade() -> None:
    _replace(import_module("migrations.versions.0003_hot_path").ADVISE_READ)
    op.execute("DROP FUNCTION latest_touches")


def _replace(*functions: str) -> None:
    op.execute(f"DROP FUNCTION {SIGNATURE}")
    for function in functions:
        op.execute(function)
    op.execute(f"REVOKE ALL ON FUNCTION {SIGNATURE} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {SIGNATURE} TO {APP}")
