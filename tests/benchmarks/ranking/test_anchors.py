from pathlib import Path

import pytest

from benchmarks.ranking.anchors import Curve, curve, predicted, published

README = """
### one
| system | HR@1 | HR@20 |
|---|---|---|
| POP | .18 | **.7** ±.01 |
| **Best, a + b** | **.2** | .8 |

| clicks | 0 | 7+ |
|---|---|---|
| cases | 2,999 | 1 |

### two
| set | stands for |
|---|---|
| x | y |

| system | HR@1 |
|---|---|
| SR | .5 |

one (4,000 cases):

| training sessions | 50 | 200 |
|---|---|---|
| POP | .802 | .794 |
| AR | **.803** | .7 |
"""


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    (tmp_path / "README.md").write_text(README)
    return tmp_path


def test_the_first_table_of_scores_is_read(bench: Path) -> None:
    assert published(bench, "one") == {
        "POP": {"HR@1": 0.18, "HR@20": 0.7},
        "Best, a + b": {"HR@1": 0.2, "HR@20": 0.8},
    }
    assert published(bench, "two") == {"SR": {"HR@1": 0.5}}


def test_a_learning_curve_is_read(bench: Path) -> None:
    found = curve(bench, "one")
    assert found == Curve(4_000, (50, 200), {"POP": [0.802, 0.794], "AR": [0.803, 0.7]})
    assert found is not None
    assert found.best == [0.803, 0.794]
    assert curve(bench, "two") is None


def test_without_files_there_are_no_answers(bench: Path) -> None:
    assert predicted(bench, "one") == []
