"""Decayed popularity: masses by hand at the three half-lives."""

import numpy as np
import pytest

from recommender.learning.popularity import REACH, Popularity
from recommender.model.instant import DAY, HOUR, Instant
from tests.recommender.builders import START, day


def touched(*times: int) -> Popularity:
    popularity = Popularity()
    popularity.admit()
    for at in times:
        popularity.add(0, Instant(at))
    return popularity


def masses(popularity: Popularity, now: int) -> list[float]:
    return popularity.read(Instant(now))[:, 0].tolist()


def test_a_touch_weighs_one_at_its_own_time():
    assert masses(touched(START), START) == pytest.approx([1.0, 1.0, 1.0])


def test_it_halves_with_each_half_life():
    assert masses(touched(START), day(10)) == pytest.approx([2.0**-40, 2.0**-10, 0.5])


def test_touches_add_up_each_at_its_age():
    popularity = touched(START, START + 6 * HOUR)
    assert masses(popularity, START + 6 * HOUR) == pytest.approx(
        [1.5, 1.0 + 2.0**-0.25, 1.0 + 2.0**-0.025]
    )


def test_a_late_arrival_weighs_what_it_would_have_weighed_in_time():
    in_time = masses(touched(START, day(1)), day(1))
    assert masses(touched(day(1), START), day(1)) == pytest.approx(in_time)


def test_a_moving_landmark_changes_no_mass():
    """One touch every six hours for longer than the landmark reaches."""
    times = [START + n * 6 * HOUR for n in range(3 * REACH)]
    quick, _, _ = masses(touched(*times), times[-1])
    assert quick == pytest.approx(2.0)


def test_what_is_long_past_fades_to_nothing_and_never_to_a_number_that_is_none():
    popularity = touched(START, START + 20_000 * DAY)
    assert masses(popularity, START + 20_000 * DAY) == pytest.approx([1.0, 1.0, 1.0])
    assert np.isfinite(popularity.read(Instant(START - 20_000 * DAY))).all()
