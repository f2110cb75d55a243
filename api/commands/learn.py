"""`cairn learn`: build the model of a workspace in full, and fit it."""

from dataclasses import dataclass
from time import perf_counter

from api import clock
from api.commands.console import AsJson, Workspace, command, err, out, print_json
from api.commands.workspace import found
from api.services.due import ALL
from api.services.fit import Fit, Fitting
from api.services.serve import Serve
from api.settings import Settings
from api.store.server import open_database


@dataclass(frozen=True, slots=True)
class Learned:
    acts: int
    seconds: float
    position: int
    version: int
    fitting: Fitting
    saved: bool


@command
async def learn(workspace: Workspace, json: AsJson = False) -> None:
    """Build the model from the whole log, fit it, and keep it as a checkpoint.

    Servers need this only to start quickly: they follow the log and fit by themselves.
    """
    async with open_database(Settings()) as database:
        home = await found(database, workspace)
        err.print(f"Reading the log of {home.slug} from its beginning")
        start, serve = perf_counter(), Serve(database)
        desk, acts = await serve.rebuild(home.id)
        seconds = perf_counter() - start
        fitting = await Fit(database, serve).fit(desk, ALL, clock.now())
        saved = fitting.saved or await serve.keep(home.id, desk.model, clock.now())
    learned = Learned(acts, seconds, desk.model.position, desk.model.version, fitting, saved)
    if json:
        print_json({"workspace": home.slug} | _plain(learned))
    else:
        _print(learned)


def _plain(learned: Learned) -> dict[str, object]:
    told = learned.fitting
    return {
        "acts": learned.acts,
        "position": learned.position,
        "version": learned.version,
        "picks": told.picks,
        "loss": {"before": told.before, "after": told.loss},
        "answers": told.answers,
        "refused": told.refused,
        "saved": learned.saved,
    }


def _print(learned: Learned) -> None:
    told = learned.fitting
    out.print(f"Learned from {learned.acts:,} acts in {learned.seconds:.1f} s.")
    out.print(
        f"Fitted to {told.picks:,} picks: their loss went from {told.before:.4f} to"
        f" {told.loss:.4f}. Fitted to {told.answers:,} answers."
    )
    for part in told.refused:
        out.print(f"FIT_REFUSED: {part}, not all finite numbers; what there was stays.")
    if not learned.saved:
        out.print("Not saved: a server has fitted meanwhile.")
