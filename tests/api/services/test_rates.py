from uuid import UUID

from api.services.rates import REMEMBERED, Rates, Standing
from recommender import MINUTE, SECOND, Instant

KEY, OTHER = UUID(int=1), UUID(int=2)
START = Instant(1_750_000_000_000)


def test_a_bucket_is_full_at_first_and_tells_what_is_left() -> None:
    rates = Rates(600)
    assert rates.charge(KEY, 100, START) == Standing(600, 500, full_in=10, wait=0)
    assert rates.charge(OTHER, 0, START) == Standing(600, 600, full_in=0, wait=0)


def test_what_cannot_be_paid_costs_nothing_and_says_when_it_can() -> None:
    rates = Rates(600)
    rates.charge(KEY, 590, START)
    assert rates.charge(KEY, 45, START) == Standing(600, 10, full_in=59, wait=4)
    assert rates.charge(KEY, 10, START) == Standing(600, 0, full_in=60, wait=0)


def test_a_bucket_fills_by_the_time_and_no_further() -> None:
    rates = Rates(600)
    rates.charge(KEY, 600, START)
    assert rates.charge(KEY, 50, Instant(START + 5 * SECOND)).left == 0
    assert rates.charge(KEY, 1, Instant(START + 10 * MINUTE)).left == 599


def test_a_clock_that_goes_back_gives_nothing() -> None:
    rates = Rates(600)
    rates.charge(KEY, 600, START)
    assert rates.charge(KEY, 1, Instant(START - MINUTE)).wait == 1
    assert rates.charge(KEY, 1, START).wait == 1


def test_what_costs_more_than_a_bucket_takes_a_whole_one() -> None:
    assert Rates(600).charge(KEY, 10_000, START) == Standing(600, 0, full_in=60, wait=0)


def test_the_key_that_asked_longest_ago_is_forgotten_first() -> None:
    rates = Rates(600)
    rates.charge(KEY, 600, START)
    for number in range(REMEMBERED):
        rates.charge(UUID(int=number + 10), 1, START)
    assert rates.charge(KEY, 0, START).left == 600
