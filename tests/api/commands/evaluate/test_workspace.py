"""`cairn evaluate workspace`, on a workspace that was brought in by files."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.api.commands.conftest import Run

WALKS = ["abc", "abd", "abc", "adc", "abc", "bac", "abc", "abd"]
OFFERS = "offers:\n" + "".join(f"- {{key: {key}, title: {key}, format: page}}\n" for key in "abcd")
LINKS = "links:\n- {source: a, target: b}\n- {source: b, target: c}\n"


def event(walk: int, step: int, offer: str) -> dict[str, Any]:
    return {
        "type": "track",
        "event": "viewed",
        "messageId": f"{walk}/{step}",
        "userId": f"walker {walk}",
        "timestamp": f"2026-01-{walk + 1:02}T00:{step:02}:00Z",
        "properties": {"offerId": offer},
    }


@pytest.fixture
def home(run: Run, tmp_path: Path) -> str:
    catalogue, events = tmp_path / "catalogue.yaml", tmp_path / "events.jsonl"
    catalogue.write_text(OFFERS + LINKS)
    found = [event(w, s, offer) for w, walk in enumerate(WALKS) for s, offer in enumerate(walk)]
    events.write_text("\n".join(map(json.dumps, found)))
    assert run("import", "catalogue", str(catalogue), "-w", "home", "--create-workspace").code == 0
    assert run("import", "events", str(events), "-w", "home").code == 0
    return "home"


def test_later_picks_are_judged_by_what_was_learned_before(run: Run, home: str):
    done = run("evaluate", "workspace", "-w", home, "--part", "0.25", "--size", "2", "--json")
    assert done.code == 0, done.err
    told: Any = done.json
    assert (told["learned"], told["picks"], told["judged"], told["groups"]) == (18, 6, 6, 2)
    assert told["split"] == 1_767_657_720_001  # just after the last step of the sixth walk
    assert told["all"]["next"]["most popular"]["value"] == 1.0
    assert told["all"]["next"]["editor's links"]["value"] == pytest.approx(0.5)
    assert told["all"]["later"]["most popular"]["value"] == 1.0
    assert [(row["name"], row["cases"]) for row in told["histories"]] == [("0", 2), ("1 to 2", 4)]
    assert sum(one["cases"] for one in told["calibration"]["next"]["bins"]) == 6
    assert told["covered"]["most popular"] == 4


def test_the_table_says_it_in_words(run: Run, home: str):
    done = run("evaluate", "workspace", "-w", home, "--follow", "--cases", "3")
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    assert lines[0].endswith(
        "3 of 5 later picks of 2 companies or buyers are judged, 5 offers each."
    )
    assert lines[3].split() == ["picks", "set", "ranking", "most", "popular", "editor's", "links"]
    assert any(line.startswith("Distinct offers shown, of 4: set ") for line in lines)


def test_pictures_are_drawn_beside_a_page(run: Run, home: str, tmp_path: Path):
    pytest.importorskip("matplotlib")
    folder = tmp_path / "pictures"
    assert run("evaluate", "workspace", "-w", home, "--plots", str(folder)).code == 0
    names = ["calibration.png", "hits.png", "index.html"]
    assert sorted(file.name for file in folder.iterdir()) == names


def test_without_picks_there_is_nothing_to_judge_by(run: Run, tmp_path: Path):
    file = tmp_path / "catalogue.yaml"
    file.write_text(OFFERS)
    assert run("import", "catalogue", str(file), "-w", "new", "--create-workspace").code == 0
    done = run("evaluate", "workspace", "-w", "new")
    assert (done.code, done.out) == (1, "")
    assert done.err == "INVALID_VALUE new has no picks to hold out: there is nothing to judge by.\n"
