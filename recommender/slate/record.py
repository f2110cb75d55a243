"""The record of a draw, as JSON."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from json.encoder import encode_basestring_ascii as _quoted
from operator import index
from typing import Any

import numpy as np

from recommender.slate.groups import in_a_row
from recommender.slate.numerals import Text, numerals
from recommender.slate.pool import RULES, Law, Limit, Points, Pool, Whole

_LARGEST = 20
"""No set has so many steps: its exact probability costs 2 to this power."""
_KEPT = 256
_dump = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


class DamagedDraw(ValueError):  # noqa: N818  # says what is wrong, not that something is
    """The bytes are not the record of a draw."""


def encode(pool: Pool) -> bytes:
    text = numerals(pool.odds, pool.fits, pool.shares, in_a_row(pool.pinned, pool.limits))
    return written(text, pool.keys, pool.law, pool.told, pool.seed)


def written(text: Text, keys: Sequence[str], law: Law, told: Points, seed: str) -> bytes:
    """``text`` holds the numbers. Fits are sparse: their places, offer by offer, and then they."""
    odds, places, fits, shares, pinned, limits = text.tobytes().decode().split("\n")
    return (
        f'{{"v":{RULES},"odds":[{odds}],"fits":[[{places}],[{fits}]],"shares":[{shares}],'
        f'"limits":[{limits}],"pinned":[{pinned}],{_rules(told, *law)},"seed":"{seed}",'
        f'"keys":[{",".join(map(_quoted, keys))}]}}'
    ).encode()


@lru_cache(maxsize=_KEPT, typed=True)
def _rules(told: Points, *law: float) -> str:
    """The part that is the same from one decision to the next."""
    return f'"told":{_dump(told)},"law":{_dump(law)}'


def decode(draw: bytes) -> Pool:
    """Raises: DamagedDraw."""
    try:
        record = json.loads(draw)
        if index(record["v"]) == RULES:
            return _pool(record)
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as e:
        raise DamagedDraw("not the record of a draw") from e
    raise DamagedDraw("drawn by rules that are not known here")


def _pool(record: Mapping[str, Any]) -> Pool:
    """Compiled loops look neither right nor left: all that they rely on is seen to here."""
    keys, seed, pinned = list(record["keys"]), record["seed"], tuple(record["pinned"])
    bytes.fromhex(seed)
    odds, shares = _row(record["odds"], len(keys)), _row(record["shares"], len(record["shares"]))
    fits = np.zeros((len(odds), len(shares)), np.int64)
    fits.put(*record["fits"])
    limits = tuple([Limit(index(most), tuple(places)) for most, places in record["limits"]])
    told = tuple([(float(chance), float(happened)) for chance, happened in record["told"]])
    for places in (pinned, *[limit.places for limit in limits]):
        _seen(places, len(keys))
    return Pool(keys, odds, fits, shares, limits, _law(*record["law"]), seed, pinned, told)


def _row(values: Sequence[int], length: int) -> Whole:
    """Raises: ValueError for anything but so many numbers."""
    return np.array(values, np.int64).reshape(length)


def _seen(places: Sequence[int], size: int) -> None:
    if not all(0 <= index(place) < size for place in places):
        raise ValueError("there is no such place")


def _law(size: int, explore: bool, *numbers: float) -> Law:  # noqa: FBT001  # as it stands there
    epsilon, temperature, floor = map(float, numbers)
    if not 0 <= index(size) <= _LARGEST:
        raise ValueError("a set of no such size is drawn")
    return Law(size, bool(explore), epsilon, temperature, floor)
