"""Chance from a seed, the same on every machine and in every year to come.

Taken from a hash, because the streams of random number generators may change with their versions.
"""

from hashlib import blake2b, shake_128
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]

_BYTES = 8
_SPARE = 12
_MOST = 2**52 - 1
_ONE = float(2**52)


def seed(decision: UUID) -> str:
    """The seed of a decision, in hexadecimal."""
    return blake2b(decision.bytes, digest_size=16, person=b"cairn draw").hexdigest()


def stream(seed: str, count: int) -> Bytes:
    """Bytes for so many rolls."""
    return np.frombuffer(shake_128(bytes.fromhex(seed)).digest(count * _BYTES), np.uint8)


@compiled
def rolls(stream: Bytes) -> Floats:
    """Independent uniform numbers, at least 0 and less than 1, in steps of 2**-52."""
    dice = np.empty(len(stream) // _BYTES)
    for roll in range(len(dice)):
        number = 0
        for place in range(_BYTES * roll, _BYTES * (roll + 1)):
            number = number << 8 | int(stream[place])
        dice[roll] = (number >> _SPARE & _MOST) / _ONE
    return dice
