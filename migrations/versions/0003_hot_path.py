"""The calls of a request, one round trip each: whose key, what a decision must know and keep.

Each call is a transaction of its own. SECURITY INVOKER: row-level security binds them too.
"""

from alembic import op

from migrations.isolation import APP

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ADVISE_READ = """
CREATE FUNCTION advise_read(
    in_workspace uuid, ref_kind text, ref_value text, asked_key text,
    OUT buyer_id uuid, OUT vertical text,
    OUT state text, OUT open_incidents boolean, OUT decided uuid
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
    END IF;
    IF asked_key IS NOT NULL THEN
        SELECT d.id INTO decided FROM decision d
        WHERE d.workspace_id = in_workspace AND d.decision_key = asked_key;
    END IF;
END $body$
"""

FIND_KEY = """
CREATE FUNCTION find_key(
    presented bytea,
    OUT workspace_id uuid, OUT key_id uuid, OUT kind text, OUT revoked_at timestamptz
) LANGUAGE plpgsql AS $body$
BEGIN
    EXECUTE format('SET LOCAL app.key_digest = %L', encode(presented, 'hex'));
    SELECT k.workspace_id, k.id, k.kind, k.revoked_at INTO workspace_id, key_id, kind, revoked_at
    FROM api_key k WHERE k.digest = presented;
END $body$
"""

ANY_OPEN_INCIDENT = """
CREATE FUNCTION any_open_incident(in_workspace uuid, of_buyer uuid, of_account uuid)
RETURNS boolean LANGUAGE sql STABLE AS $body$
    SELECT EXISTS (
        SELECT FROM buyer b JOIN incident i ON i.workspace_id = b.workspace_id AND i.buyer_id = b.id
        WHERE b.workspace_id = in_workspace
          AND (b.id = of_buyer OR b.merged_into = of_buyer OR b.account_id = of_account)
          AND i.opened_at IS NOT NULL AND (i.closed_at IS NULL OR i.closed_at < i.opened_at)
    )
$body$
"""

RECORD_DECISION = """
CREATE FUNCTION record_decision(
    in_workspace uuid, new_id uuid, asked_key text, of_buyer uuid, decided_at timestamptz,
    asked json, any_taken float8, ran_out text, believed json, not_shown json, drawn bytea,
    in_order float8, as_set float8, shown_as smallint[], of_version bigint, of_position bigint,
    offers text[], slots text[], chances float8[], gains float8[], probabilities float8[],
    needs text[], whys text[]
) RETURNS uuid LANGUAGE plpgsql AS $body$
DECLARE
    winner uuid;
BEGIN
    EXECUTE format('SET LOCAL app.workspace = %L', in_workspace);
    INSERT INTO decision (
        workspace_id, id, decision_key, buyer_id, at, context, chance, exhausted, belief,
        left_out, draw, ordered_propensity, set_propensity, display, model_version, model_position
    ) VALUES (
        in_workspace, new_id, asked_key, of_buyer, decided_at, asked, any_taken, ran_out, believed,
        not_shown, drawn, in_order, as_set, shown_as, of_version, of_position
    ) ON CONFLICT (workspace_id, decision_key) WHERE decision_key IS NOT NULL
    DO NOTHING RETURNING id INTO winner;
    IF winner IS NULL THEN
        SELECT d.id INTO STRICT winner FROM decision d
        WHERE d.workspace_id = in_workspace AND d.decision_key = asked_key;
        RETURN winner;
    END IF;
    INSERT INTO decision_step (
        workspace_id, decision_id, position, offer_key, slot, chance, gain,
        selection_probability, serves, reasons
    )
    SELECT in_workspace, new_id, s.n - 1, s.offer, s.slot, s.chance, s.gain, s.probability,
           s.serves::json, s.reasons::json
    FROM unnest(offers, slots, chances, gains, probabilities, needs, whys) WITH ORDINALITY
         AS s(offer, slot, chance, gain, probability, serves, reasons, n);
    RETURN new_id;
END $body$
"""

FUNCTIONS = ("find_key", "any_open_incident", "advise_read", "record_decision")


def upgrade() -> None:
    op.execute(FIND_KEY)
    op.execute(ANY_OPEN_INCIDENT)
    op.execute(ADVISE_READ)
    op.execute(RECORD_DECISION)
    for function in FUNCTIONS:
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {APP}")


def downgrade() -> None:
    for function in reversed(FUNCTIONS):
        op.execute(f"DROP FUNCTION {function}")
