"""`cairn evaluate score`: answers against what happened next."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from api import plots
from api.commands.console import AsJson, command, out, print_json, print_table
from api.interchange.replay.truths import Id, aligned, read_answers, read_truths
from recommender import Difference, Mean, Measures, Truth, coverage, differences, means, measure

Gains = Mapping[str, Mapping[str, Difference]]
"""By rival and measure."""


def _file(help: str) -> typer.models.OptionInfo:  # noqa: A002  # the option's name for it
    option: typer.models.OptionInfo = typer.Option(help=help, exists=True, dir_okay=False)
    return option


@command
async def score(
    cases: Annotated[Path, _file("The cases, with target and rest.")],
    predictions: Annotated[Path, _file("Answers to score.")],
    against: Annotated[list[Path], _file("Answers to compare with, once a file.")] = [],  # noqa: B006  # Typer copies it
    plots_to: Annotated[
        Path | None, typer.Option("--plots", help="A folder for pictures and a page of them.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Score answers to held-out cases, and compare them with other answers in pairs.

    HR@k: the next item is among the first k. MRR@20: 1 / its rank. SetHit@k: at least one of the
    first k occurs in the rest of the session. Intervals (95 %) are from samples of whole sessions.
    """
    if plots_to is not None:
        plots.ready()
    truths = read_truths(cases)
    ranked = aligned(truths, read_answers(predictions))
    found, groups = measure(list(truths.values()), ranked), [t.group for t in truths.values()]
    scores, covered = means(found, groups), coverage(ranked)
    gains = {_name(file): differences(_measured(truths, file), found, groups) for file in against}
    if plots_to is not None:
        from api.plots.scores import draw  # noqa: PLC0415  # with it comes matplotlib

        draw(plots_to, predictions.name, scores, gains)
    if json:
        print_json(_plain(len(truths), scores, covered, gains))
    else:
        _print(len(truths), scores, covered, gains)


def _name(file: Path) -> str:
    return file.name.partition(".")[0]


def _measured(truths: Mapping[Id, Truth], file: Path) -> Measures:
    return measure(list(truths.values()), aligned(truths, read_answers(file)))


def _plain(
    cases: int, scores: Mapping[str, Mean], covered: Mapping[int, int], gains: Gains
) -> dict[str, object]:
    return {
        "cases": cases,
        "scores": {name: mean._asdict() for name, mean in scores.items()},
        "covered": covered,
        "less": {rival: {n: d._asdict() for n, d in of.items()} for rival, of in gains.items()},
    }


def _print(
    cases: int, scores: Mapping[str, Mean], covered: Mapping[int, int], gains: Gains
) -> None:
    out.print(f"{cases:,} cases")
    rows = [
        (
            name,
            f"{mean.value:.4f} ±{mean.half_width:.4f}",
            *(_told(of[name]) for of in gains.values()),
        )
        for name, mean in scores.items()
    ]
    print_table(("", "score", *(f"less {name}" for name in gains)), rows)
    for depth, count in covered.items():
        out.print(f"Distinct items among the first {depth}: {count:,}")


def _told(gain: Difference) -> str:
    """Marked where the interval leaves out zero."""
    mark = " *" if gain.real else ""
    return f"{gain.value:+.4f} ({gain.low:+.4f} to {gain.high:+.4f}){mark}"
