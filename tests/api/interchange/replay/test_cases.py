"""The cases of a replay, and the answers to them."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from api.interchange.replay.bad_log import BadLog
from api.interchange.replay.cases import CaseFile
from api.interchange.replay.predictions import predictions
from recommender import Answer, Ask, Part, Question, StreamLine


def file(folder: Path, *rows: dict[str, Any] | bytes) -> Path:
    path = folder / "cases.jsonl"
    lines = [row if isinstance(row, bytes) else orjson.dumps(row) for row in rows]
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path


def problems(folder: Path, *rows: dict[str, Any] | bytes) -> list[tuple[int | None, str, str]]:
    with pytest.raises(BadLog) as told:
        CaseFile.survey(file(folder, *rows))
    return [(problem.line, problem.field, problem.code) for problem in told.value.problems]


def test_questions_are_read(tmp_path: Path):
    cases = CaseFile.survey(
        file(
            tmp_path,
            {"case": 0, "session": 9, "now": 1.5, "context": [7, 8], "target": 1, "rest": [1]},
            {"case": "b", "context": []},
        )
    )
    assert list(cases.questions()) == [Question(0, 1_500, ("7", "8")), Question("b", None, ())]
    assert (cases.stream, cases.count, cases.links) == (False, 2, None)


def test_half_of_the_questions_are_asked_before_the_middle(tmp_path: Path):
    rows = [{"case": now, "now": now, "context": []} for now in (9, 1, 2, 8)]
    assert CaseFile.survey(file(tmp_path, *rows)).middle == 2_000
    assert CaseFile.survey(file(tmp_path, {"case": 1, "context": []})).middle is None


def test_sessions_asked_about_with_equally_many_items_each_time_are_asked_in_parts(tmp_path: Path):
    left_out = [{"session": "s", "context": context} for context in ([1, 2], [1, 3], [2, 3])]
    along = [{"session": "t", "context": context} for context in ([1], [1, 2])]
    nobodys = [{"context": [1]}, {"session": None, "context": [1]}]
    for asked, parts in ((left_out, [Part(2, 3)] * 3), (along, []), (nobodys, [])):
        rows = [{"case": case, **row} for case, row in enumerate(asked)]
        assert CaseFile.survey(file(tmp_path, *rows)).parts == parts


def test_candidates_are_the_links_of_the_open_item(tmp_path: Path):
    cases = CaseFile.survey(
        file(
            tmp_path,
            {"case": 0, "now": 1, "context": [1, 2], "candidates": [3, 4]},
            {"case": 1, "now": 1, "context": [2], "candidates": [4, 5]},
            {"case": 2, "now": 1, "context": [3], "candidates": [1]},
            {"case": 3, "now": 1, "context": [3]},
        )
    )
    assert cases.links is not None
    assert {page: list(links) for page, links in cases.links.items()} == {
        "2": ["3", "4", "5"],
        "3": ["1"],
    }
    assert [q.candidates for q in cases.questions()] == [("3", "4"), ("4", "5"), ("1",), None]


def test_a_stream_is_known_by_what_it_predicts(tmp_path: Path):
    first = {"case": 0, "session": 4, "user": 4, "item": 9, "ts": 1, "event": "view"}
    rows = [first | {"predict": False}, first | {"case": 1, "predict": True, "target": 9}]
    cases = CaseFile.survey(file(tmp_path, *rows))
    assert (cases.stream, cases.count, cases.lines) == (True, 1, 2)
    assert list(cases.stream_lines()) == [
        StreamLine(Ask(0, "4", 1_000), predict=False, item="9"),
        StreamLine(Ask(1, "4", 1_000), predict=True, item="9"),
    ]


def test_every_bad_line_is_told_with_its_code(tmp_path: Path):
    assert problems(
        tmp_path,
        {"case": 0, "context": [1]},
        b"{",
        b"[]",
        {"context": [1]},
        {"case": 1.5, "context": []},
        {"case": 1},
        {"case": 1, "context": "1"},
        {"case": 1, "context": [True]},
        {"case": 1, "context": [], "now": "soon"},
        {"case": 1, "context": [], "candidates": {"1": 1}},
        {"case": 0, "context": []},
    ) == [
        (2, "", "BAD_JSON"),
        (3, "", "BAD_JSON"),
        (4, "case", "MISSING_FIELD"),
        (5, "case", "BAD_ID"),
        (6, "context", "MISSING_FIELD"),
        (7, "context", "NOT_A_LIST"),
        (8, "context", "BAD_ID"),
        (9, "now", "BAD_NUMBER"),
        (10, "candidates", "NOT_A_LIST"),
        (11, "case", "DUPLICATE_CASE"),
    ]


def test_every_bad_line_of_a_stream_is_told_with_its_code(tmp_path: Path):
    line = {"case": 1, "session": 1, "item": 1, "ts": 1, "predict": True}
    without = [{k: v for k, v in line.items() if k != name} for name in ("session", "item", "ts")]
    assert problems(tmp_path, line | {"case": 0}, *without, line | {"predict": 1}) == [
        (2, "session", "MISSING_FIELD"),
        (3, "item", "MISSING_FIELD"),
        (4, "ts", "MISSING_FIELD"),
        (5, "predict", "BAD_FLAG"),
    ]


def written(folder: Path, cases: CaseFile, *ranked: str) -> list[object]:
    with predictions(folder / "out.jsonl", cases.spelling) as write:
        write(Answer(7, ranked, (), 0.0))
    (line,) = (folder / "out.jsonl").read_bytes().splitlines()
    assert line.startswith(b'{"case":7,"ranked":[')
    ranked_again: list[object] = orjson.loads(line)["ranked"]
    return ranked_again


@pytest.mark.parametrize(
    ("context", "answered"),
    [
        ([1, 2], [1, 3, "03", "x"]),
        (["1", "2"], ["1", "3", "03", "x"]),
        ([1, "z"], [1, "3", "03", "x"]),
        ([], [1, 3, "03", "x"]),
    ],
)
def test_ids_are_answered_as_the_cases_spell_them(tmp_path: Path, context, answered):
    cases = CaseFile.survey(file(tmp_path, {"case": 0, "context": context}))
    assert written(tmp_path, cases, "1", "3", "03", "x") == answered


def test_a_file_of_answers_appears_when_it_is_whole(tmp_path: Path):
    out = tmp_path / "out.jsonl"
    with predictions(out, CaseFile(out).spelling) as write:
        write(Answer(1, (), (), 0.0))
        assert not out.exists()
    assert out.read_bytes() == b'{"case":1,"ranked":[]}\n'
    assert list(tmp_path.iterdir()) == [out]
