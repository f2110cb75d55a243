"""What is planted: the same for a seed, true and wrongly tagged apart, new offers week by week."""

from dataclasses import replace

import numpy as np
import pytest

from recommender.evaluation.simulator.facets import ALL_FACETS, SHARP, Facets
from recommender.evaluation.simulator.plan import Plan
from recommender.evaluation.simulator.planting import plant
from recommender.evaluation.simulator.world import (
    JOBS,
    NEEDS,
    PERSONA_SHARES,
    PERSONAS,
    need_of,
)
from recommender.model.instant import DAY

PLAN = Plan()
WORLD = plant(SHARP, PLAN)


def tagged(number: int) -> tuple[str | None, str | None]:
    (service,) = WORLD.catalogue.offers[number].serves
    return service.persona, service.job


def served(number: int) -> set[tuple[str, str]]:
    return {
        (persona.key, job.key)
        for p, persona in enumerate(PERSONAS)
        for j, job in enumerate(JOBS)
        if WORLD.served[need_of(p, j)][number]
    }


def test_the_same_seed_plants_the_same_world() -> None:
    same = plant(SHARP, PLAN)
    assert same.catalogue == WORLD.catalogue
    assert np.array_equal(same.weights, WORLD.weights)
    assert plant(SHARP, replace(PLAN, seed=8)).catalogue != WORLD.catalogue


def test_a_fifth_is_tagged_wrongly_and_the_rest_rightly() -> None:
    wrong = {
        number for number in range(PLAN.offers) if not _is_right(tagged(number), served(number))
    }
    assert len(WORLD.mistagged) == PLAN.offers // 5
    assert wrong == WORLD.mistagged


def _is_right(tags: tuple[str | None, str | None], truth: set[tuple[str, str]]) -> bool:
    persona, job = tags
    whom = {persona} if persona else {one.key for one in PERSONAS}
    return truth == {(one, job) for one in whom}


def test_a_quarter_comes_week_by_week_and_cannot_be_shown_before() -> None:
    later = [at for at in WORLD.published if at >= PLAN.start]
    assert len(later) == PLAN.offers // 4
    weeks = {(at - PLAN.start) // (7 * DAY) for at in later}
    assert len(weeks) >= PLAN.weeks
    assert max(later) > PLAN.end
    assert [offer.starts for offer in WORLD.catalogue.offers] == list(WORLD.published)
    assert set(WORLD.out(PLAN.start)) < set(WORLD.out(PLAN.end)) < set(range(PLAN.offers))


def test_fits_are_one_for_the_need_served_and_fall_off_by_facets() -> None:
    number = next(n for n in range(PLAN.offers) if len(served(n)) == 1)
    need = next(z for z in range(NEEDS) if WORLD.served[z][number])
    persona, job = divmod(need, len(JOBS))
    other_job, other_persona = (job + 1) % len(JOBS), (persona + 1) % len(PERSONAS)
    assert WORLD.fits[need_of(persona, job), number] == 1.0
    assert WORLD.fits[need_of(persona, other_job), number] == SHARP.same_persona
    assert WORLD.fits[need_of(other_persona, job), number] == SHARP.same_job
    assert WORLD.fits[need_of(other_persona, other_job), number] == 0.0


def test_a_perfect_fit_lifts_what_an_offer_draws_by_the_lift() -> None:
    number = next(n for n in range(PLAN.offers) if len(served(n)) == 1)
    weights = np.log(WORLD.weights[0, :, number])
    fits = WORLD.fits[:, number]
    assert (weights.max() - weights.min()) / (fits.max() - fits.min()) == pytest.approx(SHARP.lift)


@pytest.mark.parametrize("facets", ALL_FACETS)
def test_random_sets_and_known_needs_are_as_in_the_comparison_that_is_repeated(
    facets: Facets,
) -> None:
    """Chance of at least one of four: random .17, .27, .46; known need .78, .76, .85."""
    published = {"sharp": (0.17, 0.78), "medium": (0.27, 0.76), "blurred": (0.46, 0.85)}
    weights = plant(facets, PLAN).weights[0]
    rng = np.random.default_rng(1)
    sets = [weights[:, rng.choice(PLAN.offers, 4, replace=False)].sum(axis=1) for _ in range(200)]
    best = np.sort(weights, axis=1)[:, -4:].sum(axis=1)
    found = float(np.mean([s / (1 + s) for s in sets])), float((best / (1 + best)).mean())
    assert found == pytest.approx(published[facets.name], abs=0.11)


def test_editors_guess_shares_that_are_halfway_between_true_and_even() -> None:
    shares = [persona.share for persona in PERSONAS]
    guessed = [(true + 1 / 3) / 2 for true in PERSONA_SHARES]
    assert shares == pytest.approx(guessed, abs=0.01)
