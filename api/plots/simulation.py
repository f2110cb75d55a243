"""A simulation drawn: pictures beside each table, on one page."""

from pathlib import Path

from api.plots import picture
from api.plots.page import Section, Table, page
from api.plots.simulation_tables import goals, sentences, tables
from recommender import SimulationLevel, SimulationReport

PAGE = "simulation.html"


def draw(report: SimulationReport, folder: Path) -> Path:
    """Write PNG files and the page that shows them; where that page is."""
    folder.mkdir(parents=True, exist_ok=True)
    sections = [
        Section(f"{level.facets.capitalize()} needs: {title}", pictures, table)
        for level in report.levels
        for title, pictures, table in _sections(report, level, folder)
    ]
    words = (
        f"{report.worlds} worlds of each kind from seed {report.seed}. What is planted is known, "
        "so every chance here is the true one."
    )
    html = page(
        "Sets against single paths", words, [Section("Goals", (), goals(report)), *sections]
    )
    (folder / PAGE).write_text(html, encoding="utf-8")
    return folder / PAGE


def _sections(
    report: SimulationReport, level: SimulationLevel, folder: Path
) -> list[tuple[str, list[str], Table]]:
    drawn = _pictures(report, level, folder)
    found = [
        (named.title, [name] if name else [], named.table)
        for named, name in zip(tables(level, report.events), drawn, strict=True)
    ]
    told = Table(("in words",), [(sentence,) for sentence in sentences(level)])
    calibrated = f"{level.facets}-calibration.png"
    bins = [(one.told, one.happened) for one in level.told.calibration.bins if one.cases]
    picture.calibration(folder / calibrated, f"{level.facets} needs: told chance", {"set": bins})
    return [*found, ("The told chance of a set", [calibrated], told)]


def _pictures(report: SimulationReport, level: SimulationLevel, folder: Path) -> list[str]:
    """One for each table, in the order of the tables; an empty name where a table says it all."""
    kind, across = f"{level.facets} needs", "acts seen before"
    rates = {one.title: one.rates for one in level.rates}
    regrets = {one.title: one.regrets for one in level.rates}
    believed = {f"{one.hidden:.0%} hidden": one.true_need for one in level.believed}
    names = {name: f"{level.facets}-{name}.png" for name in ("rates", "regrets", "ways", "belief")}
    picture.lines(
        folder / names["rates"], f"{kind}: at least one taken", (across, "chance"),
        report.events, rates,
    )  # fmt: skip
    picture.lines(
        folder / names["regrets"], f"{kind}: regret", (across, "less than the oracle"),
        report.events, regrets,
    )  # fmt: skip
    picture.bars(
        folder / names["ways"], f"{kind}: journeys completed", "part of all journeys",
        {one.title: one.completed for one in level.ways},
    )  # fmt: skip
    picture.lines(
        folder / names["belief"], f"{kind}: share of the true need", (across, "share"),
        report.events, believed,
    )  # fmt: skip
    return [names["rates"], names["regrets"], names["ways"], "", names["belief"]]
