"""How common needs are, from what buyers come to by themselves."""

from uuid import UUID

import pytest

from recommender.fitting.commonness import first_touches, fit_commonness
from recommender.model.catalogue import Job, Persona
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Kind
from tests.recommender.builders import catalogue, day, interaction, offer

PERSONAS = (Persona("it", "", ""), Persona("finance", "", ""))
JOBS = (Job("explore", ""), Job("buy", ""))
SHELF = Shelf.of(
    catalogue(
        offer("it-explore", ("it", "explore")),
        offer("it-buy", ("it", "buy")),
        offer("finance-explore", ("finance", "explore")),
        offer("finance-buy-1", ("finance", "buy")),
        offer("finance-buy-2", ("finance", "buy")),
        personas=PERSONAS,
        jobs=JOBS,
    )
)


def test_the_first_touch_counts_and_not_of_those_whom_a_set_led() -> None:
    one, other, third = (UUID(int=number) for number in (1, 2, 3))
    acts = [
        interaction("a", at=day(0), buyer=one),
        interaction("b", at=day(1), buyer=one),
        interaction("c", Kind.SHOWN, day(1), buyer=other),
        interaction("d", at=day(2), buyer=other),
        interaction(None, Kind.STATED, day(1), buyer=third),
        interaction("e", at=day(3), buyer=third),
    ]
    assert first_touches(acts) == ["a", "e"]


def test_without_touches_it_is_what_the_catalogue_says() -> None:
    found = fit_commonness([], SHELF)
    assert dict(found.personas) == pytest.approx({"it": 0.5, "finance": 0.5})
    assert dict(found.jobs) == pytest.approx({"explore": 0.5, "buy": 0.5})


def test_what_is_come_to_more_often_is_more_common() -> None:
    found = fit_commonness(["it-explore"] * 80 + ["finance-buy-1"] * 20, SHELF)
    assert dict(found.personas)["it"] > 0.7
    assert dict(found.jobs)["explore"] > 0.7
    assert sum(dict(found.jobs).values()) == pytest.approx(1.0)


def test_what_there_is_more_of_is_not_more_needed() -> None:
    """Of two offers for finance to buy each is come to half as often as one would be."""
    once = ["it-explore", "it-buy", "finance-explore"] * 40
    twice = [*once, *["finance-buy-1", "finance-buy-2"] * 20]
    assert dict(fit_commonness(twice, SHELF).jobs)["buy"] == pytest.approx(0.5, abs=0.05)


def test_offers_that_are_gone_say_nothing() -> None:
    assert fit_commonness(["gone"] * 9, SHELF) == fit_commonness([], SHELF)
