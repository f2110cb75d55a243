"""`cairn documents`: whole files or nothing, every problem at once, each with its place."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.interchange.manifest import digest
from tests.api.commands.conftest import Run

PEOPLE = "query people { personas { id } }"
HASHED = "query jobs { buyingJobs { id } }"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "documents.json"


@pytest.fixture
def home(run: Run) -> str:
    assert run("keys", "create", "-w", "home", "--create-workspace").code == 0
    return "home"


def written(file: Path, content: dict[str, Any]) -> str:
    file.write_text(json.dumps(content), encoding="utf-8")
    return str(file)


def test_documents_come_are_listed_and_go(run: Run, home: str, file: Path) -> None:
    name = f"sha256:{digest(HASHED)}"
    content = written(file, {"people": PEOPLE, digest(HASHED): HASHED})
    assert run("documents", "import", content, "-w", home, "--json").json == {
        "workspace": "home",
        "changed": ["people", name],
        "problems": [],
    }
    again = run("documents", "import", content, "-w", home)
    assert again.out.startswith("2 documents, of which 0 are new or changed.")

    listed = run("documents", "list", "-w", home, "--json").json
    assert isinstance(listed, list)
    assert [(one["name"], one["text"]) for one in listed] == [("people", PEOPLE), (name, HASHED)]
    assert "people  " in run("documents", "list", "-w", home).out

    removed = run("documents", "remove", "people", "none", "-w", home, "--json")
    assert removed.json == {"workspace": "home", "removed": ["people"]}
    assert run("documents", "remove", digest(HASHED).upper(), "-w", home).out.startswith(
        "Removed 1 documents."
    )
    assert run("documents", "list", "-w", home, "--json").json == []


def test_every_problem_is_told_at_once_and_nothing_is_imported(
    run: Run, home: str, file: Path
) -> None:
    content = {
        "people": PEOPLE,
        "0" * 64: PEOPLE,
        "wrong": "query wrong {\n  personas { id name }\n}",
        "broken": "query broken {",
        "deep": "query deep " + "{ a " * 15 + "}" * 15,
        "two": "query a { __typename } query b { __typename }",
    }
    failed = run("documents", "import", written(file, content), "-w", home)
    assert (failed.code, failed.out) == (1, "")
    assert failed.err.splitlines() == [
        f"{file}: {'0' * 64}: is not the sha256 of its text",
        f"{file}: wrong:2:17: Cannot query field 'name' on type 'Persona'.",
        f"{file}: broken:1:15: Syntax Error: Expected Name, found <EOF>.",
        f"{file}: deep: A document has at most 14 levels; this one has more.",
        f"{file}: two: A trusted document holds one operation, this one 2.",
        "BAD_DOCUMENTS 5 problems; nothing was imported.",
    ]
    told = run("documents", "import", str(file), "-w", home, "--json").json
    assert isinstance(told, dict)
    assert [(p["place"], p["code"]) for p in told["problems"]] == [
        ("0" * 64, "WRONG_HASH"),
        ("wrong:2:17", "GRAPHQL_VALIDATION_FAILED"),
        ("broken:1:15", "GRAPHQL_PARSE_FAILED"),
        ("deep", "DOCUMENT_TOO_LARGE"),
        ("two", "UNKNOWN_OPERATION"),
    ]
    assert run("documents", "list", "-w", home, "--json").json == []


def test_a_file_or_workspace_that_is_not_there_is_told(run: Run, home: str, file: Path) -> None:
    assert run("documents", "import", str(file), "-w", home).err.startswith("FILE ")
    content = written(file, {"people": PEOPLE})
    assert run("documents", "import", content, "-w", "none").err.startswith("UNKNOWN_WORKSPACE ")
