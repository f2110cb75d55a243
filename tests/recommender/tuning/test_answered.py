"""What came of sets is read from the log, in whatever order it was written."""

from uuid import UUID

import numpy as np
import pytest

from recommender.belief import Offer, Serving
from recommender.engine import DEFAULTS, decide
from recommender.journey import Journey
from recommender.learning import Model
from recommender.model.context import StepContext
from recommender.model.instant import HOUR, MINUTE, Instant
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Kind
from recommender.slate import Acceptance
from recommender.tuning import PATIENCE, Exposure, Hearing, Made, Tuned
from tests.recommender.builders import BUYER, START, catalogue, interaction, offer

FIRST, SECOND = UUID(int=1), UUID(int=2)


def act(kind: Kind, after: int, decision: UUID | None = FIRST, key: str = "a") -> Interaction:
    return interaction(key, kind, Instant(START + after), decision=decision)


def hearing(*acts: Interaction) -> Hearing:
    found = Hearing()
    found.hear(acts)
    return found


def test_the_step_that_was_taken_first_counts_however_late_it_is_heard_of() -> None:
    found = hearing(
        act(Kind.CLICKED, 9, key="b"), act(Kind.SHOWN, 1), act(Kind.CLICKED, 5, key="a")
    )
    assert found.taken(FIRST) == "a"


def test_nothing_is_taken_too_late_nor_in_answer_to_another_set() -> None:
    late, other = act(Kind.CLICKED, PATIENCE + 2), act(Kind.CLICKED, 2, SECOND)
    found = hearing(act(Kind.SHOWN, 1), late, other, act(Kind.DISMISSED, 2))
    assert found.taken(FIRST) is None
    assert hearing(act(Kind.SHOWN, 1), act(Kind.CLICKED, PATIENCE + 1)).taken(FIRST) == "a"


def test_a_set_that_nobody_saw_says_nothing() -> None:
    found = hearing(act(Kind.CLICKED, 1), act(Kind.SHOWN, 2, None), act(Kind.SHOWN, 3, SECOND))
    assert list(found.shown) == [SECOND]


def test_only_sets_whose_time_is_over_are_fitted_to() -> None:
    found = hearing(act(Kind.SHOWN, 0), act(Kind.SHOWN, HOUR, SECOND))
    end = Instant(START + PATIENCE)
    assert found.over(end, 10) == [FIRST]
    assert found.over(Instant(end + HOUR), 10) == [FIRST, SECOND]
    assert found.over(Instant(end + HOUR), 1) == [SECOND]
    assert found.over(Instant(end - 1), 10) == []


def test_a_copy_hears_for_itself() -> None:
    found = hearing(act(Kind.SHOWN, 0))
    found.copy().hear([act(Kind.CLICKED, MINUTE)])
    assert found.taken(FIRST) is None


def test_what_was_tuned_is_taken_out_of_the_odds_again() -> None:
    """The same set is read the same whatever it was decided with."""
    shelf = Shelf.of(catalogue(*(offer(key, (None, "validation")) for key in "abc")))
    serving = Serving((("anyone", "validation"),), 1.0, (Offer("a", 0.5, ((0, 1.0),)),))
    tuned = Tuned(Acceptance(-0.5, 0.5), serving=serving)
    read = []
    for settings in (DEFAULTS, tuned.applied(DEFAULTS)):
        made = decide(
            *(Model.empty(), shelf, Journey.empty(), StepContext(size=3)),
            id=FIRST,
            now=START,
            settings=settings,
        )
        read.append(Made.of(made.draw, ("a", "b", "c"), shelf, settings))
    assert read[1].odds == pytest.approx(read[0].odds, abs=1e-5)
    assert np.array_equal(read[1].places, [0, 1, 2])
    with pytest.raises(KeyError):
        Made.of(made.draw, ("a",), Shelf.of(catalogue(offer("b"))), DEFAULTS)


def test_an_answer_is_the_place_of_what_was_taken_and_who_was_shown_it_when() -> None:
    made = Made(("a", "b"), [0, 1], np.zeros(2))
    shown = Exposure(Instant(START + 1), BUYER)
    for taken, place in (("b", 1), ("gone", None)):
        found = hearing(act(Kind.SHOWN, 1), act(Kind.CLICKED, 2, key=taken))
        assert found.answered(FIRST, made) == (made, shown, place)
    assert hearing(act(Kind.SHOWN, 1)).answered(FIRST, made).taken is None
