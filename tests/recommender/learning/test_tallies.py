"""Decayed popularity: masses by hand at the half-lives."""

import numpy as np
import pytest

from recommender.learning.tallies import REACH, Tallies, ages, blank, enjoy, lately
from recommender.model.instant import DAY, HOUR, Instant
from tests.recommender.builders import START, day


def touched(*times: int) -> Tallies:
    tallies = blank(2)
    for at in times:
        enjoy(tallies, 0, Instant(at))
    return tallies


def masses(tallies: Tallies, now: int) -> list[float]:
    found = lately(tallies, Instant(now))
    assert found[:, 0].tolist() == (tallies.mass * ages(tallies, Instant(now))).tolist()
    assert found[:, 1].tolist() == [0.0] * len(found)
    return found[:, 0].tolist()


def test_a_touch_weighs_one_at_its_own_time():
    assert masses(touched(START), START) == pytest.approx([1.0] * 4)


def test_it_halves_with_each_half_life():
    found = masses(touched(START), day(10))
    assert found == pytest.approx([2.0**-40, 2.0**-10, 0.5, 2.0**-240])


def test_touches_add_up_each_at_its_age():
    assert masses(touched(START, START + 6 * HOUR), START + 6 * HOUR) == pytest.approx(
        [1.5, 1.0 + 2.0**-0.25, 1.0 + 2.0**-0.025, 1.0 + 2.0**-6]
    )


def test_a_late_arrival_weighs_what_it_would_have_weighed_in_time():
    in_time = masses(touched(START, day(1)), day(1))
    assert masses(touched(day(1), START), day(1)) == pytest.approx(in_time)


def test_a_moving_landmark_changes_no_mass():
    """One touch every six hours for longer than the landmark reaches."""
    times = [START + n * 6 * HOUR for n in range(3 * REACH)]
    assert masses(touched(*times), times[-1])[0] == pytest.approx(2.0)


def test_what_is_long_past_fades_to_nothing_and_never_to_a_number_that_is_none():
    tallies = touched(START, START + 20_000 * DAY)
    assert masses(tallies, START + 20_000 * DAY) == pytest.approx([1.0] * 4)
    assert np.isfinite(lately(tallies, Instant(START - 20_000 * DAY))).all()
    assert np.isfinite(lately(tallies, Instant(-(2**53)))).all()
