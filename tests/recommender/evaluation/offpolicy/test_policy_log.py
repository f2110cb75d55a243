"""From records to an answer: what counts, what is left aside, what the log could not have shown."""

from dataclasses import replace

import numpy as np
import pytest

from recommender.evaluation.offpolicy import (
    SET_POLICIES,
    LeftAside,
    LoggedSet,
    PolicyComparison,
    PolicyLog,
    SetPolicy,
)
from recommender.evaluation.offpolicy.laws import chance, every_set
from recommender.evaluation.offpolicy.logged_set import read
from recommender.evaluation.offpolicy.weighing import Weighed, weigh
from recommender.model.shelf import Shelf
from recommender.slate import Pool
from tests.recommender.builders import catalogue, offer
from tests.recommender.evaluation.offpolicy.logs import LAW, MANY, dice, logged, pool

LOGGED, GREEDY = SET_POLICIES["logged"], SET_POLICIES["greedy"]
SHELF = Shelf.of(
    catalogue(
        *(offer(f"o{place}", format="article" if place < 4 else "call") for place in range(6))
    )
)
OPEN = pool([-1.0, -1.2, -1.4, -1.6, -1.8, -2.0], law=LAW._replace(size=2))


def weighed(of: Pool, policy: SetPolicy) -> Weighed:
    return weigh(read(logged(of)), policy, SHELF)


def compared(a: SetPolicy, b: SetPolicy, *log: LoggedSet) -> PolicyComparison:
    taking = PolicyLog(a, b, SHELF)
    for one in log:
        taking.add(one)
    return taking.compare(np.random.default_rng(1))


def a_log(of: Pool, count: int) -> list[LoggedSet]:
    """Every third set leads on; twenty accounts."""
    return [
        logged(dice(of, number), taken=number % 3 == 0, account=f"a{number % 20}")
        for number in range(count)
    ]


def test_the_logger_s_own_estimates_are_its_mean_exactly() -> None:
    found = compared(LOGGED, replace(LOGGED, name="same", epsilon=LAW.epsilon), *a_log(OPEN, 150))
    assert (found.decisions, found.accounts, found.taken, found.left_aside) == (150, 20, 1 / 3, {})
    for value in found.values:
        assert (value.overlap.effective, value.overlap.mean_weight) == (150.0, 1.0)
        assert value.estimates["ips"].value == value.estimates["snips"].value == 1 / 3
        assert value.estimates["dr"].value == pytest.approx(1 / 3, abs=1e-15)
    assert {name: tuple(one) for name, one in found.difference.items()} == dict.fromkeys(
        ("ips", "snips", "dr"), (0.0, 0.0, 0.0)
    )


def test_the_recorded_propensity_is_the_one_that_a_weight_divides_by() -> None:
    for number in range(30):
        one = logged(dice(MANY, number))
        shown = read(one)
        assert shown.chance == one.propensity
        assert chance(shown.pool, shown.places) == pytest.approx(one.propensity, rel=1e-11)


def test_a_weight_is_the_ratio_of_two_exact_chances() -> None:
    warmer = SetPolicy("warmer", temperature=0.5, epsilon=0.2)
    shown = read(logged(MANY))
    target = MANY._replace(law=MANY.law._replace(temperature=0.5, epsilon=0.2))
    expected = chance(target, shown.places) / chance(MANY, shown.places)
    assert weigh(shown, warmer, SHELF).weight == pytest.approx(expected, rel=1e-11)


def test_weights_are_one_on_average_where_all_sets_can_be_shown() -> None:
    """Over all sets of the pool, each as often as it is drawn: exactly."""
    target = OPEN._replace(law=OPEN.law._replace(temperature=0.01, epsilon=0.02))
    total = sum(
        chance(OPEN, places) * (chance(target, places) / chance(OPEN, places))
        for places in every_set(OPEN)
        if chance(OPEN, places) > 0.0
    )
    assert total == pytest.approx(1.0, abs=1e-12)
    assert weighed(OPEN, SetPolicy("t", temperature=0.01, epsilon=0.02)).unsupported == 0.0


def test_from_records_alone_the_truth_of_another_policy_is_found() -> None:
    """R69. Offers please otherwise than they promise; the truth is summed over all sets."""
    liking = np.array([0.05, 0.1, 0.5, 0.2, 0.3, 0.15])
    other = SetPolicy("other", temperature=0.02, epsilon=0.2)
    target = OPEN._replace(law=OPEN.law._replace(temperature=0.02, epsilon=0.2))
    truth = sum(
        chance(target, places) * float(1.0 - np.prod(1.0 - liking[list(places)]))
        for places in every_set(OPEN)
    )
    generator = np.random.default_rng(3)
    log = []
    for number in range(600):
        one = logged(dice(OPEN, number), account=f"a{number % 60}")
        taken = (generator.random(6) < liking)[list(read(one).places)].any()
        log.append(replace(one, taken=bool(taken)))
    found = compared(LOGGED, other, *log)
    own, value = found.values
    assert (own.declined, value.declined) == ((), ())
    for _, low, high in value.estimates.values():
        assert low < truth < high
        assert high - low < 0.12
    assert abs(truth - found.taken) > 0.02


def test_what_the_floor_of_the_log_kept_out_is_mass_that_it_could_not_show() -> None:
    """By all sets of a small pool; the number is what enumeration says."""
    lower = SetPolicy("lower", floor=0.001)
    target = MANY._replace(law=MANY.law._replace(floor=0.001))
    expected = sum(
        chance(target, places) for places in every_set(MANY) if chance(MANY, places) == 0.0
    )
    assert 0.02 < expected < 1.0
    assert weighed(MANY, lower).unsupported == pytest.approx(expected, abs=1e-12)


def test_in_a_large_pool_it_is_estimated_from_what_the_policy_draws() -> None:
    """A lower floor lets a fourth of the offers in, which the log never drew."""
    wide = pool([-1.0] * 9 + [-4.0] * 3, law=LAW._replace(size=3, epsilon=1.0, floor=0.01))
    lower = SetPolicy("lower", floor=0.001)
    target = wide._replace(law=wide.law._replace(floor=0.001))
    expected = sum(
        chance(target, places) for places in every_set(wide) if chance(wide, places) == 0.0
    )
    found = [weighed(dice(wide, number), lower).unsupported for number in range(200)]
    assert np.mean(found) == pytest.approx(expected, abs=0.06)


def test_a_set_of_another_size_was_never_shown() -> None:
    found = weighed(OPEN, SetPolicy("larger", size=3))
    assert (found.weight, found.unsupported) == (0.0, pytest.approx(1.0, abs=1e-11))


def test_the_best_set_is_worth_the_inverse_of_its_chance_where_it_was_shown() -> None:
    logs = [read(logged(dice(OPEN, number))) for number in range(40)]
    found = {frozenset(one.places): weigh(one, GREEDY, SHELF) for one in logs}
    weights = {places: one.weight for places, one in found.items() if one.weight}
    assert weights == {frozenset({0, 1}): pytest.approx(1 / chance(OPEN, (0, 1)))}
    assert {one.unsupported for one in found.values()} == {0.0}


def test_a_pinned_step_is_no_matter_of_chance() -> None:
    """Both policies show it; the weight is of what was drawn beside it."""
    pinned = OPEN._replace(pinned=(5,))
    found = {}
    for number in range(30):
        shown = read(logged(dice(pinned, number)))
        found[shown.places] = weigh(shown, GREEDY, SHELF).weight
    assert {places[0] for places in found} == {5}
    assert {places: weight for places, weight in found.items() if weight} == {
        (5, 0): pytest.approx(1 / chance(pinned, (5, 0)))
    }


def test_limits_are_made_anew_by_the_catalogue() -> None:
    """Two steps of four articles and two calls: by one of each format, eight of fifteen pairs."""
    varied = SetPolicy("varied", formats=1, size=2)
    weights = {}
    for number in range(80):
        shown = read(logged(dice(OPEN, number)))
        weights[frozenset(shown.places)] = weigh(shown, varied, SHELF).weight
    mixed = {places for places in weights if min(places) < 4 <= max(places)}
    assert 3 < len(mixed) < len(weights)
    assert {places for places, weight in weights.items() if weight > 0.0} == mixed


def test_what_says_nothing_is_left_aside_with_its_reason() -> None:
    good = logged(OPEN, taken=True)
    outright = logged(OPEN._replace(law=OPEN.law._replace(explore=False)))
    log = [
        good,
        outright,
        replace(good, draw=b"{}"),
        replace(good, propensity=good.propensity * 1.001),
        replace(good, draw=good.draw.replace(b'"o5"', b'"gone"')),
    ]
    found = compared(LOGGED, SetPolicy("varied", formats=1), *log)
    assert found.decisions == 1
    assert found.left_aside == {
        LeftAside.NOT_BY_CHANCE: 1,
        LeftAside.UNREADABLE: 2,
        LeftAside.OFFER_GONE: 1,
    }


def test_a_policy_far_from_the_log_is_declined_and_the_other_is_still_told() -> None:
    """R69."""
    found = compared(LOGGED, SetPolicy("larger", size=3), *a_log(OPEN, 150))
    own, other = found.values
    assert own.declined == ()
    assert {doubt.code for doubt in other.declined} == {
        "THIN_OVERLAP",
        "WEIGHTS_OFF",
        "UNSUPPORTED",
    }
    assert (other.estimates, found.difference) == ({}, {})


def test_an_empty_log_is_declined() -> None:
    found = compared(LOGGED, GREEDY)
    assert (found.decisions, found.accounts, found.taken) == (0, 0, 0.0)
    assert [doubt.code for value in found.values for doubt in value.declined] == [
        "NO_DECISIONS",
        "NO_DECISIONS",
    ]
