"""Every invariant is seen to fail: each breach is planted in SQL, past all that keeps it out."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import asyncpg
import pytest

from api.services.advise import Advise
from api.services.desk import Desks
from api.services.examine import Examine
from api.services.serve import Serve
from api.store import buyers, catalogue_writing, examination, ingest, workspaces
from api.store.arrivals import Arrival, IdentityKind
from api.store.database import Database
from api.store.decisions import Ref
from graph.questions import Ask, BuyerRef, RefKind
from graph.schema import build
from recommender import Instant, Kind, Model, StepContext
from tests.api.house import CATALOGUE, START
from tests.conftest import Urls

NOW = Instant(START + 1_000)
SCHEMA = build()

GUARDED = "row-level security is forced on every table"
BOUND = "the app's role is bound by it"
NEWEST = "the database has the newest schema"
OWNED = "every act belongs to a buyer"
ONE_HOP = "every identity leads to a buyer in one hop"
STANDING = "merged buyers point at a buyer who stands"
ABSORBED = "merged buyers have no journey of their own"
JOINED = "every outcome joins a decision of this workspace"
SHOWN = "every decision shows each of its steps"
PROBABLE = "propensities are probabilities"
BEHIND = "the log lies behind the server's transactions"
FOLDED = "every journey is the fold of its log, to the byte"
REPLAYED = "every decision replays to the byte"
FITTING = "every trusted document fits the schema"
READABLE = "the model's newest checkpoint can be read"
ALL = (
    *(GUARDED, BOUND, NEWEST, OWNED, ONE_HOP, STANDING, ABSORBED, JOINED),
    *(SHOWN, PROBABLE, BEHIND, FOLDED, REPLAYED, FITTING, READABLE),
)


@dataclass(frozen=True)
class Stage:
    """A sound workspace: ann, whom the visitor merged into, and ben; one decision and its click."""

    database: Database
    superuser: str
    workspace: UUID
    ann: UUID
    ben: UUID
    visitor: UUID

    async def plant(self, breach: str) -> None:
        """SQL that may name the workspace and two of the buyers, in braces."""
        names = {name: f"'{getattr(self, name)}'" for name in ("workspace", "ben", "visitor")}
        connection = await asyncpg.connect(self.superuser)
        await connection.execute(breach.format(**names))
        await connection.close()

    async def unsound(self) -> set[str]:
        examine = Examine(self.database, SCHEMA)
        findings = [*await examine.server()]
        findings += [finding async for finding in examine.workspace(self.workspace)]
        assert tuple(finding.invariant for finding in findings) == ALL
        return {finding.invariant for finding in findings if not finding.sound}


@pytest.fixture
async def stage(fresh_database: Database, fresh_urls: Urls) -> Stage:
    home = await workspaces.create(fresh_database, slug="home", name="Home", at=START)
    await catalogue_writing.replace(fresh_database, home, CATALOGUE)
    device = (IdentityKind.ANONYMOUS_ID, "device")
    ann, ben = ((IdentityKind.USER_ID, name) for name in ("ann", "ben"))
    await _write(fresh_database, home, _act("1", device), _act("2", ben), _act("3", ann))
    visitor, _, _ = [await _found(fresh_database, home, *one) for one in (device, ben, ann)]
    asked = Ask(BuyerRef.of(RefKind.USER_ID, "ann"), StepContext(size=2))
    serve = Serve(fresh_database)
    advice = await Advise(fresh_database, Desks(serve.open), uuid4).decide(home, asked, NOW)
    clicked = _act("4", ann, device, decision=advice.decision.id)
    await _write(fresh_database, home, clicked)
    await serve.learn(home, model := Model.empty())
    await serve.keep(home, model, NOW)
    return Stage(
        fresh_database,
        fresh_urls.app.replace("//cairn_app@", "//postgres@"),
        home,
        ann=await _found(fresh_database, home, *ann),
        ben=await _found(fresh_database, home, *ben),
        visitor=visitor,
    )


def _act(
    message: str, *identities: tuple[IdentityKind, str], decision: UUID | None = None
) -> Arrival:
    at = Instant(START + int(message))
    return Arrival(
        message, at, at, identities, Kind.CLICKED, offer="audit_guide", decision=decision
    )


async def _write(database: Database, workspace: UUID, *acts: Arrival) -> None:
    async with database.transaction(workspace) as connection:
        await ingest.write(connection, workspace, acts, now=NOW, source="test")


async def _found(database: Database, workspace: UUID, kind: IdentityKind, value: str) -> UUID:
    buyer = await buyers.find(database, workspace, Ref(kind.value, value))
    assert buyer is not None
    return buyer


async def test_what_the_services_make_is_sound(stage: Stage) -> None:
    assert stage.visitor not in {stage.ann, stage.ben}
    assert await stage.unsound() == set()


BREACHES: dict[str, tuple[str, set[str]]] = {
    "an act of nobody": (
        """
        INSERT INTO interaction (workspace_id, id, buyer_id, kind, occurred_at, channel)
        VALUES ({workspace}, gen_random_uuid(), gen_random_uuid(), 'viewed', now(), 'web')
        """,
        {OWNED},
    ),
    "an identity of an absorbed buyer": (
        "UPDATE identity SET buyer_id = {visitor} WHERE kind = 'anonymous_id'",
        {ONE_HOP},
    ),
    "a chain of two merges": (
        """
        INSERT INTO buyer (workspace_id, id, merged_into, created_at)
        VALUES ({workspace}, gen_random_uuid(), {visitor}, now())
        """,
        {STANDING},
    ),
    "a journey of an absorbed buyer": (
        """
        INSERT INTO journey (workspace_id, buyer_id, state)
        SELECT workspace_id, {visitor}, state FROM journey WHERE buyer_id = {ben}
        """,
        {ABSORBED},
    ),
    "an outcome of a decision that is gone": (
        "DELETE FROM decision_step; DELETE FROM decision",
        {JOINED},
    ),
    "a step that is gone": ("DELETE FROM decision_step WHERE position = 1", {SHOWN, REPLAYED}),
    "a propensity above one": (
        "UPDATE decision SET set_propensity = 1.5",
        {PROBABLE, REPLAYED},
    ),
    "a propensity that is no number": (
        "UPDATE decision SET ordered_propensity = 'NaN'",
        {PROBABLE, REPLAYED},
    ),
    "a set less likely than one of its orders": (
        "UPDATE decision SET ordered_propensity = 0.9, set_propensity = 0.1",
        {PROBABLE, REPLAYED},
    ),
    "acts from a server that was further on": (
        "UPDATE interaction SET tx = tx + 1000000",
        {BEHIND},
    ),
    "a journey that is not the fold": (
        "UPDATE journey SET state = state || ' ' WHERE buyer_id = {ben}",
        {FOLDED},
    ),
    "a journey that is gone": ("DELETE FROM journey WHERE buyer_id = {ben}", {FOLDED}),
    "a journey without acts": ("DELETE FROM interaction WHERE buyer_id = {ben}", {FOLDED}),
    "an absorbed act that is left out": (
        "DELETE FROM interaction WHERE buyer_id = {visitor}",
        {FOLDED},
    ),
    "a draw that cannot be read": ("UPDATE decision SET draw = '\\x00'", {REPLAYED}),
    "a probability that was not drawn": (
        "UPDATE decision_step SET selection_probability = 0.5 WHERE position = 0",
        {REPLAYED},
    ),
    "a checkpoint that cannot be read": (
        "UPDATE model_checkpoint SET payload = '\\x00'",
        {READABLE},
    ),
    "a document of another schema": (
        "INSERT INTO document VALUES ({workspace}, 'old', '', '{{ gone }}', now())",
        {FITTING},
    ),
    "a table without its guard": ("ALTER TABLE offer NO FORCE ROW LEVEL SECURITY", {GUARDED}),
    "a table without a policy": ("CREATE TABLE bare (n int)", {GUARDED}),
    "an older schema": ("UPDATE alembic_version SET version_num = '0001'", {NEWEST}),
}


@pytest.mark.parametrize("breach", BREACHES)
async def test_a_breach_is_told_and_nothing_else(stage: Stage, breach: str) -> None:
    statements, told = BREACHES[breach]
    await stage.plant(statements)
    assert await stage.unsound() == told


async def test_a_role_that_sees_every_workspace_is_told(stage: Stage) -> None:
    unbound = await Database.open(stage.superuser, size=1)
    told = {f.invariant for f in await Examine(unbound, SCHEMA).server() if not f.sound}
    await unbound.close()
    assert told == {BOUND}


async def test_journeys_are_read_page_by_page(stage: Stage) -> None:
    histories = examination.histories(stage.database, stage.workspace, at_once=1)
    assert sorted([len(acts) async for _, acts in histories]) == [1, 3]
