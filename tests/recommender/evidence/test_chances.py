"""From signals to chances and log-odds, by hand."""

from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.evidence.chances import NEWNESS, PATHWAY, TREND, folds, tell, weigh_signals
from recommender.evidence.ranker import FOLDS
from recommender.evidence.signals import EVER, NEW_DAY, RULES, SIGNALS

NOTHING = np.zeros((FOLDS, len(SIGNALS)))


def lines(table: np.ndarray, weights: np.ndarray, scale: float, unknown: float) -> np.ndarray:
    """From a table with one line a candidate."""
    told, room = np.zeros((3, len(table))), np.empty((3, len(table)))
    plain = np.zeros((FOLDS, len(SIGNALS)))
    plain[0] = weights
    weighed = np.empty(len(SIGNALS))
    tell(
        told,
        room,
        np.ascontiguousarray(table.T),
        plain,
        weighed,
        1,
        0.0,
        0.0,
        1.0,
        1.0,
        1.0,
        scale,
        unknown,
    )
    return told


def test_nothing_known_of_equals_adds_nothing() -> None:
    table = np.zeros((4, len(SIGNALS)))
    assert lines(table, np.ones(len(SIGNALS)), 36.0, 1.0) == pytest.approx(np.zeros((3, 4)))


def test_the_lines_add_up_to_the_chance_in_log_odds() -> None:
    """Two candidates, of which one is twice as popular and e times as likely on this path."""
    table, weights = np.zeros((2, len(SIGNALS))), np.ones(len(SIGNALS))
    table[0, EVER], table[0, RULES] = log(2), 1.0
    told = lines(table, weights, 36.0, 0.0)
    chance = 2 * exp(1) / (2 * exp(1) + 1)
    assert told[TREND, 0] == pytest.approx(log(1 + 36 * 2 / 3))
    assert told[NEWNESS].tolist() == pytest.approx([0.0, 0.0])
    assert told[:, 0].sum() == pytest.approx(log(1 + 36 * chance))


def test_what_is_new_is_told_as_newness() -> None:
    table = np.zeros((2, len(SIGNALS)))
    table[1, NEW_DAY] = 1.0
    told = lines(table, np.ones(len(SIGNALS)), 36.0, 0.0)
    assert told[NEWNESS, 1] > 0.0 > told[NEWNESS, 0]
    assert told[PATHWAY].tolist() == pytest.approx([0.0, 0.0])


def test_a_weight_depends_on_length_pause_and_support() -> None:
    weights = NOTHING.copy()
    weights[:, RULES] = 1.0, 2.0, 4.0, 8.0
    found = np.empty(len(SIGNALS))
    weigh_signals(found, weights, folds(4, 30 * 60_000.0, 99.0), (0.5, 1.0, 1.0))
    of_support = 8.0 * log(100.0) / 5.0
    assert found[RULES] == pytest.approx(0.5 * (1.0 + 2.0 / 4 + 4.0 / exp(1) + of_support))
    weigh_signals(found, weights, folds(0, 0.0, 0.0), (1.0, 1.0, 1.0))
    assert found[RULES] == pytest.approx(3.0)  # without a trail there is no pause


@given(st.integers(0, 2**32 - 1), st.integers(1, 30))
def test_better_known_is_never_less_likely(seed: int, count: int) -> None:
    lots = np.random.default_rng(seed)
    table, weights = lots.normal(size=(count, len(SIGNALS))), lots.normal(size=len(SIGNALS))
    odds, logits = lines(table, weights, 36.0, 0.3).sum(axis=0), table @ weights
    assert (np.diff(odds[np.argsort(logits)]) >= -1e-9).all()
