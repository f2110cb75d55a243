"""Moments are read from a log, in whatever order it was written."""

from uuid import UUID

import pytest

from recommender.fitting.moments import moments
from recommender.model.instant import Instant
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Kind
from tests.recommender.builders import START, catalogue, interaction, offer

SHELF = Shelf.of(catalogue(offer("a"), offer("b"), offer("late", published=Instant(START + 2))))
SET = UUID(int=9)
FIRST, SECOND = UUID(int=1), UUID(int=2)


def act(
    key: str | None, kind: Kind, after: int, buyer: UUID = FIRST, decision: UUID | None = None
) -> Interaction:
    return interaction(key, kind, Instant(START + after), buyer=buyer, decision=decision)


def test_what_was_shown_is_one_moment_with_what_came_of_it() -> None:
    found = moments(
        [
            act("a", Kind.SHOWN, 1, decision=SET),
            act("b", Kind.SHOWN, 1, decision=SET),
            act("b", Kind.CLICKED, 2, decision=SET),
            act("b", Kind.VIEWED, 3),
            act("gone", Kind.VIEWED, 4),
            act(None, Kind.STATED, 5),
            act("a", Kind.SHOWN, 6),
        ],
        SHELF,
        10,
    )
    assert found.shown.tolist() == [[0, 1]]
    assert (found.taken.tolist(), found.alone.tolist()) == ([1], [False])


def test_moments_are_in_the_order_of_time_and_a_set_may_be_left() -> None:
    found = moments(
        [
            act("b", Kind.VIEWED, 5),
            act("a", Kind.VIEWED, 1, SECOND),
            act("a", Kind.SHOWN, 3, decision=SET),
            act("a", Kind.VIEWED, 2),
            act("a", Kind.VIEWED, 9),
        ],
        SHELF,
        10,
    )
    assert found.buyers.tolist() == [0, 0, 0, 1]
    assert found.steps.tolist() == [0, 1, 2, 0]
    assert found.taken.tolist() == [0, -1, 1, 0]
    assert found.alone.tolist() == [True, False, True, True]
    assert found.there == pytest.approx([1.0, 1.0, 2 / 3])


def test_only_the_latest_buyers_are_read_and_of_each_the_first_moments() -> None:
    acts = [act("a", Kind.VIEWED, 1), act("b", Kind.VIEWED, 2), act("a", Kind.VIEWED, 3, SECOND)]
    assert moments(acts, SHELF, 1).taken.tolist() == [0]
    assert moments(acts, SHELF, 2).taken.tolist() == [0, 1, 0]
    assert moments([], SHELF, 2).taken.tolist() == []
