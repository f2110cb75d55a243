"""Logs of other kinds than the benchmark's, beside single models: is the ranker general?

    python -m benchmarks.ranking.other_kinds [--bench ../shared/bench] [LOG ...]

Prints for each log ours, every model, and the difference from each with its 95 % interval.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.ranking import baselines, derived
from benchmarks.ranking.measure import BENCH
from recommender import (
    Log,
    Truth,
    answer_questions,
    answer_stream,
    differences,
    means,
    measure,
)

COLUMNS = ("HR@20", "MRR@20", "SetHit@3", "SetHit@5")
Ranked = Sequence[Sequence[str]]


class Study(NamedTuple):
    truths: list[Truth]
    ours: Ranked
    rivals: Mapping[str, Ranked]


def unordered(of: derived.Unordered) -> Study:
    return Study(
        of.truths,
        [answer.ranked for answer in answer_questions(of.log, of.questions)],
        {
            name: baselines.ranked(of.log, of.questions, scores)
            for name, scores in baselines.models(of.log).items()
        },
    )


def stream(of: derived.Stream) -> Study:
    ours = [answer.ranked for answer in answer_stream(Log.of([]), of.lines)]
    return Study(of.truths, ours, baselines.streamed(of.lines))


LOGS: Mapping[str, Callable[[Path], Study]] = {
    "people": lambda bench: unordered(derived.people(bench)),
    "walks": lambda bench: unordered(derived.walks(bench)),
    "newborn": lambda bench: stream(derived.newborn(bench)),
}


def tell(name: str, study: Study) -> None:
    groups = [truth.group for truth in study.truths]
    ours = measure(study.truths, study.ours)
    print(f"\n## {name}: {len(groups):,} cases\n")
    print("| system | " + " | ".join(COLUMNS) + " | Cairn less it, SetHit@5 |")
    print("|---" * (len(COLUMNS) + 2) + "|")
    scores = means(ours, groups)
    cells = [f"**{scores[c].value:.3f}** ±{scores[c].half_width:.3f}" for c in COLUMNS]
    print("| **Cairn** | " + " | ".join(cells) + " | |")
    for rival, ranked in study.rivals.items():
        theirs = measure(study.truths, ranked)
        gain = differences(theirs, ours, groups)["SetHit@5"]
        cells = [f"{theirs[column].mean():.3f}" for column in COLUMNS]
        told = f"{gain.value:+.3f} [{gain.low:+.3f}, {gain.high:+.3f}]"
        print(f"| {rival} | " + " | ".join(cells) + f" | {told} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("logs", nargs="*", help=f"of {', '.join(LOGS)}; default: all")
    parser.add_argument("--bench", type=Path, default=BENCH, help="folder of the benchmark")
    options = parser.parse_args()
    for name in options.logs or LOGS:
        tell(name, LOGS[name](options.bench))


if __name__ == "__main__":
    main()
