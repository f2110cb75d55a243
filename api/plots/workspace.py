"""Pictures of how a workspace's sets compare with what was picked."""

from pathlib import Path

from api.plots.page import Section, Table, page
from api.plots.picture import bars, calibration
from recommender import HeldOut, Row


def draw(folder: Path, name: str, report: HeldOut) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    hits = {way: mean.value for way, mean in report.whole.next.items()}
    bars(folder / "hits.png", "The next pick was among them", "part of the picks", hits)
    fits = {"picked next": report.next, "picked next or later": report.later}
    points = {
        said: [(b.told, b.happened) for b in fit.bins if b.cases] for said, fit in fits.items()
    }
    calibration(folder / "calibration.png", "The chance of the set", points)
    rows = [report.whole, *report.personas, *report.motions, *report.histories]
    sections = [
        Section("How often the next pick was among them", ["hits.png"], _table(rows)),
        Section(
            "The chance that is told, and what happened",
            ["calibration.png"],
            Table(("", "error (ECE)"), [(said, f"{fit.error:.3f}") for said, fit in fits.items()]),
        ),
    ]
    words = f"{report.whole.cases:,} picks of {name} that the model had not seen."
    (folder / "index.html").write_text(page(f"{name}: held-out picks", words, sections))


def _table(rows: list[Row]) -> Table:
    columns = ("", "picks", *rows[0].next)
    return Table(
        columns,
        [(row.name, row.cases, *(f"{m.value:.3f}" for m in row.next.values())) for row in rows],
    )
