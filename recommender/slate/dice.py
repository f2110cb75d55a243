"""Chance from a seed, the same on every machine and in every year to come.

Taken from a hash, because the streams of random number generators may change with their versions.
"""

from hashlib import blake2b, shake_128
from struct import unpack
from uuid import UUID

_BYTES = 8
_SPARE = 12
_ONE = float(2**52)


def seed(decision: UUID) -> str:
    """The seed of a decision, in hexadecimal."""
    return blake2b(decision.bytes, digest_size=16, person=b"cairn draw").hexdigest()


def rolls(seed: str, count: int) -> list[float]:
    """Independent uniform numbers, at least 0 and less than 1, in steps of 2**-52."""
    stream = shake_128(bytes.fromhex(seed)).digest(count * _BYTES)
    return [(number >> _SPARE) / _ONE for number in unpack(f">{count}Q", stream)]
