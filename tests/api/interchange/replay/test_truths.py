"""Scoring, beside the scorer that the benchmark comes with."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from api.interchange.replay.bad_log import BadLog
from api.interchange.replay.truths import aligned, read_answers, read_truths
from recommender import Truth, coverage, differences, means, measure

BENCH = Path(__file__).parents[4] / "../shared/bench"
CASES = BENCH / "rsc15_100k_new/cases.jsonl"
ANCHORS = BENCH / "rsc15_100k_new/anchors"
needs_benchmark = pytest.mark.skipif(not CASES.exists(), reason="the benchmark is not here")


def printed(script: str, *arguments: object) -> str:
    command = [sys.executable, BENCH / script, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603  # of the benchmark


@needs_benchmark
def test_scores_are_those_of_the_benchmark() -> None:
    truths, answers = read_truths(CASES), read_answers(ANCHORS / "slist.jsonl.gz")
    ranked = aligned(truths, answers)
    ours = means(measure(list(truths.values()), ranked), [t.group for t in truths.values()])
    found = {name: pytest.approx(list(mean)) for name, mean in ours.items()}
    covered = {f"COV@{k}": count for k, count in coverage(ranked).items()}
    theirs = json.loads(printed("score.py", CASES, ANCHORS / "slist.jsonl.gz", "--json"))
    assert theirs == found | covered


@needs_benchmark
def test_differences_are_those_of_the_benchmark() -> None:
    truths = read_truths(CASES)
    files = [ANCHORS / f"{name}.jsonl.gz" for name in ("vstan", "vstan_sr_decay")]
    first, second = (
        measure(list(truths.values()), aligned(truths, read_answers(file))) for file in files
    )
    groups = [truth.group for truth in truths.values()]
    ours = differences(first, second, groups, draws=100)
    lines = printed("paired.py", CASES, *files, "--draws", 100).splitlines()[1:]
    assert [line.split()[:6] for line in lines] == [
        [
            name,
            *f"{d.first:.4f} {d.second:.4f} {d.value:+.4f} [{d.low:+.4f}, {d.high:+.4f}]".split(),
        ]
        for name, d in ours.items()
    ]


def test_lines_that_ask_for_nothing_have_no_truth(tmp_path: Path) -> None:
    line = {"case": 1, "session": 2, "predict": False, "item": 3}
    asking = line | {"case": 2, "predict": True, "target": 3, "rest": [3, 4]}
    file = tmp_path / "cases"
    file.write_text(json.dumps(line) + "\n" + json.dumps(asking))
    assert read_truths(file) == {2: Truth(2, 3, frozenset([3, 4]))}


@pytest.mark.parametrize("line", ["{", "[]", "1", '{"case": 1}', '{"case": [], "ranked": []}'])
def test_what_cannot_be_scored_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    file = tmp_path / "file"
    file.write_text(line)
    for read in (read_truths, read_answers):
        with pytest.raises(BadLog) as told:
            read(file)
        assert [problem.line for problem in told.value.problems] == [1]


@pytest.mark.parametrize("ranked", [["[1]", "[2]"], ["[1, 1]"]])
def test_a_case_or_an_item_is_answered_once(tmp_path: Path, ranked: list[str]) -> None:
    file = tmp_path / "file"
    file.write_text("\n".join(f'{{"case": 1, "ranked": {one}}}' for one in ranked))
    with pytest.raises(BadLog, match="REPEATED"):
        read_answers(file)
