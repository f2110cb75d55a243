"""When simulated buyers are at work."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from api.demo.rhythm import FRIDAY, THURSDAY, busyness, moment, moments, weekday
from recommender import DAY, Instant


def _random(seed: int) -> Random:
    return Random(seed)  # noqa: S311  # a story, no secret


def test_the_first_day_of_1970_was_a_thursday() -> None:
    assert [weekday(day) for day in (0, 1, 4)] == [THURSDAY, FRIDAY, 0]


def test_a_tuesday_in_january_is_busier_than_a_saturday_in_august() -> None:
    assert busyness(20_466) == 1.2 * 0.95  # 2026-01-13
    assert busyness(20_666) == 0.12 * 0.65  # 2026-08-01


@given(st.integers(0, 25_000), st.integers(1, 400), st.integers())
def test_a_moment_lies_within_its_span(first: int, days: int, seed: int) -> None:
    start, end = Instant(first * DAY), Instant((first + days) * DAY)
    assert start <= moment(_random(seed), start, end) < end


def test_an_expected_count_is_met_on_average_and_in_order() -> None:
    rng = _random(1)
    found = [moments(rng, Instant(0), Instant(30 * DAY), 2.5) for _ in range(400)]
    assert {len(span) for span in found} == {2, 3}
    assert 2.4 < sum(map(len, found)) / 400 < 2.6
    assert all(span == sorted(span) for span in found)
