"""What offers serve is learned from journeys in which it shows."""

from collections.abc import Iterator
from uuid import UUID

import numpy as np
import pytest

from recommender.belief import TAGGED, BeliefSettings
from recommender.fitting import learn
from recommender.model.catalogue import Job, Persona
from recommender.model.instant import MINUTE, Instant
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Kind
from tests.recommender.builders import START, catalogue, interaction, offer

JOBS = (Job("a", ""), Job("b", ""))
SHELF = Shelf.of(
    catalogue(
        *(offer(f"a{number}", ("it", "a")) for number in range(5)),
        *(offer(f"b{number}", ("it", "b")) for number in range(5)),
        offer("wrong", ("it", "b")),
        offer("unseen", ("it", "a")),
        personas=(Persona("it", "", ""),),
        jobs=JOBS,
    )
)
BELIEF = BeliefSettings()


def log(buyers: int = 120, seed: int = 3) -> Iterator[Interaction]:
    """Three in four come for a; all stay with it. One offer for a is tagged to be for b."""
    rng = np.random.default_rng(seed)
    for buyer in range(buyers):
        job = "a" if buyer % 4 else "b"
        own = [f"{job}{number}" for number in range(5)] + ["wrong"] * (job == "a")
        for step, key in enumerate(rng.permutation(own)[:3].tolist()):
            at = Instant(START + (10 * buyer + step) * MINUTE)
            yield interaction(key, Kind.COMPLETED, at, buyer=UUID(int=buyer + 1))


def test_without_a_log_it_is_what_the_catalogue_says() -> None:
    found = learn([], SHELF, BELIEF, 2.3)
    assert found.serving == TAGGED
    assert found.personas == (("it", 1.0),)
    assert found.jobs == found.turns == (("a", 1.0), ("b", 1.0))
    assert found.drift == BELIEF.drift


def test_where_there_are_no_needs_there_is_nothing_to_learn() -> None:
    bare = Shelf.of(catalogue(offer("a0"), jobs=()))
    assert learn(log(), bare, BELIEF, 2.3).serving == TAGGED


def test_a_wrong_tag_is_found_out_by_the_company_that_its_readers_keep() -> None:
    found = learn(log(), SHELF, BELIEF, 2.3)
    fits = found.serving.on(SHELF).fits
    right, wrong = fits[SHELF.index["a0"]], fits[SHELF.index["wrong"]]
    assert right[0] > 1.0
    assert right[1] == 0.0
    assert wrong[0] > wrong[1]
    assert dict(found.jobs)["a"] == pytest.approx(1.5, abs=0.2)
    assert found.drift < BELIEF.drift


def test_an_offer_that_was_always_shown_is_not_taken_for_one_that_is_liked() -> None:
    """Both are taken equally often; one of them was shown five times as often."""
    acts = []
    for number in range(200):
        buyer, decision = UUID(int=number + 1), UUID(int=1_000 + number)
        for key in ("a0", "a1") if number % 5 == 0 else ("a0", "a2"):
            at = Instant(START + number * MINUTE)
            acts.append(interaction(key, Kind.SHOWN, at, buyer=buyer, decision=decision))
        taken = {0: "a0", 5: "a1"}.get(number % 10)
        if taken is not None:
            at = Instant(START + number * MINUTE + 1)
            acts.append(interaction(taken, Kind.CLICKED, at, buyer=buyer, decision=decision))
    odds = learn(acts, SHELF, BELIEF, 2.3).serving.on(SHELF).odds
    assert odds[SHELF.index["a1"]] > odds[SHELF.index["a0"]] > odds[SHELF.index["a2"]]
    assert odds[SHELF.index["unseen"]] == 0.0
