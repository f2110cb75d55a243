"""Single models, a few lines each, for logs without anchors. Settings from the literature."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommender import DAY, Log, Question, StreamLine

Floats = NDArray[np.float64]
Scores: TypeAlias = Callable[[Sequence[int]], Floats]
"""Of every item, for the numbers of a context."""
DEPTH = 20


def models(log: Log) -> dict[str, Scores]:
    table = _table(log)
    popular = np.asarray(table.sum(axis=0)).ravel()
    pairs = (table.T @ table).toarray()
    np.fill_diagonal(pairs, 0.0)
    return {
        "POP": lambda _: popular,
        "AR": lambda context: pairs[context].sum(axis=0),
        "AR, by row": _by_row(pairs),
        "S-KNN": _neighbours(table),
        "EASE": _ease(pairs, popular),
    }


def ranked(log: Log, questions: Iterable[Question], scores: Scores) -> list[list[str]]:
    numbers = {item: number for number, item in enumerate(log.items)}
    answers = []
    for question in questions:
        context = [numbers[item] for item in question.context if item in numbers]
        found = scores(context).copy()
        found[context] = -np.inf
        best = (-found).argsort(kind="stable")[:DEPTH]
        answers.append([log.items[place] for place in best if found[place] > 0.0])
    return answers


def streamed(lines: Sequence[StreamLine]) -> dict[str, list[list[str]]]:
    """What is touched most, lately; and what came last."""
    rates = {"POP": 0.0, "POP-decay(1 d)": 1.0 / DAY, "POP-decay(6 h)": 4.0 / DAY}
    answers = {name: list(_lately(lines, rate)) for name, rate in rates.items()}
    return answers | {"Newest": list(_lately(lines, 0.0, newest=True))}


def _lately(
    lines: Sequence[StreamLine], rate: float, *, newest: bool = False
) -> Iterator[list[str]]:
    """Masses that decay by e^(-rate * age), as logarithms: what has grown for a year overflows."""
    masses: dict[str, float] = {}
    had: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        ask = line.ask
        if line.predict:
            yield _best(masses, had[ask.trail])
        had[ask.trail].add(line.item)
        if newest:
            masses.setdefault(line.item, ask.now)
        else:
            mass = masses.get(line.item, -np.inf)
            masses[line.item] = float(np.logaddexp(mass, rate * ask.now))


def _best(masses: Mapping[str, float], had: Container[str]) -> list[str]:
    order = sorted(masses.items(), key=lambda pair: -pair[1])
    return list(islice((item for item, _ in order if item not in had), DEPTH))


def _table(log: Log) -> "csr_array[np.float64]":
    """One line a trail, one column an item."""
    shape = len(log.trails), len(log.items)
    table = csr_array((np.ones(len(log)), (log.trail_of, log.item_of)), shape=shape)
    table.data[:] = 1.0
    return table


def _by_row(pairs: Floats) -> Scores:
    shares = pairs / np.maximum(pairs.sum(axis=1, keepdims=True), 1.0)
    return lambda context: shares[context].sum(axis=0)


def _neighbours(table: "csr_array[np.float64]", most: int = 500) -> Scores:
    """S-KNN: cosine of binary vectors, the 500 nearest trails."""
    turned, lengths = table.T.tocsr(), np.sqrt(table.sum(axis=1))

    def scores(context: Sequence[int]) -> Floats:
        common = np.asarray(turned[list(context)].sum(axis=0)).ravel()
        cosine = common / (lengths * np.sqrt(max(len(context), 1)))
        nearest = (-cosine).argsort(kind="stable")[:most]
        return np.asarray(cosine[nearest] @ table[nearest])

    return scores


def _ease(pairs: Floats, popular: Floats, ridge: float = 250.0) -> Scores:
    inverse = np.linalg.inv(pairs + np.diag(popular + ridge))
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0.0)
    return lambda context: weights[list(context)].sum(axis=0)
