"""What would be believed now of those to whom sets were shown then."""

from uuid import UUID

import pytest

from recommender.belief import BeliefSettings, believe
from recommender.journey import fold, observed_share
from recommender.model.catalogue import Job, Persona
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Kind
from recommender.tuning import Exposure
from recommender.tuning.readings import believed
from tests.recommender.builders import catalogue, day, interaction, offer

SHELF = Shelf.of(
    catalogue(
        offer("a", ("it", "explore")),
        offer("b", ("it", "buy")),
        personas=(Persona("it", "", ""),),
        jobs=(Job("explore", ""), Job("buy", "")),
    )
)
ONE, OTHER = UUID(int=1), UUID(int=2)
SETTINGS = BeliefSettings(drift=0.3)


def test_it_is_by_what_each_had_done_before_and_nothing_later() -> None:
    acts = [
        interaction("a", Kind.COMPLETED, day(0), buyer=ONE),
        interaction("b", Kind.COMPLETED, day(2), buyer=ONE),
        interaction("b", Kind.COMPLETED, day(0), buyer=OTHER),
    ]
    shown = [Exposure(day(1), ONE), Exposure(day(1), OTHER), Exposure(day(3), ONE)]
    journeys = [fold(acts[:1]), fold(acts[2:]), fold(acts[:2])]
    for one, journey, found in zip(
        shown, journeys, believed(shown, acts, SHELF, SETTINGS), strict=True
    ):
        seen = observed_share(journey, one.at)
        assert found.whole == pytest.approx(
            believe(SHELF, journey, one.at, seen, SETTINGS).whole, rel=1e-12
        )
