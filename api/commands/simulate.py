"""`cairn simulate`: what sets are worth where the truth is known, because it was planted."""

from collections.abc import Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.commands.console import AsJson, command, err, out, print_json, print_table, progress
from api.interchange.catalogue_dump import dump_yaml
from api.interchange.event_dump import dump_events
from api.plots import ready
from api.plots.simulation_tables import goals, sentences, tables
from recommender import (
    ALL_FACETS,
    Facets,
    Sight,
    SimulationPlan,
    SimulationReport,
    plant,
    season,
)
from recommender import simulate as run

USUAL = SimulationPlan()


class Needs(StrEnum):
    SHARP = "sharp"
    MEDIUM = "medium"
    BLURRED = "blurred"


@command
async def simulate(
    seed: Annotated[int, typer.Option(min=0, help="Of the first world; the others follow.")] = (
        USUAL.seed
    ),
    worlds: Annotated[int, typer.Option(min=1, help="Worlds for each kind of needs.")] = (
        USUAL.worlds
    ),
    needs: Annotated[
        list[Needs], typer.Option(help="How far needs tell offers apart; once for each kind.")
    ] = list(Needs),  # noqa: B006  # Typer copies it
    buyers: Annotated[
        int, typer.Option(min=20, help="From whom the engine learns, in each world.")
    ] = USUAL.learners,
    size: Annotated[int, typer.Option(min=1, max=10, help="Steps of a set.")] = USUAL.size,
    hidden: Annotated[
        float, typer.Option(min=0.0, max=0.99, help="Part of all acts hidden from the engine.")
    ] = USUAL.sight.hidden,
    weeks: Annotated[
        int, typer.Option(min=2, max=104, help="How long the engine learns before it is measured.")
    ] = USUAL.weeks,
    log: Annotated[
        Path | None,
        typer.Option(help="Write the first world's events here, and its catalogue beside them."),
    ] = None,
    plots: Annotated[
        Path | None, typer.Option(file_okay=False, help="Draw PNG and one HTML page into a folder.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Send buyers through a maze with planted truth, and see what sets do for them.

    The engine that serves is asked at every moment; beside its sets stand single paths, rankings,
    diversifiers, and one who knows each buyer's need. Nothing is read from or written to a
    database. The same options give the same numbers. What is planted, and what each figure means,
    is told in docs/simulation.md.
    """
    if plots is not None:
        ready()
    plan = SimulationPlan(
        seed=seed,
        worlds=worlds,
        size=size,
        weeks=weeks,
        learners=buyers,
        watched=buyers * USUAL.watched // USUAL.learners,
        travellers=buyers * USUAL.travellers // USUAL.learners,
        sight=Sight(hidden=hidden),
    )
    kinds = [facets for facets in ALL_FACETS if facets.name in needs]
    if log is not None:
        _write(log, plan, kinds[0])
    with progress("Buyers in the maze") as seen:
        report = run(plan, kinds, on_progress=seen)
    if plots is not None:
        _draw(report, plots)
    if json:
        print_json(_plain(asdict(report)))
    else:
        _print(report)


def _write(log: Path, plan: SimulationPlan, kind: Facets) -> None:
    """Events that were heard, and the catalogue as editors wrote it: both can be imported."""
    with log.open("wb") as file:  # first: what cannot be written is told before the minute's work
        world = plant(kind, plan)
        served = season(world, plan)
        file.writelines(dump_events(served.desk.log, served.accounts))
    beside = log.with_name(f"{log.stem}.catalogue.yaml")
    beside.write_text(dump_yaml(world.catalogue), encoding="utf-8")
    err.print(
        f"{len(served.desk.log):,} events in {log}, their catalogue in {beside}", markup=False
    )


def _draw(report: SimulationReport, folder: Path) -> None:
    from api.plots.simulation import draw  # noqa: PLC0415  # matplotlib is an optional extra

    err.print(f"Drawn: {draw(report, folder)}", markup=False)


def _print(report: SimulationReport) -> None:
    for level in report.levels:
        out.print(f"{level.facets.capitalize()} needs", style="bold underline")
        for title, table in tables(level, report.events):
            _table(title, table.columns, table.rows)
        for sentence in sentences(level):
            out.print(sentence, markup=False)
        out.print()
    _table("Goals", *goals(report))


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    out.print(title, style="bold")
    print_table(columns, rows)
    out.print()


def _plain(value: object) -> object:
    """Named tuples are told by name too."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, tuple):
        named = getattr(value, "_asdict", None)
        return _plain(named()) if named else [_plain(one) for one in value]
    return value
