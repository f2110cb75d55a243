"""`cairn evaluate score`, as it is called."""

from pathlib import Path

import orjson
import pytest

from tests.api.commands.evaluate.calling import call

TRUTHS = [
    {"case": 1, "session": 1, "context": [9], "target": 5, "rest": [5, 6]},
    {"case": 2, "session": 2, "context": [9], "target": 7, "rest": [7]},
]


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    rows = {
        "cases": TRUTHS,
        "ours.jsonl": [{"case": 1, "ranked": [6, 5]}, {"case": 2, "ranked": [7]}],
        "theirs.jsonl": [{"case": 2, "ranked": [1, 7]}],
    }
    for name, lines in rows.items():
        (tmp_path / name).write_bytes(b"\n".join(map(orjson.dumps, lines)))
    named = zip(("--cases", "--predictions", "--against"), rows, strict=True)
    return [part for option, name in named for part in (option, str(tmp_path / name))]


def test_answers_are_scored_and_compared(files: list[str], capsys: pytest.CaptureFixture[str]):
    assert call("evaluate", "score", *files, "--json") == 0
    told = orjson.loads(capsys.readouterr().out)
    assert told["cases"] == 2
    assert {name: one["value"] for name, one in told["scores"].items()} == {
        "HR@1": 0.5,
        "HR@3": 1.0,
        "HR@5": 1.0,
        "HR@10": 1.0,
        "HR@20": 1.0,
        "MRR@20": 0.75,
        "SetHit@3": 1.0,
        "SetHit@5": 1.0,
        "answered": 1.0,
    }
    assert told["covered"] == {"5": 3, "20": 3}
    gain = told["less"]["theirs"]["HR@3"]
    assert gain == {"first": 0.5, "second": 1.0, "low": 0.0, "high": 1.0}


def test_the_table_has_a_column_for_each_rival(files, capsys: pytest.CaptureFixture[str]):
    assert call("evaluate", "score", *files) == 0
    first, head, line, *_ = capsys.readouterr().out.splitlines()
    assert (first, head.split()) == ("2 cases", ["score", "less", "theirs"])
    assert line.split()[:2] == ["HR@1", "0.5000"]


def test_pictures_are_drawn(files: list[str], tmp_path: Path):
    pytest.importorskip("matplotlib")
    assert call("evaluate", "score", *files, "--plots", str(tmp_path / "to")) == 0
    names = ["index.html", "less_theirs.png", "scores.png"]
    assert sorted(file.name for file in (tmp_path / "to").iterdir()) == names
