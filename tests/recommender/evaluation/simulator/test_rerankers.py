"""Diversifiers over given scores."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from recommender.evaluation.simulator.rerankers import ALIKE, dpp, likeness, mmr, xquad

Floats = NDArray[np.float64]

TAGS = np.array([[1.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]])
"""Two offers for the first need, one for the second, one for none."""
CHANCES = np.array([0.5, 0.45, 0.3, 0.1])
TWINS = likeness(TAGS)


def test_offers_are_alike_as_far_as_their_tags_are() -> None:
    expected = np.identity(4)
    expected[0, 1] = expected[1, 0] = ALIKE
    assert np.array_equal(TWINS, expected)


def test_mmr_trades_likeness_for_relevance() -> None:
    """After the first: .7 * .9 - .3 * .8 = .39 for its twin, .7 * .6 = .42 for the other need."""
    assert mmr(CHANCES, TWINS, 3) == [0, 2, 1]


def test_xquad_counts_what_a_facet_already_has() -> None:
    """.7 * .9 + .3 * 0 = .63 for the twin, .7 * .6 + .3 * .5 = .57 for the other need."""
    assert xquad(CHANCES, TAGS, 3) == [0, 1, 2]
    assert xquad(CHANCES, TAGS, 3, variety=0.5) == [0, 2, 1]


def test_dpp_takes_the_set_of_the_greatest_determinant() -> None:
    """Twin: (.9**4)**2 * (1 - .8**2) = .155; other need: (.6**4)**2 = .017."""
    assert dpp(CHANCES, TWINS, 2) == [0, 1]
    assert dpp(np.array([0.5, 0.45, 0.44, 0.1]), TWINS, 2) == [0, 2]


@pytest.mark.parametrize(
    "ranked",
    [
        lambda chances: mmr(chances, np.identity(len(chances)), 5),
        lambda chances: mmr(chances, np.ones((len(chances), len(chances))), 5, relevance=1.0),
        lambda chances: xquad(chances, np.zeros((2, len(chances))), 5),
        lambda chances: dpp(chances, np.identity(len(chances)), 5),
    ],
    ids=["mmr", "mmr, relevance alone", "xquad", "dpp"],
)
@given(chances=st.lists(st.integers(1, 999), min_size=1, max_size=9, unique=True))
def test_with_nothing_to_tell_offers_apart_they_rank(
    ranked: Callable[[Floats], list[int]], chances: list[int]
) -> None:
    given_ = np.array(chances) / 1000
    assert ranked(given_) == np.argsort(-given_)[:5].tolist()
