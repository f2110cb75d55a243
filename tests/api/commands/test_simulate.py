"""`cairn simulate`, small: what it prints, draws and writes."""

from pathlib import Path
from typing import Any, cast

import orjson

from tests.api.commands.conftest import Run

SMALL = ("simulate", "--worlds", "1", "--buyers", "20", "--needs", "sharp", "--weeks", "2")


def test_it_prints_what_sets_are_worth_and_draws_it(run: Run, tmp_path: Path) -> None:
    """R1: sets against a single path."""
    done = run(*SMALL, "--plots", str(tmp_path / "drawn"))
    assert done.code == 0, done.err
    assert "set over single path" in done.out
    assert "Journeys completed, sets over a single path:" in done.out
    assert "set over top N, sharp needs, no act seen" in done.out
    assert done.err == f"Drawn: {tmp_path / 'drawn' / 'simulation.html'}\n"
    assert sorted(path.name for path in (tmp_path / "drawn").iterdir()) == [
        *("sharp-belief.png", "sharp-calibration.png", "sharp-rates.png", "sharp-regrets.png"),
        *("sharp-ways.png", "simulation.html"),
    ]


def test_as_json_it_tells_everything_by_name(run: Run) -> None:
    told = cast("Any", run(*SMALL, "--json").json)
    assert (told["seed"], told["worlds"], told["events"]) == (7, 1, [0, 1, 2, 4, 8])
    (level,) = told["levels"]
    assert level["facets"] == "sharp"
    assert [one["policy"] for one in level["rates"]] == [one["policy"] for one in level["ways"]]
    assert set(level["told"]["calibration"]) == {"bins", "error", "told", "happened"}
    assert [one["hidden"] for one in level["believed"]] == [0.0, 0.83]
    assert {"name", "reached", "goal", "met"} == set(told["goals"][0])


def test_its_log_and_catalogue_can_be_imported_whole(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "buyers.jsonl"
    assert run(*SMALL, "--log", str(log), "--json").code == 0
    written = [orjson.loads(line) for line in log.read_bytes().splitlines()]
    assert {"group", "track"} == {message["type"] for message in written}
    catalogue = str(tmp_path / "buyers.catalogue.yaml")
    made = run("import", "catalogue", catalogue, "-w", "maze", "--create-workspace", "--json")
    changed = {"offers": 120, "personas": 3}
    assert made.code == 0, made.err
    assert changed.items() <= cast("Any", made.json)["changed"].items()
    taken = run("import", "events", str(log), "-w", "maze", "--json")
    counts = {"accepted": len(written), "duplicate": 0, "rejected": 0}
    assert (taken.code, taken.json) == (0, {"workspace": "maze", **counts})
