"""A vector for each offer, so that those that occur in the same trails point the same way.

The positive part of log((n_ij + S) / (E_ij + S)) over pairs of offers, with n_ij trails that hold
both, E_ij = r_i · r_j^.75 / Σ r^.75 expected of chance (Levy and others 2015) and S doubting what
is seen once, is cut down to its strongest directions (Halko and others 2011).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from recommender.learning.arrays import Arrays
from recommender.learning.tables import COMPANIONS, TABLES

DIRECTIONS = 64
DOUBT = 2.0
SPARE = 16
ROUNDS = 3
TINY = 1e-6
NEAREST = 16
"""How many of the nearest others are known for each offer."""
BLOCK = 512
PORTION = 8
"""Columns of a product."""

Vectors = NDArray[np.float32]


def vectors(arrays: Arrays, offers: int, directions: int = DIRECTIONS) -> Vectors:
    """One line an offer, of length one; zeros where nothing is known of it."""
    found = np.zeros((offers, directions), np.float32)
    if not arrays.rows.heads["filled"][COMPANIONS : offers * TABLES : TABLES].any():
        return found
    table = _surprise(arrays, offers)
    most = min(directions + SPARE, offers)
    basis = np.random.default_rng(0).standard_normal((offers, most)).astype(np.float32)
    for _ in range(ROUNDS):
        basis = np.linalg.qr(_times(table, _times(table.T, basis)))[0]
    left, strength, _ = np.linalg.svd(_times(table.T, basis).T, full_matrices=False)
    kept = min(directions, most)
    found[:, :kept] = (basis @ left[:, :kept]) * np.sqrt(strength[:kept])
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    unit: Vectors = np.divide(found, lengths, out=np.zeros_like(found), where=lengths > TINY)
    return unit


def _times(table: csr_array | csc_array, block: NDArray[Any]) -> NDArray[Any]:
    """In portions: no other thread runs during one, and a server has others waiting."""
    parts = [table @ block[:, some : some + PORTION] for some in range(0, block.shape[1], PORTION)]
    return np.concatenate(parts, axis=1)


def nearest(found: Vectors) -> NDArray[np.int32]:
    """The offers whose vectors are nearest to that of each, by number; -1 for none."""
    offers = len(found)
    kept = min(NEAREST, max(offers - 1, 0))
    near = np.full((offers, kept), -1, np.int32)
    for start in range(0, offers if kept else 0, BLOCK):
        cosines = found[start : start + BLOCK] @ found.T
        lines = np.arange(len(cosines))
        cosines[lines, start + lines] = -np.inf
        best = np.argpartition(-cosines, kept - 1, axis=1)[:, :kept]
        alike = np.take_along_axis(cosines, best, axis=1) > 0.0
        near[start : start + BLOCK] = np.where(alike, best, -1)
    return near


def _surprise(arrays: Arrays, offers: int) -> csr_array:
    heads = arrays.rows.heads[COMPANIONS : offers * TABLES : TABLES]
    filled = heads["filled"].astype(np.int64)
    ends = np.cumsum(filled)
    entries = np.repeat(heads["start"] - ends + filled, filled) + np.arange(ends[-1])
    sources = np.repeat(np.arange(offers), filled)
    targets = arrays.rows.entries["column"][entries]
    counts = arrays.rows.entries["weight"][entries].astype(np.float64)
    totals = heads["total"] + 1e-9
    smoothed = totals**0.75
    expected = totals[sources] * (smoothed / smoothed.sum())[targets]
    surprise = np.log((counts + DOUBT) / (expected + DOUBT))
    kept = surprise > 0.0
    return csr_array(
        (surprise[kept].astype(np.float32), (sources[kept], targets[kept])), (offers, offers)
    )
