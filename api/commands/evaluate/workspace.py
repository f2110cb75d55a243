"""`cairn evaluate workspace`: the sets against what buyers of a workspace really picked next."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from api import plots
from api.commands.console import (
    AsJson,
    Workspace,
    command,
    out,
    print_json,
    print_table,
    progress,
)
from api.commands.workspace import found
from api.errors import InvalidValue
from api.services.evaluate_workspace import Evaluated, Plan, Seen, evaluate_workspace
from api.settings import Settings
from api.store.server import open_database
from recommender import WAYS, Calibration, HeldOut, Mean, Row, moment_of

COLUMNS = ("picks", *WAYS)
ENOUGH = 10
"""Companies or buyers, for an interval."""


@command
async def workspace(
    workspace: Workspace,
    part: Annotated[
        float,
        typer.Option(min=0.01, max=0.9, help="Which part of the picks, the latest, to judge."),
    ] = 0.2,
    cases: Annotated[int, typer.Option(min=1, help="The most picks to judge, evenly.")] = 5_000,
    size: Annotated[int, typer.Option(min=1, max=10, help="Steps of a set.")] = 5,
    follow: Annotated[
        bool, typer.Option("--follow", help="Go on learning in the later part, as a server does.")
    ] = False,
    plots_to: Annotated[
        Path | None, typer.Option("--plots", help="A folder for pictures and a page of them.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Learn the earlier part of the log; see how often the next pick was in the set.

    A pick is a buyer's first touch of an offer. Beside the set of best-bet next steps stand the
    best by chance alone, the most popular offers and the editor's links, all under the same gates.
    Intervals are from samples of whole companies, or of buyers without one.
    """
    if plots_to is not None:
        plots.ready()
    async with open_database(Settings()) as database:
        home = await found(database, workspace)
        with _watched(home.slug) as seen:
            evaluated = await evaluate_workspace(
                database, home.id, Plan(part, cases, size, follow), seen
            )
    if not evaluated.report.whole.cases:
        raise InvalidValue(f"{home.slug} has no picks to hold out: there is nothing to judge by.")
    if plots_to is not None:
        from api.plots.workspace import draw  # noqa: PLC0415  # with it comes matplotlib

        draw(plots_to, home.slug, evaluated.report)
    if json:
        print_json({"workspace": home.slug, "follow": follow, **_plain(evaluated)})
    else:
        _print(evaluated, size)


@contextlib.contextmanager
def _watched(name: str) -> Iterator[Seen]:
    with progress(name) as bar:
        yield lambda _, done, total: bar(done, total)


def _print(evaluated: Evaluated, size: int) -> None:
    report, whole = evaluated.report, evaluated.report.whole
    split = moment_of(evaluated.split)
    out.print(
        f"Learned from {evaluated.learned:,} acts before {split:%Y-%m-%d %H:%M} UTC; "
        f"{whole.cases:,} of {evaluated.picks:,} later picks of {whole.groups:,} companies or "
        f"buyers are judged, {size} offers each."
    )
    out.print("\nHow often the next pick was among them:")
    _rows([report.whole._replace(name="all picks")], later=False)
    for title, rows in _parts(report).items():
        out.print(f"\nBy {title}:")
        _rows(rows, later=False)
    out.print("\nHow often any of them was picked, next or later:")
    _rows([report.whole._replace(name="all picks")], later=True)
    for way, gain in report.better.items():
        out.print(f"The set less {way}: {gain.value:+.3f} ({gain.low:+.3f} to {gain.high:+.3f})")
    out.print("\nThe chance told that any step of the set is taken, and how often one was:")
    _bins(report.next, report.later)
    covered = ", ".join(f"{way} {count}" for way, count in report.covered.items())
    out.print(f"\nDistinct offers shown, of {evaluated.offers}: {covered}")


def _parts(report: HeldOut) -> Mapping[str, Sequence[Row]]:
    return {
        "persona, as believed": report.personas,
        "motion": report.motions,
        "touches before": report.histories,
    }


def _rows(rows: Sequence[Row], *, later: bool) -> None:
    lines = [
        (row.name, f"{row.cases:,}", *_cells(row.later if later else row.next, row.groups))
        for row in rows
    ]
    print_table(("", *COLUMNS), lines)


def _cells(hits: Mapping[str, Mean], groups: int) -> list[str]:
    """Without an interval where it would rest on too little."""
    sure = groups >= ENOUGH
    return [f"{m.value:.3f}" + (f" ±{m.half_width:.3f}" if sure else "") for m in hits.values()]


def _bins(next_: Calibration, later: Calibration) -> None:
    rows = [
        (f"{a.cases:,}", f"{a.told:.3f}", f"{a.happened:.3f}", f"{b.happened:.3f}")
        for a, b in zip(next_.bins, later.bins, strict=True)
        if a.cases
    ]
    whole = ("all", f"{next_.told:.3f}", f"{next_.happened:.3f}", f"{later.happened:.3f}")
    error = ("error (ECE)", "", f"{next_.error:.3f}", f"{later.error:.3f}")
    print_table(("picks", "told", "next", "next or later"), [*rows, whole, error])


def _plain(evaluated: Evaluated) -> dict[str, object]:
    report = evaluated.report
    return {
        "split": evaluated.split,
        "learned": evaluated.learned,
        "picks": evaluated.picks,
        "judged": report.whole.cases,
        "groups": report.whole.groups,
        "offers": evaluated.offers,
        "covered": report.covered,
        "all": _plain_row(report.whole),
        "personas": list(map(_plain_row, report.personas)),
        "motions": list(map(_plain_row, report.motions)),
        "histories": list(map(_plain_row, report.histories)),
        "setLess": {way: gain._asdict() for way, gain in report.better.items()},
        "calibration": {"next": _plain_fit(report.next), "later": _plain_fit(report.later)},
    }


def _plain_row(row: Row) -> dict[str, object]:
    return {
        "name": row.name,
        "cases": row.cases,
        "groups": row.groups,
        "next": {way: mean._asdict() for way, mean in row.next.items()},
        "later": {way: mean._asdict() for way, mean in row.later.items()},
    }


def _plain_fit(of: Calibration) -> dict[str, object]:
    return {**of._asdict(), "bins": [one._asdict() for one in of.bins]}
