"""What `cairn doctor` looks at: the invariants of a workspace, each with what was found."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from uuid import UUID

from api.services.misfits import misfits
from api.store import checkpoints, decisions, documents, examination
from api.store.database import Database
from api.store.migration import heads
from graph.schema import Schema
from recommender import (
    DamagedCheckpoint,
    DamagedDraw,
    Decision,
    OtherVersion,
    decode_model,
    encode,
    fold,
    replay,
)

REPLAYED = 1_000
"""The latest decisions that are replayed; older ones cannot change any more."""


BOUNDLESS = "a superuser, or BYPASSRLS: connect as another"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that must hold, and whether it does."""

    invariant: str
    sound: bool
    detail: str


class Examine:
    def __init__(self, database: Database, schema: Schema) -> None:
        self._database = database
        self._schema = schema

    async def server(self) -> tuple[Finding, ...]:
        """What holds for all workspaces together."""
        bare = await examination.unprotected_tables(self._database)
        bound = await examination.is_bound(self._database)
        there = await examination.revisions(self._database)
        return (
            _counted("row-level security is forced on every table", bare),
            Finding("the app's role is bound by it", bound, "holds" if bound else BOUNDLESS),
            Finding(
                "the database has the newest schema",
                there == heads(),
                f"at {', '.join(sorted(there)) or 'none'}",
            ),
        )

    async def workspace(
        self, workspace: UUID, seen: Callable[[int], None] = lambda _: None
    ) -> AsyncIterator[Finding]:
        """``seen`` is told how many journeys have been folded again."""
        for invariant, count in (await examination.breaches(self._database, workspace)).items():
            yield _counted(invariant, count)
        yield await self._journeys(workspace, seen)
        yield await self._decisions(workspace)
        yield await self._documents(workspace)
        yield await self._checkpoint(workspace)

    async def _journeys(self, workspace: UUID, seen: Callable[[int], None]) -> Finding:
        folded = wrong = 0
        async for state, acts in examination.histories(self._database, workspace):
            folded += 1
            wrong += state != (encode(fold(acts)).decode() if acts else None)
            seen(folded)
        detail = f"{folded} journeys folded again, {wrong} differ"
        return Finding("every journey is the fold of its log, to the byte", not wrong, detail)

    async def _decisions(self, workspace: UUID) -> Finding:
        ids = await examination.latest_decisions(self._database, workspace, REPLAYED)
        wrong = 0
        for id_ in ids:
            stored = await decisions.find(self._database, workspace, id_)
            wrong += stored is None or not _replays(stored.decision)
        detail = f"{len(ids)} decisions replayed, {wrong} differ"
        return Finding("every decision replays to the byte", not wrong, detail)

    async def _documents(self, workspace: UUID) -> Finding:
        kept = await documents.read(self._database, workspace)
        found = [next(misfits(self._schema, one.name, one.text), None) for one in kept]
        outdated = [f"{one.field}: {one.message}" for one in found if one]
        detail = "; ".join(outdated) or f"{len(kept)} documents"
        return Finding("every trusted document fits the schema", not outdated, detail)

    async def _checkpoint(self, workspace: UUID) -> Finding:
        invariant = "the model's newest checkpoint can be read"
        kept = await checkpoints.latest(self._database, workspace)
        if not kept:
            return Finding(invariant, sound=True, detail="none yet; `cairn learn` makes one")
        try:
            model = decode_model(kept[0].payload)
        except (DamagedCheckpoint, OtherVersion):
            return Finding(invariant, sound=False, detail="run `cairn learn` to build it again")
        return Finding(invariant, sound=True, detail=f"at position {model.position} of the log")


def _counted(invariant: str, count: int) -> Finding:
    return Finding(invariant, count == 0, "holds" if count == 0 else f"broken {count} times")


def _replays(decision: Decision) -> bool:
    try:
        again = replay(decision.draw)
    except DamagedDraw:
        return False
    return (
        again.offers == tuple(step.offer for step in decision.steps)
        and again.gains == tuple(step.gain for step in decision.steps)
        and again.selection_probabilities
        == tuple(step.selection_probability for step in decision.steps)
        and again.display == decision.display
        and again.set_propensity == decision.set_propensity
        and again.ordered_propensity == decision.ordered_propensity
        and again.chance_any_taken == decision.chance_any_taken
    )
