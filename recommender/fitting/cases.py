"""The picks that weights are fitted to, laid out for the softmax.

Of the candidates of a pick those that look best are all taken, and of the rest some by lot; each of
these stands for as many as it was drawn from. The weight of a signal is plain, by length and by
pause: so it has three columns.
"""

import numpy as np
from numpy.typing import NDArray

from recommender.evidence.chances import PAUSE
from recommender.evidence.ranker import FOLDS
from recommender.evidence.signals import SIGNALS
from recommender.fitting.softmax import Cases

Floats = NDArray[np.float64]

BEST = 60
REST = 40


class CaseBook:
    """Picks, one after another."""

    def __init__(self, seed: int) -> None:
        self._lots = np.random.default_rng(seed)
        self._tables: list[NDArray[np.float32]] = []
        self._offsets: list[Floats] = []
        self._starts: list[int] = []
        self._picked: list[int] = []
        self._lines = 0

    def __len__(self) -> int:
        return len(self._starts)

    def add(self, signals: Floats, picked: int, weights: Floats, steps: int, pause: int) -> None:
        """``picked`` is the line of the candidate that was; ``weights`` tell which look best."""
        folds = np.array([1.0, 1.0 / max(steps, 1), float(np.exp(-pause / PAUSE))])
        order = np.argsort(-(signals @ (folds @ weights)), kind="stable")
        best, rest = order[:BEST], order[BEST:]
        drawn = rest if len(rest) <= REST else self._lots.choice(rest, REST, replace=False)
        taken = np.concatenate([best, drawn])
        stand = np.log(len(rest) / len(drawn)) if len(drawn) else 0.0
        offsets = np.repeat([0.0, stand], [len(best), len(drawn)])
        if picked not in taken:
            taken, offsets = np.append(taken, picked), np.append(offsets, 0.0)
        spot = int(np.flatnonzero(taken == picked)[0])
        offsets[spot] = 0.0
        table = np.outer(folds, np.ones(len(SIGNALS))).ravel() * np.tile(signals[taken], FOLDS)
        self._tables.append(table.astype(np.float32))
        self._offsets.append(offsets)
        self._starts.append(self._lines)
        self._picked.append(self._lines + spot)
        self._lines += len(taken)

    def cases(self) -> Cases:
        return Cases(
            np.concatenate([np.zeros((0, FOLDS * len(SIGNALS)), np.float32), *self._tables]),
            np.array(self._starts, np.int64),
            np.array(self._picked, np.int64),
            np.concatenate([np.zeros(0), *self._offsets]),
        )
