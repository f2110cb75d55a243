import numpy as np

from recommender.evaluation.scores import Truth, coverage, measure

TRUTHS = [
    Truth(1, "a", frozenset("abc")),
    Truth(1, "b", frozenset("b")),
    Truth(2, "z", frozenset("zy")),
    Truth(2, None, frozenset()),
    Truth(3, "a", frozenset("a")),
]
ANSWERS = ["xa", "xyzwb", "pqrsy", "abc", ""]


def test_each_measure_has_a_value_for_each_case():
    assert {name: values.tolist() for name, values in measure(TRUTHS, ANSWERS).items()} == {
        "HR@1": [0, 0, 0, 0, 0],
        "HR@3": [1, 0, 0, 0, 0],
        "HR@5": [1, 1, 0, 0, 0],
        "HR@10": [1, 1, 0, 0, 0],
        "HR@20": [1, 1, 0, 0, 0],
        "MRR@20": [0.5, 0.2, 0, 0, 0],
        "SetHit@3": [1, 0, 0, 0, 0],
        "SetHit@5": [1, 1, 1, 0, 0],
        "answered": [1, 1, 1, 1, 0],
    }


def test_an_answer_is_read_down_to_the_twentieth():
    answer = [f"i{number}" for number in range(21)]
    truths = [Truth(1, "i19", frozenset(["i19"])), Truth(1, "i20", frozenset(["i20"]))]
    found = measure(truths, [answer, answer])
    assert found["MRR@20"].tolist() == [1 / 20, 0]
    assert found["HR@20"].tolist() == [1, 0]


def test_an_unknown_target_is_never_answered():
    found = measure([Truth(1, None, frozenset())], [[None]])  # type: ignore[list-item]  # no item at all, as a bad file might have it
    assert found["HR@20"].tolist() == [0]


def test_what_is_answered_is_counted_once():
    assert coverage(["abcdef", "abcdeg"]) == {5: 5, 20: 7}


def test_nothing_asked_is_nothing_measured():
    assert all(np.array_equal(values, []) for values in measure([], []).values())
