"""All that a draw needs, and nothing else: it is recorded, and replayed from the record alone.

Log-odds, fits and shares are whole millionths. They are rounded before the draw and not after it,
so that a record is short and a replay exact.
"""

import json
from collections.abc import Mapping, Sequence
from operator import index
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

MILLION = 1_000_000
RULES = 1
"""The version of the rules by which steps are drawn now, and of the record itself."""
_dump = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


class DamagedDraw(ValueError):  # noqa: N818  # says what is wrong, not that something is
    """The bytes are not the record of a draw."""


class Limit(NamedTuple):
    """At most so many of these offers fit into one set."""

    most: int
    places: tuple[int, ...]


class Law(NamedTuple):
    """How steps are drawn from a pool."""

    size: int
    explore: bool
    epsilon: float
    temperature: float
    floor: float


class Pool(NamedTuple):
    keys: Sequence[str]
    """The offers that may be drawn, best first."""
    odds: Whole
    """Of each the log-odds that any buyer at this moment takes it,"""
    fits: Whole
    """and what each need adds to them; one line an offer, the unknown need last."""
    shares: Whole
    """The belief over the needs."""
    limits: tuple[Limit, ...]
    law: Law
    seed: str
    """In hexadecimal."""
    rules: int = RULES


def encode(pool: Pool) -> bytes:
    """Fits are sparse: their places, offer by offer, and after those the fits."""
    fits = pool.fits.ravel()
    places = fits.nonzero()[0]
    record = {
        "v": pool.rules,
        "keys": pool.keys,
        "odds": pool.odds.tolist(),
        "fits": (places.tolist(), fits.take(places).tolist()),
        "shares": pool.shares.tolist(),
        "limits": pool.limits,
        "law": pool.law,
        "seed": pool.seed,
    }
    return _dump(record).encode()


def decode(draw: bytes) -> Pool:
    """Raises: DamagedDraw."""
    try:
        record = json.loads(draw)
        return _pool(record)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise DamagedDraw("not the record of a draw") from error


def _pool(record: Mapping[str, Any]) -> Pool:
    shares = np.array(record["shares"], np.int64)
    fits = np.zeros((len(record["keys"]), len(shares)), np.int64)
    places, values = record["fits"]
    fits.put(places, values)
    return Pool(
        keys=record["keys"],
        odds=np.array(record["odds"], np.int64),
        fits=fits,
        shares=shares,
        limits=tuple(Limit(most, tuple(places)) for most, places in record["limits"]),
        law=Law(*record["law"]),
        seed=record["seed"],
        rules=index(record["v"]),
    )
