"""What a simulation found, as tables for people."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from api.plots.page import Table
from recommender import SimulationLevel, SimulationReport


class Named(NamedTuple):
    title: str
    table: Table


def tables(level: SimulationLevel, events: Sequence[int]) -> Iterator[Named]:
    yield Named(
        "Chance that at least one step is taken, by acts seen before", _rates(level, events)
    )
    yield Named("Regret against one who knows the need", _regrets(level, events))
    yield Named("What became of whole journeys", _ways(level))
    yield Named("What sets are worth", _worth(level, events))
    yield Named("The told chance of a set, and the belief behind it", _belief(level, events))


def goals(report: SimulationReport) -> Table:
    return Table(
        ("goal", "reached", "to reach", "met"),
        [
            (goal.name, f"{goal.reached:.3f}", goal.goal, "yes" if goal.met else "NO")
            for goal in report.goals
        ],
    )


def _rates(level: SimulationLevel, events: Sequence[int]) -> Table:
    rows = [(one.title, *map(part, one.rates)) for one in level.rates]
    return Table(("policy", *map(str, events)), rows)


def _regrets(level: SimulationLevel, events: Sequence[int]) -> Table:
    rows = [(one.title, *map(part, one.regrets)) for one in level.rates]
    return Table(("policy", *map(str, events)), rows)


def _ways(level: SimulationLevel) -> Table:
    columns = (
        *("policy", "completed", "whole groups", "left: content", "left: pathway", "no end"),
        "sets answered",
    )
    rows = [
        (
            one.title,
            *map(part, (one.completed, one.groups, one.poor_content, one.poor_pathway)),
            *map(part, (one.unfinished, one.answered)),
        )
        for one in level.ways
    ]
    return Table(columns, rows)


def _worth(level: SimulationLevel, events: Sequence[int]) -> Table:
    over = (
        ("set over single path", level.over_path),
        ("set over top N, both unexplored", level.over_top_n),
    )
    rows = [
        (name, *(f"{one.mean:+.3f} ±{2 * one.error:.3f}" for one in differences))
        for name, differences in over
    ]
    return Table(("difference ± two standard errors", *map(str, events)), rows)


def _belief(level: SimulationLevel, events: Sequence[int]) -> Table:
    rows: list[tuple[str, ...]] = []
    for one in level.believed:
        heard = f"{one.hidden:.0%} hidden"
        rows += [
            (f"at least one taken, {heard}", *map(part, one.rates)),
            (f"share of the true need, {heard}", *map(part, one.true_need)),
            (f"log loss of the true need, {heard}", *map(part, one.log_loss)),
        ]
    return Table(("belief, by acts", *map(str, events)), rows)


def sentences(level: SimulationLevel) -> Iterator[str]:
    """What is one number each."""
    told, completed = level.told, level.completed_over_path
    yield (
        f"Told chance of a set: {told.calibration.told:.3f}, true {told.calibration.happened:.3f}, "
        f"calibration error {told.calibration.error:.3f}, log loss {told.log_loss:.3f} "
        f"(the truth itself has {told.least:.3f}); at the moments of the first table "
        f"{level.told_watched.calibration.error:.3f}."
    )
    for one in level.believed:
        yield (
            f"Likeliest need, {one.hidden:.0%} hidden: told {one.likeliest.told:.3f}, right "
            f"{one.likeliest.happened:.3f}, calibration error {one.likeliest.error:.3f}."
        )
    yield (
        f"Journeys completed, sets over a single path: {completed.mean:+.3f} "
        f"±{2 * completed.error:.3f}."
    )


def part(value: float) -> str:
    return f"{value:.3f}"
