import numpy as np
import pytest

from benchmarks.ranking import baselines
from recommender import DAY, HOUR, Ask, Instant, Log, LogLine, Question, StreamLine

LOG = Log.of(
    LogLine(f"w{walk}", item, Instant(0))
    for walk, items in enumerate(("abc", "abc", "ab", "d", "d", "d", "d"))
    for item in items
)


def ranked(name: str, context: str) -> str:
    scores = baselines.models(LOG)[name]
    (answer,) = baselines.ranked(LOG, [Question(0, None, tuple(context))], scores)
    return "".join(answer)


@pytest.mark.parametrize("name", ["AR", "AR, by row", "S-KNN", "EASE"])
def test_what_occurs_with_the_context_comes_first(name: str) -> None:
    assert ranked(name, "a")[:2] == "bc"


def test_what_occurs_most_is_popular() -> None:
    assert ranked("POP", "a") == "dbc"


def test_items_of_the_context_and_unknown_ones_are_no_answers() -> None:
    assert ranked("S-KNN", "ab?") == "c"


def test_scores_are_not_changed_by_asking() -> None:
    scores = baselines.models(LOG)["POP"]
    before = scores([]).copy()
    baselines.ranked(LOG, [Question(0, None, ("a",))], scores)
    assert np.array_equal(scores([]), before)


def test_popularity_decays_and_the_newest_is_the_one_that_came_last() -> None:
    steps = [("x", 0), ("x", 1), ("y", 48), ("z", 49), ("x", 50), ("w", 400 * 24)]
    lines = [
        StreamLine(Ask(n, f"p{n}", Instant(DAY + hour * HOUR)), n == 5, item)
        for n, (item, hour) in enumerate(steps)
    ]
    found = baselines.streamed(lines)
    assert found == {
        "POP": [["x", "y", "z"]],
        "POP-decay(1 d)": [["x", "z", "y"]],
        "POP-decay(6 h)": [["x", "z", "y"]],
        "Newest": [["z", "y", "x"]],
    }
