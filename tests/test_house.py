"""The house rules that no linter knows, as code; each is shown to fire on a planted breach."""

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import recommender

ROOT = Path(__file__).parents[1]
HOUSE = ("api", "graph", "recommender", "migrations")
VAGUE_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"})
REASONED = re.compile(r"#\s*(?:noqa: [A-Z0-9, ]+|type: ignore\[[\w\-, ]+\])\s+#\s*\S+")
EXEMPTION = re.compile(r"#\s*(?:noqa|type: ignore)")
COMMITS_OUTSIDE = re.compile(r"\.commit\(|[\"'](?:BEGIN|COMMIT|ROLLBACK)\b")
EXCEPTION_TEXT = re.compile(
    r"\b(?:str|repr)\((?:exc|error|err|e|cause)\)|\{(?:exc|error|err|cause)(?:!r)?\}"
)
FOREIGN_ADDRESS = re.compile(
    r"https?://[^ \"']*(?:/simple/?\b|/packages/[0-9a-f]{2}/|registry\.)|\"resolved\": *\"http"
)
MACHINE_PATH = re.compile(r"(?<![\w./-])/(?:work|root|home)/\w")


def tracked(*suffixes: str) -> Iterator[Path]:
    """The files that are, or are about to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607  # found where it is
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in listed.splitlines():
        path = ROOT / name
        if path.is_file() and (not suffixes or path.suffix in suffixes):
            yield path


def sources(*folders: str) -> Iterator[Path]:
    return (p for p in tracked(".py") if p.relative_to(ROOT).parts[0] in (folders or HOUSE))


def breaches(paths: Iterator[Path], rule: Callable[[str], list[str]]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {breach}"
        for path in paths
        for breach in rule(path.read_text(encoding="utf-8", errors="replace"))
    ]


def matching_lines(pattern: re.Pattern[str]) -> Callable[[str], list[str]]:
    return lambda text: [line.strip() for line in text.splitlines() if pattern.search(line)]


def unreasoned_exemptions(text: str) -> list[str]:
    return [
        line.strip()
        for line in text.splitlines()
        if EXEMPTION.search(line) and not REASONED.search(line)
    ]


def exception_texts(text: str) -> list[str]:
    """Exception text shown or logged: `str(error)` and `f"{error}"` outside of comments."""
    lines = (line.split("  #")[0] for line in text.splitlines())
    return [line.strip() for line in lines if EXCEPTION_TEXT.search(line)]


def unhashed_requirements(text: str) -> list[str]:
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text)
    return [b.splitlines()[0] for b in blocks if "==" in b and "--hash=sha256:" not in b]


def imports_past_the_front_door(text: str) -> list[str]:
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("recommender.")
    ]


def test_modules_have_names_that_say_something() -> None:
    assert [p for p in sources() if p.stem in VAGUE_NAMES or p.parent.name in VAGUE_NAMES] == []


def test_every_exemption_carries_its_reason_on_its_line() -> None:
    assert breaches(sources(*HOUSE, "tests", "benchmarks"), unreasoned_exemptions) == []


def test_transactions_end_in_the_store_only() -> None:
    outside = (p for p in sources("api", "graph") if "store" not in p.relative_to(ROOT).parts)
    assert breaches(outside, matching_lines(COMMITS_OUTSIDE)) == []


def test_no_exception_text_is_shown_or_logged() -> None:
    assert breaches(sources("api", "graph"), exception_texts) == []


def test_no_file_names_a_package_index_or_a_machine() -> None:
    paths = [p for p in tracked() if p != Path(__file__).resolve()]
    assert breaches(iter(paths), matching_lines(FOREIGN_ADDRESS)) == []
    assert breaches(iter(paths), matching_lines(MACHINE_PATH)) == []


def test_every_locked_requirement_has_its_hashes() -> None:
    for lock in (ROOT / "requirements.txt", ROOT / "requirements-dev.txt"):
        assert unhashed_requirements(lock.read_text()) == []


def test_the_image_installs_what_was_tested() -> None:
    pins = {
        name: set(re.findall(r"^([\w\-]+==[\w.]+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    }
    assert pins["requirements.txt"] - pins["requirements-dev.txt"] == set()


def test_the_recommender_has_one_front_door() -> None:
    assert breaches(sources("api", "graph"), imports_past_the_front_door) == []
    assert len(recommender.__all__) == len(set(recommender.__all__))
    assert [name for name in recommender.__all__ if not hasattr(recommender, name)] == []


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(p.name[:4]) for p in (ROOT / "docs/decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_tests_stand_where_their_subject_stands() -> None:
    folders = {
        p.relative_to(ROOT / "tests").parts[0] for p in (ROOT / "tests").glob("*/**/test_*.py")
    }
    assert folders - {"api", "graph", "recommender", "benchmarks", "migrations"} == set()


@pytest.mark.parametrize(
    ("rule", "planted", "innocent"),
    [
        (unreasoned_exemptions, "x = 1  # noqa: S101", "x = 1  # noqa: S101  # a test"),
        (unreasoned_exemptions, "x  # type: ignore[misc]", "x  # type: ignore[misc]  # untyped"),
        (matching_lines(COMMITS_OUTSIDE), "await session.commit()", "committed = True"),
        (exception_texts, 'log.error(f"{error}")', "raise Unavailable from error"),
        (exception_texts, "return str(exc)", "return str(code)"),
        (matching_lines(FOREIGN_ADDRESS), "https://index.example/simple", "https://example.org"),
        (matching_lines(MACHINE_PATH), "open('/home/ada/x')", "GET /v1/home"),
        (
            unhashed_requirements,
            "\nhttpx==1.0\nidna==3 \\\n    --hash=sha256:0",
            "\nidna==3 --hash=sha256:0",
        ),
        (
            imports_past_the_front_door,
            "from recommender.slate import x",
            "from recommender import x",
        ),
    ],
)
def test_each_rule_fires(rule: Callable[[str], list[str]], planted: str, innocent: str) -> None:
    assert len(rule(planted)) == 1
    assert rule(innocent) == []
