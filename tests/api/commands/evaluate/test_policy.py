"""`cairn evaluate policy`, end to end."""

import re
from pathlib import Path
from uuid import UUID

import pytest

from api.store import catalogue_writing
from api.store.database import Database
from tests.api.commands.conftest import Run
from tests.api.decided import decide_often
from tests.api.house import CATALOGUE, START

FIRST = "160 decisions of 20 accounts; within 7 days a step was taken of 33.8% of the sets."


@pytest.fixture
async def home(fresh_database: Database, fresh_workspace: UUID) -> str:
    await catalogue_writing.replace(fresh_database, fresh_workspace, CATALOGUE)
    await decide_often(fresh_database, fresh_workspace, START)
    return "fresh"


def policy_file(folder: Path, text: str) -> str:
    file = folder / "warmer.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_two_policies_are_told_side_by_side(run: Run, home: str, tmp_path: Path) -> None:
    warmer = policy_file(tmp_path, "epsilon: 0.1\n")
    told = run("evaluate", "policy", "logged", warmer, "-w", home)
    assert (told.code, told.err) == (0, "")
    first, *table, conclusion = told.out.splitlines()
    header, logged, other, difference = (re.split(r" {2,}", line) for line in table)
    assert first == FIRST
    assert header == ["policy", "IPS", "SNIPS", "DR", "counts for", "mean weight", "not shown"]
    own = "0.3375 (0.3125 to 0.3625)"
    assert logged == ["logged", own, own, own, "160", "1.000 ± 0.000", "0.0%"]
    assert (other[0], other[-1], len(other)) == ("warmer", "0.0%", 7)
    assert (difference[0], len(difference)) == ("difference", 4)
    assert conclusion == (
        "No difference between logged and warmer is seen in this log (DR, 95 % interval)."
    )
    assert run("evaluate", "policy", "logged", warmer, "-w", home).out == told.out


def test_what_cannot_be_answered_is_said_and_why_r69(run: Run, home: str, tmp_path: Path) -> None:
    larger = policy_file(tmp_path, '{"size": 3}')
    told = run("evaluate", "policy", "logged", larger, "-w", home)
    assert (told.code, told.err) == (0, "")
    *doubts, conclusion = told.out.splitlines()[-4:]
    assert conclusion == "This log does not tell which is better."
    assert [line.split()[:2] for line in doubts] == [
        ["warmer:", "THIN_OVERLAP"],
        ["warmer:", "WEIGHTS_OFF"],
        ["warmer:", "UNSUPPORTED"],
    ]

    plain = run("evaluate", "policy", "logged", larger, "-w", home, "--json").json
    assert isinstance(plain, dict)
    logged, refused = plain["policies"]
    assert (plain["workspace"], plain["decisions"], plain["leftAside"]) == (home, 160, {})
    assert logged["settings"] == {"name": "logged"}
    assert logged["estimates"]["ips"]["value"] == plain["taken"] == 0.3375
    assert logged["declined"] == []
    assert refused["settings"] == {"name": "warmer", "size": 3}
    assert [doubt["code"] for doubt in refused["declined"]] == [
        "THIN_OVERLAP",
        "WEIGHTS_OFF",
        "UNSUPPORTED",
    ]
    assert (refused["estimates"], plain["difference"]) == ({}, {})


def test_decisions_too_young_are_counted(run: Run, home: str) -> None:
    told = run("evaluate", "policy", "logged", "greedy", "-w", home, "--horizon", "3650", "--json")
    assert told.json["leftAside"] == {"open": 160}  # type: ignore[index]  # JSON
    assert told.json["decisions"] == 0  # type: ignore[index]  # JSON


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "epsilom: 0.1",
            "no such setting: epsilom; there are size, explore, epsilon, temperature, ",
        ),
        ("epsilon: 2", "epsilon within 0..1, temperature >= 0.002 and floor > 0 are needed"),
        ("[]", " is to name settings, such as epsilon: 0.1"),
        ("a: [", " is neither YAML nor JSON."),
    ],
)
def test_a_file_that_is_no_policy_is_told(run: Run, tmp_path: Path, text: str, line: str) -> None:
    file = policy_file(tmp_path, text)
    told = run("evaluate", "policy", "logged", file, "-w", "none")
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith(f"INVALID_VALUE {file}")
    assert line in told.err


def test_a_name_that_is_neither_policy_nor_file_is_told(run: Run) -> None:
    told = run("evaluate", "policy", "logged", "gredy", "-w", "none")
    line = 'INVALID_VALUE "gredy" is no file and no policy; there are: logged, greedy, explore.\n'
    assert (told.code, told.out, told.err) == (1, "", line)
