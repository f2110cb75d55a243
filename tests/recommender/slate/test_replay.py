"""A record is all that a decision needs to be made again, on any machine, compiled or not."""

from uuid import UUID

import numpy as np

from recommender.slate import MILLION, Law, Limit, Pool, decode, draw, encode, seed
from recommender.slate.law import stakes
from recommender.slate.propensity import numbers


def pools(count: int) -> list[Pool]:
    """Of all shapes: sizes, needs, limits, pins, laws."""
    dice = np.random.default_rng(5)
    return [_pool(dice, number) for number in range(count)]


def _pool(dice: np.random.Generator, number: int) -> Pool:
    size, needs = int(dice.integers(1, 31)), int(dice.integers(1, 42))
    fits = np.where(dice.random((size, needs)) < 0.1, dice.integers(0, 3 * MILLION), 0)
    groups = [dice.permutation(size)[: dice.integers(2, 9)].tolist() for _ in range(3)]
    pins = dice.permutation(size)[: dice.integers(0, 3)].tolist()
    return Pool(
        keys=[f"offer {place} “{number}”" for place in range(size)],
        odds=dice.integers(-4 * MILLION, MILLION, size),
        fits=fits.astype(np.int64),
        shares=(dice.dirichlet(np.ones(needs)) * MILLION).astype(np.int64),
        limits=tuple(Limit(int(dice.integers(1, 4)), tuple(group)) for group in groups),
        law=Law(int(dice.integers(3, 8)), number % 7 > 0, 0.05, 0.01, 0.005),
        seed=seed(UUID(int=number)),
        pinned=tuple(pins),
    )


def test_a_thousand_records_are_replayed_to_the_byte() -> None:
    for pool in pools(1000):
        record = encode(pool)
        again = decode(record)
        assert encode(again) == record
        assert draw(again) == draw(pool)


def test_python_and_machine_code_agree_to_the_last_bit() -> None:
    for pool in pools(20):
        compiled, plain = stakes(*numbers(pool)), stakes.plain(*numbers(pool))
        count = int(compiled.starts[-1])
        assert compiled.misses.tolist() == plain.misses.tolist()
        assert compiled.more[:count].tolist() == plain.more[:count].tolist()
