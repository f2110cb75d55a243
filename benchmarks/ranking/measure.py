"""Ours beside every anchor, on the five sets of the benchmark: the table that anyone can rerun.

    python -m benchmarks.ranking.measure [--bench ../shared/bench] [--out FOLDER] [SET ...]

Answers the cases of each set by what `cairn evaluate replay` runs, scores them, and prints a table
for each with intervals, the difference from each anchor whose answers are known, learning curves
and how well the told chance fits. With --out it keeps answers, results.json and pictures.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from api.interchange.replay.truths import aligned, read_answers
from api.plots.page import Section, Table, page
from api.plots.picture import calibration, lines
from benchmarks.ranking.anchors import Curve, curve, predicted, published
from benchmarks.ranking.answered import Answered, Task, answered, told_and_happened
from benchmarks.ranking.curves import learned
from recommender import Calibration, Difference, Mean, coverage, differences, means, measure

BENCH = Path(__file__).parents[2] / "../shared/bench"
SETS = ("msweb", "msweb_g1", "rsc15_100k_new", "deskdrop_journey_stream", "wikispeedia")
COLUMNS = ("HR@1", "HR@3", "HR@5", "HR@20", "MRR@20", "SetHit@3", "SetHit@5")


class Report:
    """Printed as it grows, and kept for a page."""

    def __init__(self, out: Path | None) -> None:
        self.out = out
        self.sections: list[Section] = []
        self.results: dict[str, object] = {}

    def table(self, title: str, table: Table, *pictures: str) -> None:
        print(f"\n## {title}\n")
        print("| " + " | ".join(table.columns) + " |")
        print("|" + "---|" * len(table.columns))
        for row in table.rows:
            print("| " + " | ".join(map(str, row)) + " |")
        sys.stdout.flush()
        self.sections.append(Section(title, pictures if self.out else (), table))

    def write(self) -> None:
        if self.out is not None:
            words = "Cairn beside the anchors of the benchmark: see benchmarks/ranking/README.md."
            (self.out / "index.html").write_text(page("Ranking", words, self.sections))
            (self.out / "results.json").write_text(json.dumps(self.results, indent=2) + "\n")


def of_set(report: Report, bench: Path, task: Task) -> Answered:
    name = task.folder.name
    out = None if report.out is None else report.out / f"{name}.jsonl"
    found = answered(task, out=out, seen=lambda n: print(f"{name}: {n:,}", file=sys.stderr))
    ours = means(found.measures, found.groups)
    rate = len(found.ranked) / found.seconds
    _table(report, bench, name, ours, f"{rate:,.0f} cases/s, training included")
    paired = _paired(report, bench, task, found)
    report.results[name] = {
        "cases": len(found.ranked),
        "casesPerSecond": round(rate),
        "measures": {measured: list(mean) for measured, mean in ours.items()},
        "coverage": coverage(found.ranked),
        "differences": paired,
    }
    return found


def _table(report: Report, bench: Path, name: str, ours: dict[str, Mean], title: str) -> None:
    rows = [["**Cairn**", *(f"**{ours[c].value:.4f}** ±{ours[c].half_width:.4f}" for c in COLUMNS)]]
    rows += [
        [system, *(f"{values[column]:.4f}" for column in COLUMNS)]
        for system, values in published(bench, name).items()
    ]
    report.table(f"{name}: {title}", Table(("system", *COLUMNS), rows))


def _paired(report: Report, bench: Path, task: Task, found: Answered) -> dict[str, object]:
    """Ours - the anchor's, on the same cases, with the interval of the difference."""
    name = task.folder.name
    kept: dict[str, object] = {}
    rows = []
    for file in predicted(bench, name):
        ranked = aligned(task.truths, read_answers(file))
        theirs = measure(list(task.truths.values()), ranked)
        gains = differences(theirs, found.measures, found.groups)
        rows.append([file.name.removesuffix(".jsonl.gz"), *(_told(gains[c]) for c in COLUMNS)])
        kept[rows[-1][0]] = {measured: list(gain) for measured, gain in gains.items()}
    report.table(
        f"{name}: Cairn less the anchor, 95 % intervals", Table(("anchor", *COLUMNS), rows)
    )
    return kept


def _told(gain: Difference) -> str:
    mark = "**" if gain.real else ""
    return f"{mark}{gain.value:+.4f}{mark} [{gain.low:+.4f}, {gain.high:+.4f}]"


def of_curve(report: Report, task: Task, curve: Curve) -> None:
    name, ours = task.folder.name, learned(task, curve)
    rows = [["**Cairn**", *(f"**{value:.3f}**" for value in ours)]]
    rows += [[rival, *(f"{v:.3f}" for v in values)] for rival, values in curve.rivals.items()]
    gains = [f"{mine - best:+.3f}" for mine, best in zip(ours, curve.best, strict=True)]
    rows.append(["Cairn less the best of them", *gains])
    picture = f"curve_{name}.png"
    title = f"{name}: SetHit@5 after so many training sessions"
    if report.out is not None:
        series = {"Cairn": ours, **curve.rivals}
        lines(report.out / picture, title, ("training sessions", "SetHit@5"), curve.sizes, series)
    columns = ("system", *(f"{size:,}" for size in curve.sizes))
    report.table(title, Table(columns, rows), picture)
    report.results[f"curve {name}"] = dict(zip(map(str, curve.sizes), ours, strict=True))


def of_calibration(report: Report, found: dict[str, Answered]) -> None:
    told = {name: Calibration.of(*told_and_happened(one)) for name, one in found.items()}
    rows = [[name, *(f"{value:.3f}" for value in one[1:])] for name, one in told.items()]
    title = "Chance that any of the first five is taken: as told, and as it happened"
    picture = "calibration.png"
    if report.out is not None:
        points = {
            name: [(b.told, b.happened) for b in one.bins if b.cases] for name, one in told.items()
        }
        calibration(report.out / picture, title, points)
    report.table(title, Table(("set", "error (ECE)", "told", "happened"), rows), picture)
    report.results["calibration"] = {
        name: {"error": one.error, "bins": [list(b) for b in one.bins]}
        for name, one in told.items()
    }


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="*", choices=[*SETS, []], help="default: all")
    parser.add_argument("--bench", type=Path, default=BENCH, help="folder of the benchmark")
    parser.add_argument("--out", type=Path, help="folder for answers, results and pictures")
    parser.add_argument("--no-curves", action="store_true", help="leave the learning curves out")
    options = parser.parse_args(arguments)
    if options.out is not None:
        options.out.mkdir(parents=True, exist_ok=True)
    report, found = Report(options.out), dict[str, Answered]()
    for name in options.sets or SETS:
        if not (options.bench / name / "cases.jsonl").exists():
            print(f"{name} is left out: there is no {options.bench / name}", file=sys.stderr)
            continue
        task = Task.of(options.bench / name)
        found[name] = of_set(report, options.bench, task)
        rivals = curve(options.bench, name)
        if rivals is not None and not options.no_curves:
            of_curve(report, task, rivals)
        report.write()
    of_calibration(report, found)
    report.write()


if __name__ == "__main__":
    main()
