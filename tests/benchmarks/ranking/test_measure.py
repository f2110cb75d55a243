"""The script from end to end, on a benchmark of three cases."""

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.ranking.measure import main

README = """
### msweb
| system | HR@1 | HR@3 | HR@5 | HR@20 | MRR@20 | SetHit@3 | SetHit@5 |
|---|---|---|---|---|---|---|---|
| POP | .1 | .2 | .3 | .4 | .2 | .2 | .3 |

msweb (2 cases):

| training sessions | 2 | 3 |
|---|---|---|
| POP | .5 | .6 |
"""
TRAIN = "session_id\titem_id\tts\n" + "".join(
    f"{walk}\t{item}\t{walk}\n" for walk in range(3) for item in ([1, 2, 3], [1, 2], [1, 4])[walk]
)


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    (tmp_path / "README.md").write_text(README)
    folder = tmp_path / "msweb"
    (folder / "anchors").mkdir(parents=True)
    (folder / "train.tsv").write_text(TRAIN)
    cases = [
        {"case": n, "session": n, "now": 9, "context": [1], "target": t, "rest": [t]}
        for n, t in enumerate((2, 3, 4))
    ]
    (folder / "cases.jsonl").write_text("\n".join(map(json.dumps, cases)))
    answers = b"\n".join(b'{"case": %d, "ranked": [4]}' % n for n in range(3))
    (folder / "anchors/pop.jsonl.gz").write_bytes(gzip.compress(answers))
    return tmp_path


def test_tables_pictures_and_answers_are_made(
    bench: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("matplotlib")
    out = tmp_path / "out"
    main(["--bench", str(bench), "--out", str(out)])
    told = capsys.readouterr()
    assert told.err.splitlines()[0].startswith("msweb_g1 is left out: there is no ")
    assert "| POP | 0.1000 | 0.2000 | 0.3000 | 0.4000 | 0.2000 | 0.2000 | 0.3000 |" in told.out
    assert "msweb: Cairn less the anchor, 95 % intervals" in told.out
    assert "| Cairn less the best of them | " in told.out
    assert sorted(file.name for file in out.iterdir()) == [
        *("calibration.png", "curve_msweb.png", "index.html", "msweb.jsonl", "results.json"),
    ]
    found = json.loads((out / "results.json").read_text())
    assert found["msweb"]["cases"] == 3
    assert found["msweb"]["measures"]["HR@5"][0] == 1.0
    assert found["msweb"]["differences"]["pop"]["HR@1"][:2] == [pytest.approx(1 / 3), 1 / 3]


def test_without_the_benchmark_there_is_nothing_to_tell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--bench", str(tmp_path), "msweb"])
    assert capsys.readouterr().err == f"msweb is left out: there is no {tmp_path / 'msweb'}\n"
