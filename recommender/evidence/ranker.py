"""The ranker: weights of the signals, and what was fitted on the log to make some of them.

The weight of a signal depends on the trail: plain + by_length / L + by_pause · e^(-pause / 30 min)
+ by_support · log(1 + n) / 5, with L the offers of the trail and n the steps that were observed
from them: what tells most after few is not what does after many. Each has a documented default; a
fit moves them.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.evidence.defaults import DEFAULTS
from recommender.evidence.signals import SIGNALS
from recommender.learning import Fitted

Floats = NDArray[np.float64]

VERSION = 2
"""Of what the numbers of a fit mean; those of another version are not used."""
FOLDS = 4


class UnusableWeights(ValueError):  # noqa: N818  # says what is wrong, not that something is
    """A fit went astray: a number in it is none, or without bounds."""


class Ranker(NamedTuple):
    weights: Floats
    """Plain, by length, by pause and by support; one line each, one column a signal."""
    vectors: NDArray[np.float32]
    """One line an offer by number, of length one; zeros where nothing was known of it."""
    nearest: NDArray[np.int32]
    """For each offer the others whose vectors are nearest; -1 for none."""
    linear: NDArray[np.float32]
    """What each step says of each offer; empty in a catalogue that is too large for that."""
    cases: int
    """How many picks the weights rest on."""

    def checked(self) -> "Ranker":
        """Itself.

        Raises:
            UnusableWeights: a number is none, or infinite.
        """
        for name in ("weights", "vectors", "linear"):
            if not np.isfinite(getattr(self, name)).all():
                raise UnusableWeights(f"{name} of a fit are not all finite numbers")
        return self

    def fitted(self, facts: Mapping[str, Any] | None = None) -> Fitted:
        """As a checkpoint carries it."""
        return Fitted(
            dict(facts or {})
            | {
                "ranker": VERSION,
                "signals": list(SIGNALS),
                "cases": self.cases,
                "offers": len(self.vectors),
            },
            {
                "weights": self.weights.ravel(),
                "vectors": self.vectors.ravel(),
                "nearest": self.nearest.ravel(),
                "linear": self.linear.ravel(),
            },
        )


UNFITTED = Ranker(
    weights=DEFAULTS,
    vectors=np.zeros((0, 1), np.float32),
    nearest=np.zeros((0, 1), np.int32),
    linear=np.zeros((0, 0), np.float32),
    cases=0,
)


def ranker(fitted: Fitted | None) -> Ranker:
    """What was fitted; the defaults if nothing was, or in another version.

    Raises:
        UnusableWeights: a number is none, or infinite.
    """
    if fitted is None or fitted.facts.get("ranker") != VERSION:
        return UNFITTED
    if list(fitted.facts.get("signals", ())) != list(SIGNALS):
        return UNFITTED
    arrays = fitted.arrays
    offers = max(int(fitted.facts.get("offers", 0)), 0)
    return Ranker(
        np.array(arrays["weights"], np.float64).reshape(FOLDS, len(SIGNALS)),
        _table(arrays["vectors"], np.float32, offers),
        _table(arrays["nearest"], np.int32, offers),
        _table(arrays["linear"], np.float32, offers if len(arrays["linear"]) else 0),
        int(fitted.facts["cases"]),
    ).checked()


def _table(flat: NDArray[Any], kind: type, lines: int) -> NDArray[Any]:
    """Read-only views of a checkpoint are copied, so that loops are compiled for one kind."""
    found: NDArray[Any] = np.array(flat, kind)
    empty: NDArray[Any] = np.zeros((0, 1), kind)
    return found.reshape(lines, -1) if lines and len(found) else empty
