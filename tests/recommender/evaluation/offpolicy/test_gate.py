"""What the gate says, R69: the system says what it does not know."""

import numpy as np
import pytest

from recommender.evaluation.offpolicy.gate import Overlap, declined

FINE = Overlap(
    decisions=5_000,
    accounts=500,
    effective=900.0,
    mean_weight=1.02,
    error=0.01,
    largest=30.0,
    unsupported=0.01,
)
OFF = (
    "Weights are 0.969 on average, more than 3 standard errors (0.010) from 1: the log could not "
    "show all that this policy would, or its propensities are wrong."
)


def test_the_overlap_of_a_hand_computed_log() -> None:
    overlap = Overlap.of(np.array([2.0, 1.0, 0.0, 1.0]), accounts=3, unsupported=0.25)
    assert overlap == pytest.approx((4, 3, 16 / 6, 1.0, (2 / 3) ** 0.5 / 2, 2.0, 0.25))


def test_enough_is_enough() -> None:
    assert declined(FINE) == ()


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (
            {"effective": 99.0},
            "THIN_OVERLAP",
            "5,000 decisions are worth 99 of this policy; at least 100 are needed.",
        ),
        (
            {"decisions": 1_000_000, "effective": 9_999.0},
            "THIN_OVERLAP",
            "1,000,000 decisions are worth 9,999 of this policy; at least 10,000 are needed.",
        ),
        (
            {"mean_weight": 0.969},
            "WEIGHTS_OFF",
            OFF,
        ),
        (
            {"unsupported": 0.021},
            "UNSUPPORTED",
            "2.1% of what this policy would show could not be shown then.",
        ),
        (
            {"accounts": 9},
            "FEW_ACCOUNTS",
            "9 accounts are too few to tell how others differ from them.",
        ),
    ],
)
def test_each_doubt_alone(change: dict[str, float], code: str, words: str) -> None:
    (doubt,) = declined(FINE._replace(**change))  # type: ignore[arg-type]  # of its fields
    assert (doubt.code, doubt.words) == (code, words)


@pytest.mark.parametrize(
    "change",
    [
        {"effective": 100.0},
        {"mean_weight": 1.03},
        {"unsupported": 0.02},
        {"accounts": 10},
    ],
)
def test_the_edge_is_still_answered(change: dict[str, float]) -> None:
    assert declined(FINE._replace(**change)) == ()  # type: ignore[arg-type]  # of its fields


def test_all_doubts_are_told_at_once() -> None:
    doubts = declined(Overlap.of(np.array([3.0, 0.0]), accounts=2, unsupported=1.0))
    assert [doubt.code for doubt in doubts] == ["FEW_ACCOUNTS", "THIN_OVERLAP", "UNSUPPORTED"]


def test_an_empty_log_says_one_thing() -> None:
    (doubt,) = declined(Overlap.of(np.array([]), accounts=0))
    assert doubt.code == "NO_DECISIONS"
