"""The fitted ranker against each of its members alone, on a planted log."""

from math import inf

import numpy as np

from recommender.evidence.chances import folds
from recommender.evidence.ranker import UNFITTED
from recommender.evidence.reading import Moment, read_signals
from recommender.evidence.signals import SIGNALS
from recommender.fitting import fit
from recommender.fitting.picks import Pick, keys, part, sample, walk
from recommender.learning import View
from recommender.learning.batch import batch
from recommender.learning.memory import Memory
from tests.recommender.fitting.logs import visits
from tests.recommender.fitting.test_fit import SHELF, planted

FITTED, ASKED = 300, 150
MEMBERS = ("ever", "hour", "rules", "companions", "neighbours", "likeness", "direct")
NOISE = 0.03


def ranks(view: View, pick: Pick) -> dict[str, float]:
    """Where the pick stands by the blend, and by each member alone."""
    trail = keys(view.memory, pick.steps.tolist())
    everything = np.ones(len(SHELF.keys), np.bool_)
    retrieved = view.retriever.retrieve(trail, everything, pick.now)
    fitted = RANKER
    signals = read_signals(
        view,
        Moment(pick.steps, pick.now, pick.pause),
        retrieved,
        np.zeros(len(retrieved.places)),
        SHELF.published,
        fitted,
    ).T
    parts = np.array(folds(len(pick.steps), pick.pause, retrieved.supports.rules))
    scores = {name: signals[:, SIGNALS.index(name)].copy() for name in MEMBERS}
    scores["blend"] = signals @ (parts @ fitted.weights)
    seen, picked = np.isin(retrieved.numbers, pick.steps), pick.picked[0][0]
    at = retrieved.numbers.tolist().index(picked)
    for line in scores.values():
        line[seen] = -inf
    return {name: 1.0 + float((line > line[at]).sum()) for name, line in scores.items()}


ACTS = visits(*planted(FITTED + ASKED))
RANKER = fit(ACTS[: 4 * FITTED], SHELF).ranker


def test_the_blend_is_not_below_its_best_member() -> None:
    memory = Memory()
    found = batch(ACTS, memory.numbers)
    memory.admit(found.fresh)
    start = 4 * FITTED
    memory.fold(part(found.acts, slice(0, start)))
    view, hits = View(memory, SHELF), dict.fromkeys((*MEMBERS, "blend"), 0.0)
    picks = list(sample(found.acts, start, 10_000, 0))
    for pick in walk(memory, found.acts, start, picks):
        for name, rank in ranks(view, pick).items():
            hits[name] += (rank <= 1.0) / len(picks)
    assert hits["blend"] >= max(hits[name] for name in MEMBERS) - NOISE
    assert UNFITTED.cases == 0 < RANKER.cases
