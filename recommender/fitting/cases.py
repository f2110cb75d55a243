"""The picks that weights are fitted to, laid out for the softmax.

Of the candidates of a pick those that look best are all taken, and of the rest some by lot; each of
these stands for as many as it was drawn from. A signal has one column for each line of its weights.

Editors' links by themselves are a prior and are not fitted: the log of a site that shows them says
that they are followed, not that they help. It is another thing where nothing but links can be
chosen: there all candidates are shown, and what is followed is preferred.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.evidence.chances import folds
from recommender.evidence.ranker import FOLDS
from recommender.evidence.signals import LINKED, SIGNALS
from recommender.fitting.softmax import Cases

Floats = NDArray[np.float64]

BEST = 40
REST = 20


class CaseBook:
    """Picks, one after another."""

    def __init__(self, seed: int, *, linked: bool = False) -> None:
        """``linked``: all candidates are links, and these are fitted too."""
        self._linked = linked
        self._lots = np.random.default_rng(seed)
        self._tables: list[NDArray[np.float32]] = []
        self._offsets: list[float] = []
        self._starts: list[int] = []
        self._picked: list[int] = []
        self._owners: list[int] = []
        self._worths: list[float] = []
        self._lines = 0

    def __len__(self) -> int:
        return len(self._starts)

    def add(
        self,
        signals: Floats,
        picked: Sequence[tuple[int, float]],
        weights: Floats,
        trail: tuple[int, int, float],
    ) -> None:
        """``picked`` are lines of candidates and what each is worth; ``weights`` tell the best.

        Of the ``trail`` it takes the length, the pause after it and the support (see ``folds``).
        """
        parts = np.array(folds(*trail))
        order = np.argsort(-(signals @ (parts @ weights)), kind="stable")
        best, rest = order[:BEST], order[BEST:]
        drawn = rest if len(rest) <= REST else self._lots.choice(rest, REST, replace=False)
        stand = np.log(len(rest) / len(drawn)) if len(drawn) else 0.0
        offsets = dict.fromkeys(best.tolist(), 0.0) | dict.fromkeys(drawn.tolist(), stand)
        offsets |= {line: 0.0 for line, _ in picked}
        spots = {line: spot for spot, line in enumerate(offsets)}
        chosen = signals[list(offsets)]
        if not self._linked:
            chosen[:, LINKED] = 0.0
        table = np.tile(chosen, FOLDS) * np.repeat(parts, len(SIGNALS))
        self._tables.append(table.astype(np.float32))
        self._offsets += offsets.values()
        for line, worth in picked:
            self._picked.append(self._lines + spots[line])
            self._owners.append(len(self._starts))
            self._worths.append(worth)
        self._starts.append(self._lines)
        self._lines += len(offsets)

    def cases(self) -> Cases:
        return Cases(
            np.concatenate([np.zeros((0, FOLDS * len(SIGNALS)), np.float32), *self._tables]),
            np.array(self._starts, np.int64),
            np.array(self._picked, np.int64),
            np.array(self._owners, np.int64),
            np.array(self._worths, np.float64),
            np.array(self._offsets, np.float64),
        )
