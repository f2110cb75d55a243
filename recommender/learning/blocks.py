"""Named arrays as bytes, one after another, and a list that says what they are."""

from collections.abc import Iterable, Mapping
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

TYPES = frozenset({"<f8", "<f4", "<i8", "<i4", "|u1"})
"""How values may be written: the first byte is the least, on whatever machine."""

Block = tuple[str, str, list[int]]
"""Name, type and shape."""


class Packed(NamedTuple):
    blocks: list[Block]
    body: bytes


def pack(arrays: Mapping[str, NDArray[Any]]) -> Packed:
    written = {
        name: array.astype(array.dtype.newbyteorder("<"), copy=False)
        for name, array in arrays.items()
    }
    return Packed(
        [(name, array.dtype.str, list(array.shape)) for name, array in written.items()],
        b"".join([array.tobytes() for array in written.values()]),
    )


def unpack(blocks: Iterable[Block], body: bytes) -> dict[str, NDArray[Any]]:
    """Arrays that can be written to, in the byte order of the machine.

    Raises:
        ValueError: the body does not hold what the list announces, and nothing else.
    """
    offset, arrays = 0, {}
    for name, kind, shape in blocks:
        if kind not in TYPES or min(shape, default=0) < 0:
            raise ValueError(f"no array can be of type {kind} and shape {shape}")
        values = np.frombuffer(body, kind, prod(shape), offset)
        offset += values.nbytes
        arrays[name] = values.astype(values.dtype.newbyteorder("=")).reshape(shape)
    if offset != len(body):
        raise ValueError("there is more than was announced")
    return arrays
