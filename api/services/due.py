"""What of a workspace has to be fitted again: what rests on a log that was much shorter."""

from typing import NamedTuple

from recommender import FIRST, GROWTH, Marks

FEWEST = 1_000
"""Touches before the first fit, and between two: fewer move no weight that is worth a fit."""
HALF = 1.5
"""Weights change slowly: after half as much again they rest on other picks for a third."""
TENTH = 1.1
"""What is made from the model knows no newer offer, and is made in a second."""


class Due(NamedTuple):
    weights: bool
    """Of the ranker, from picks;"""
    made: bool
    """what it makes from the model;"""
    answers: bool
    """settings, from answers to sets."""

    @classmethod
    def of(cls, marks: Marks, now: Marks) -> "Due":
        return cls(
            now.fitted >= max(HALF * marks.fitted, marks.fitted + FEWEST),
            marks.refreshed > 0 and now.refreshed >= TENTH * marks.refreshed,
            now.tuned >= max(GROWTH * marks.tuned, FIRST),
        )


ALL = Due(weights=True, made=True, answers=True)
