"""Events from files: what is taken, what is refused, and what is told of it."""

import json
from pathlib import Path

import orjson
import pytest

from tests.api.commands.conftest import Run

REFUSED = "What was rejected: cairn export dead-letters --workspace home\n"
AGAIN = "This file was imported before; these are its counts from then.\n"


@pytest.fixture
def file(run: Run, tmp_path: Path) -> Path:
    """In a workspace called home there is one offer."""
    offers = tmp_path / "offers.yaml"
    offers.write_text("offers: [{key: guide, title: Guide, format: article}]\n", encoding="utf-8")
    assert run("import", "catalogue", str(offers), "-w", "home", "--create-workspace").code == 0
    return tmp_path / "events.jsonl"


def event(number: int, offer: str = "guide") -> str:
    return json.dumps(
        {
            "type": "track",
            "event": "viewed",
            "messageId": f"m-{number}",
            "userId": "u",
            "timestamp": "2026-01-01T00:00:00Z",
            "properties": {"offerId": offer},
        }
    )


def test_a_second_import_takes_nothing_and_says_so(run: Run, file: Path) -> None:
    file.write_text("\n".join(map(event, range(3))), encoding="utf-8")
    first = run("import", "events", str(file), "-w", "home")
    assert (first.code, first.out, first.err) == (0, "3 accepted, 0 duplicate, 0 rejected\n", "")
    again = run("import", "events", str(file), "-w", "home", "--json")
    counts = {"workspace": "home", "accepted": 3, "duplicate": 0, "rejected": 0}
    assert (again.code, again.json, again.err) == (0, counts, AGAIN)


def test_what_is_refused_is_kept_with_its_code(run: Run, file: Path) -> None:
    file.write_bytes(b"\n".join([event(1).encode(), b"\xff{", event(2, "other").encode(), b"[]"]))
    done = run("import", "events", str(file), "-w", "home")
    assert (done.code, done.out, done.err) == (
        *(0, "1 accepted, 0 duplicate, 3 rejected\n", REFUSED),
    )
    exported = run("export", "dead-letters", "-w", "home")
    assert (exported.code, exported.err) == (0, "3 refused events\n")
    letters = [orjson.loads(line) for line in exported.out.splitlines()]
    assert sorted(letter["code"] for letter in letters) == [
        *("INVALID_EVENT", "INVALID_EVENT", "UNKNOWN_OFFER"),
    ]


def test_columns_of_a_table_are_named(run: Run, file: Path) -> None:
    table = file.with_suffix(".csv")
    table.write_text("who,what\nu,guide\n", encoding="utf-8")
    columns = [
        *("--column", "type:=track", "--column", "event:=viewed", "--column", "userId=who"),
        *("--column", "properties.offerId=what", "--column", "timestamp:=2026-01-01T00:00:00Z"),
        *("--column", "messageId:=m"),
    ]
    done = run("import", "events", str(table), "-w", "home", *columns)
    assert (done.code, done.out) == (0, "1 accepted, 0 duplicate, 0 rejected\n")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (["x"], "'x' is neither field=column nor field:=text"),
        (["userId=whom"], "the file has no column 'whom'"),
        (["userId=who", "userId.name=who"], "'userId' cannot be a text and hold other fields"),
    ],
)
def test_a_map_that_does_not_fit_is_told(
    run: Run, file: Path, columns: list[str], message: str
) -> None:
    file.write_text("who,what\nu,guide\n", encoding="utf-8")
    options = [part for column in columns for part in ("--column", column)]
    failed = run("import", "events", str(file), "-w", "home", *options)
    assert (failed.code, failed.out, failed.err) == (1, "", f"BAD_COLUMN_MAP {message}\n")


def test_an_empty_file_holds_nothing(run: Run, file: Path) -> None:
    file.touch()
    done = run("import", "events", str(file), "-w", "home")
    assert (done.code, done.out) == (0, "0 accepted, 0 duplicate, 0 rejected\n")


def test_a_pipe_is_not_taken_for_a_file(run: Run, file: Path) -> None:
    """It would be read to its end for its digest, and then seem empty."""
    failed = run("import", "events", "/dev/null", "-w", "home")
    assert (failed.code, failed.err.split()[0]) == (1, "INVALID_VALUE")
    assert run("import", "events", str(file), "-w", "home").code == 2
