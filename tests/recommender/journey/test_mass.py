"""Evidence as whole numbers, worked by hand: half-life 30 days, epoch 2020-01-01."""

from decimal import Decimal

import pytest

from recommender.journey.mass import _GROWTH, EPOCH, HALF_LIFE, contribution, strength
from recommender.model.instant import DAY, Instant
from tests.recommender.builders import START, day

ONE = 2**40


def test_an_act_at_the_epoch_adds_its_weight_in_units():
    assert contribution(1.0, EPOCH) == ONE
    assert contribution(0.5, EPOCH) == ONE // 2


def test_a_contribution_doubles_with_every_half_life():
    assert contribution(1.0, START) == ONE << 67
    assert contribution(0.5, Instant(EPOCH + HALF_LIFE)) == ONE
    assert contribution(1.0, Instant(EPOCH - HALF_LIFE)) == ONE >> 1


def test_half_a_half_life_multiplies_by_the_root_of_two():
    assert contribution(1.0, Instant(EPOCH + 15 * DAY)) == round(2**0.5 * ONE) == 1554944255988


def test_the_table_is_exactly_rounded_and_so_the_same_on_every_machine():
    exact = (round(Decimal(2) ** (Decimal(step) / 4096) * ONE) for step in range(4096))
    assert tuple(exact) == _GROWTH


@pytest.mark.parametrize("at", [Instant(-(10**18)), Instant(0)])
def test_an_ancient_act_adds_nothing(at):
    assert contribution(2.0, at) == 0


def test_an_act_from_a_broken_clock_costs_no_memory():
    assert contribution(1.0, Instant(10**18)) == contribution(1.0, Instant(3_471_292_800_000))
    assert contribution(1.0, Instant(10**18)).bit_length() < 800


def test_strength_halves_in_thirty_days():
    mass = contribution(1.0, START)
    assert [strength(mass, day(n)) for n in (0, 30, 60)] == [1.0, 0.5, 0.25]


def test_reading_before_the_epoch_reads_at_the_epoch():
    assert strength(contribution(0.5, EPOCH), Instant(-(10**18))) == 0.5
