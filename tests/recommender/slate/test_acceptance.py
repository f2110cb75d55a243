"""From coming next to being taken when shown; and the chance that is told of a set."""

from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.belief import BeliefSettings, anybody
from recommender.engine import DEFAULTS, Settings, decide
from recommender.journey import Journey
from recommender.learning import Model
from recommender.model.catalogue import Job, Persona
from recommender.model.context import StepContext
from recommender.model.decision import Decision
from recommender.model.shelf import Shelf
from recommender.slate import MILLION, Acceptance, SlateSettings, decode, replay
from recommender.slate.acceptance import usual
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


def decided(slate: SlateSettings, size: int = 3) -> Decision:
    return decide(
        *(Model.empty(), SHELF, Journey.empty(), StepContext(size=size)),
        id=UUID(int=1),
        now=day(0),
        settings=Settings(belief=BELIEF, slate=slate),
    )


def outright(acceptance: Acceptance) -> SlateSettings:
    return SlateSettings(explore=False, acceptance=acceptance)


def test_anybody_has_the_needs_of_those_who_come() -> None:
    assert anybody(SHELF, BELIEF) == pytest.approx([0.8 * 0.75, 0.8 * 0.25])


def test_what_a_need_usually_adds_is_its_mean_over_those_who_come() -> None:
    """log(.6 e^2 + .4) for finance, log(.2 e^2 + .8) for IT, nothing without tags."""
    found = usual(SHELF, BELIEF, 2.0)
    finance, it = np.log(0.6 * np.exp(2) + 0.4), np.log(0.2 * np.exp(2) + 0.8)
    assert found == pytest.approx([finance] * 3 + [it] * 3 + [0.0])


def test_log_odds_are_scaled_shifted_and_taken_apart_before_they_are_recorded() -> None:
    plain = decode(decided(outright(Acceptance())).draw)
    acceptance = Acceptance(shift=-1.0, common=0.5, need=2.0, apart=1.0)
    fitted = decode(decided(outright(acceptance)).draw)
    assert fitted.keys == plain.keys
    weight = 2.0 * DEFAULTS.evidence.weights.need
    apart = usual(SHELF, BELIEF, weight)[[SHELF.index[key] for key in fitted.keys]]
    expected = -1.0 + 0.5 * plain.odds / MILLION - apart
    assert fitted.odds / MILLION == pytest.approx(expected, abs=2e-6)
    assert fitted.fits / MILLION == pytest.approx(2.0 * plain.fits / MILLION, abs=2e-6)


def test_apart_lets_a_set_hedge_where_it_would_have_been_all_for_the_common_need() -> None:
    """Three alike are all likely to be wrong at once, if they are liked for one need alone."""
    together, apart = Acceptance(shift=2.0, need=0.6), Acceptance(shift=2.0, need=0.6, apart=1.0)
    assert offers(decided(outright(together))) == ["finance-0", "finance-1", "finance-2"]
    assert offers(decided(outright(apart))) == ["untagged", "finance-0", "it-0"]


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
