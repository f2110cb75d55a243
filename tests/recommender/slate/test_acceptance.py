"""From coming next to being taken when shown; and the chance that is told of a set."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.belief import BeliefSettings, Offer, Serving
from recommender.engine import Settings, decide
from recommender.journey import Journey
from recommender.learning import Model
from recommender.model.catalogue import Job, Persona
from recommender.model.context import StepContext
from recommender.model.decision import Decision
from recommender.model.shelf import Shelf
from recommender.slate import MILLION, Acceptance, SlateSettings, decode, replay
from recommender.slate.told import told
from tests.recommender.builders import catalogue, day, offer

SHELF = Shelf.of(
    catalogue(
        *(offer(f"finance-{number}", ("finance", "buy")) for number in range(3)),
        *(offer(f"it-{number}", ("it", "buy")) for number in range(3)),
        offer("untagged"),
        personas=(Persona("finance", "", "", share=3.0), Persona("it", "", "", share=1.0)),
        jobs=(Job("buy", ""),),
    )
)
BELIEF = BeliefSettings(unknown=0.2)
POINTS = ((0.2, 0.1), (0.4, 0.5))


def decided(slate: SlateSettings, size: int = 3, belief: BeliefSettings = BELIEF) -> Decision:
    return decide(
        *(Model.empty(), SHELF, Journey.empty(), StepContext(size=size)),
        id=UUID(int=1),
        now=day(0),
        settings=Settings(belief=belief, slate=slate),
    )


def outright(acceptance: Acceptance) -> SlateSettings:
    return SlateSettings(explore=False, acceptance=acceptance)


def test_log_odds_are_scaled_shifted_and_take_in_an_offers_own_draw_before_they_are_recorded() -> (
    None
):
    plain = decode(decided(outright(Acceptance())).draw)
    serving = Serving(offers=(Offer("finance-1", 0.75, ()), Offer("untagged", -0.5, ())))
    belief = replace(BELIEF, serving=serving)
    acceptance = Acceptance(shift=-1.0, common=0.5, need=2.0)
    fitted = decode(decided(outright(acceptance), belief=belief).draw)
    own = {"finance-1": 0.75, "untagged": -0.5}
    odds = dict(zip(plain.keys, plain.odds / MILLION, strict=True))
    expected = [-1.0 + 0.5 * odds[key] + own.get(key, 0.0) for key in fitted.keys]
    assert fitted.odds / MILLION == pytest.approx(expected, abs=2e-6)
    fits = dict(zip(plain.keys, plain.fits.sum(axis=1), strict=True)) | {"finance-1": 0}
    assert fitted.fits.sum(axis=1) == pytest.approx([2.0 * fits[key] for key in fitted.keys])


def test_a_set_hedges_between_needs_where_what_fits_one_is_likely_to_be_taken() -> None:
    """Three alike are all likely to be wrong at once."""
    sure = Acceptance(shift=3.0, need=2.0)
    assert set(offers(decided(outright(sure)))) >= {"finance-0", "it-0"}
    assert set(offers(decided(outright(Acceptance())))) == {"finance-0", "finance-1", "finance-2"}


def offers(decision: Decision) -> list[str]:
    return [step.offer for step in decision.steps]


@pytest.mark.parametrize(
    ("chance", "expected"), [(0.0, 0.1), (0.2, 0.1), (0.3, 0.3), (0.4, 0.5), (0.9, 0.5)]
)
def test_a_chance_is_told_along_straight_lines(chance: float, expected: float) -> None:
    assert told(chance, POINTS) == pytest.approx(expected)


def test_without_points_the_chance_itself_is_told() -> None:
    assert told(0.123, ()) == 0.123


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=6), st.data())
def test_a_map_that_never_falls_tells_none_that_falls(
    points: list[tuple[float, float]], data: st.DataObject
) -> None:
    rising = list(zip(sorted(x for x, _ in points), sorted(y for _, y in points), strict=True))
    low, high = sorted(data.draw(st.tuples(st.floats(0, 1), st.floats(0, 1))))
    assert told(low, rising) <= told(high, rising) + 1e-12


def test_what_was_told_is_told_again_by_a_replay_and_steps_are_as_before() -> None:
    plain = decided(SlateSettings())
    mapped = decided(SlateSettings(told=((0.0, 0.0), (1.0, 0.5))))
    assert mapped.chance_any_taken == pytest.approx(plain.chance_any_taken / 2)
    assert replay(mapped.draw).chance_any_taken == mapped.chance_any_taken
    assert mapped.steps == plain.steps
    assert decode(mapped.draw).told == ((0.0, 0.0), (1.0, 0.5))
