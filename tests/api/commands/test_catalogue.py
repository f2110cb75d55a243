"""A catalogue in and out of a workspace, by files and by pipes."""

import io
import sys
from pathlib import Path

import pytest

from tests.api.commands.conftest import Run

YAML = """\
offers:
  - key: guide
    title: "A guide: “why”"
    format: article
    serves: [{job: validation}]
  - key: tool
    title: A tool
    format: calculator
links:
  - {source: guide, target: tool, weight: 2}
"""
CHANGED = "Changed 2 offers, 1 links.\n"
COUNTED = "2 offers, 1 links\n"


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "catalogue.yaml"
    path.write_text(YAML, encoding="utf-8")
    return str(path)


def bring(run: Run, file: str) -> None:
    done = run("import", "catalogue", file, "-w", "home", "--create-workspace")
    assert (done.code, done.out, done.err) == (0, CHANGED, "")


@pytest.mark.parametrize("format_", ["yaml", "jsonl"])
def test_what_is_exported_imports_to_no_change(
    run: Run, file: str, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    bring(run, file)
    exported = run("export", "catalogue", "-w", "home", "--format", format_)
    assert (exported.code, exported.err) == (0, COUNTED)

    piped = io.TextIOWrapper(io.BytesIO(exported.out.encode()))
    monkeypatch.setattr(sys, "stdin", piped)
    again = run("import", "catalogue", "-", "-w", "home")
    assert (again.code, again.out, again.err) == (0, "Nothing has changed.\n", "")


def test_it_is_written_to_a_file(run: Run, file: str, tmp_path: Path) -> None:
    bring(run, file)
    path = str(tmp_path / "out.yaml")
    written = run("export", "catalogue", "-w", "home", "-o", path)
    assert (written.code, written.out, written.err) == (0, "", COUNTED)
    again = run("import", "catalogue", path, "-w", "home", "--json")
    assert again.json == {
        "workspace": "home",
        "changed": {"jobs": 0, "links": 0, "offers": 0, "personas": 0},
        "problems": [],
    }


def test_a_broken_file_is_told_whole_and_nothing_is_imported(run: Run, file: str) -> None:
    bring(run, file)
    Path(file).write_text("offers:\n  - key: guide\n    titel: x\n", encoding="utf-8")
    refused = run("import", "catalogue", file, "-w", "home")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.splitlines() == [
        f"{file}:2: offers[0].title: an offer needs a title",
        f"{file}:2: offers[0].format: an offer needs a format",
        f'{file}:3: offers[0].titel: an offer has no field "titel"; did you mean "title"?',
        "BAD_CATALOGUE 3 problems; nothing was imported.",
    ]
    assert run("export", "catalogue", "-w", "home").err == COUNTED


def test_files_that_are_not_there_are_told(run: Run, file: str, tmp_path: Path) -> None:
    bring(run, file)
    missing = str(tmp_path / "no" / "such")
    for arguments in (
        ("import", "catalogue", missing, "-w", "home"),
        ("export", "catalogue", "-w", "home", "-o", missing),
        ("export", "dead-letters", "-w", "home", "-o", missing),
    ):
        failed = run(*arguments)
        line = f"FILE {missing}: No such file or directory\n"
        assert (failed.code, failed.out, failed.err) == (1, "", line)


def test_an_unknown_workspace_is_told_with_those_that_are_there(run: Run, file: str) -> None:
    bring(run, file)
    for arguments in (
        ("export", "catalogue"),
        ("import", "catalogue", file),
        ("export", "dead-letters"),
        ("learn",),
        ("doctor",),
        ("keys", "list"),
        ("keys", "create"),
        ("next-steps", "--user-id", "u"),
    ):
        failed = run(*arguments, "-w", "hme")
        line = 'UNKNOWN_WORKSPACE There is no workspace "hme"; there are: home.\n'
        assert (failed.code, failed.out, failed.err) == (1, "", line)
