"""Arrays as bytes, one after another, and a list that says what they are."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from typing import Any

import numpy as np

LITTLE = {"i": "<i4", "q": "<i8", "Q": "<u8", "d": "<f8"}
"""How the values of an array are written, by its type code."""

Block = tuple[str, int]
"""Type code and number of values."""


class Writer:
    """Collects arrays."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._bytes: list[bytes] = []

    def write(self, code: str, values: Iterable[float]) -> None:
        flat = values if isinstance(values, array) else array(code, values)
        self.blocks.append((code, len(flat)))
        self._bytes.append(np.frombuffer(flat, code).astype(LITTLE[code]).tobytes())

    def write_lists(self, code: str, lists: Sequence[Sequence[float]]) -> None:
        """Lists of unequal length: first their lengths, then all values."""
        self.write("i", [len(values) for values in lists])
        self.write(code, chain.from_iterable(lists))

    def body(self) -> bytes:
        return b"".join(self._bytes)


class Reader:
    """Hands the arrays out again, in the order in which they were written."""

    def __init__(self, blocks: Iterable[Block], body: bytes) -> None:
        self._arrays = _arrays(blocks, body)

    def read(self) -> "array[Any]":
        return next(self._arrays)

    def read_lists(self) -> "list[array[Any]]":
        ends = [0, *accumulate(self.read())]
        values = self.read()
        return [values[start:end] for start, end in pairwise(ends)]


def _arrays(blocks: Iterable[Block], body: bytes) -> "Iterator[array[Any]]":
    offset = 0
    for code, count in blocks:
        values = np.frombuffer(body, LITTLE[code], count, offset)
        offset += values.nbytes
        yield array(code, values.astype(code).tobytes())
