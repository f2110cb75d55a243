"""Fit the ranker to a workspace's own log.

The model is built from the earlier part of the log alone and then led on through the later part;
before some of its picks the candidates are read as a decision would read them. Which was picked
moves the weights away from the documented defaults, by a conditional logit with these as a Gaussian
prior that is the narrower the fewer picks there are. What is made from the model (vectors, the
linear model) is made twice: from the earlier part, for the picks, and from all, to serve.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.evidence.defaults import DEFAULTS, DEVIATIONS
from recommender.evidence.finding import NEAR
from recommender.evidence.ranker import UNFITTED, Ranker
from recommender.evidence.reading import Moment, read_signals
from recommender.fitting.cases import CaseBook
from recommender.fitting.linear import linear
from recommender.fitting.picks import (
    AHEAD,
    NEXT,
    Ahead,
    Pick,
    keys,
    known,
    part,
    sample,
    start_of,
    walk,
)
from recommender.fitting.softmax import solve
from recommender.fitting.vectors import nearest, vectors
from recommender.learning import View
from recommender.learning.batch import batch
from recommender.learning.memory import Memory
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf

MOST = 6_000
"""How many picks are used."""
FEW = 200.0
"""So many picks, and the prior is twice as narrow as with very many."""

PORTION = 1_000
"""Acts learned in one call: a loop that is compiled lets no other thread run meanwhile."""

Choices = Mapping[str, Collection[str]]


class Fit(NamedTuple):
    ranker: Ranker
    picks: int
    loss: float
    """Mean over picks of -log of the chance told, by the fitted weights."""
    before: float
    """The same by those that it started from."""


def fit(  # noqa: PLR0913  # all that a fit rests on, each named
    acts: Iterable[Interaction],
    shelf: Shelf,
    onto: Ranker = UNFITTED,
    *,
    choices: Choices | None = None,
    ahead: Ahead = AHEAD,
    most: int = MOST,
    seed: int = 0,
) -> Fit:
    """From a log in the order in which it was learned.

    ``choices`` are, by the open offer, the only ones that could be picked; without, all could. With
    them the next pick alone counts, since later ones are made among other choices; without, those
    ``ahead`` do too.

    Raises:
        UnusableWeights: it went astray; whoever calls keeps the ranker that there was.
    """
    memory = Memory()
    found = batch(acts, memory.numbers)
    memory.admit(found.fresh)
    start = start_of(found.acts, most)
    for some in range(0, start, PORTION):
        memory.fold(part(found.acts, slice(some, min(some + PORTION, start))))
    view, ahead = View(memory, shelf), NEXT if choices is not None else ahead
    earlier, book = _made(memory, onto), CaseBook(seed, linked=choices is not None)
    for pick in walk(memory, found.acts, start, sample(found.acts, start, most, seed), ahead):
        _note(book, view, pick, shelf, earlier, choices)
    return _solved(memory, book, onto)


def refreshed(memory: Memory, ranker: Ranker) -> Ranker:
    """The same weights, with all that is made from the model as it is now.

    Raises:
        UnusableWeights: it went astray; whoever calls keeps the ranker that there was.
    """
    return _made(memory, ranker).checked()


def _made(memory: Memory, ranker: Ranker) -> Ranker:
    arrays, offers = memory.arrays, len(memory.keys)
    found = vectors(arrays, offers)
    return ranker._replace(vectors=found, nearest=nearest(found), linear=linear(arrays, offers))


def _note(  # what a pick is read from, each named
    book: CaseBook, view: View, pick: Pick, shelf: Shelf, ranker: Ranker, choices: Choices | None
) -> None:
    """A pick that is not among the candidates teaches nothing."""
    memory = view.memory
    latest = pick.steps[-NEAR:]
    near = ranker.nearest[latest[latest < len(ranker.nearest)]].ravel()
    also = view.retriever.placed(near[near >= 0])
    steps = keys(memory, pick.steps.tolist())
    open_ = known(view) if choices is None else _among(shelf, choices.get(steps[-1], ()))
    retrieved = view.retriever.retrieve(steps, open_, pick.now, pick.motion, also)
    spots = {number: spot for spot, number in enumerate(retrieved.numbers.tolist())}
    picked = [(spots[number], worth) for number, worth in pick.picked if number in spots]
    if picked:
        moment = Moment(pick.steps, pick.now, pick.pause)
        links = np.zeros(len(retrieved.places))
        signals = read_signals(view, moment, retrieved, links, shelf.published, ranker).T
        trail = len(pick.steps), pick.pause, retrieved.supports.rules
        book.add(signals, picked, ranker.weights, trail)


def _among(shelf: Shelf, keys: Collection[str]) -> NDArray[np.bool_]:
    open_ = np.zeros(len(shelf.keys), np.bool_)
    open_[[shelf.index[key] for key in keys if key in shelf.index]] = True
    return open_


def _solved(memory: Memory, book: CaseBook, onto: Ranker) -> Fit:
    cases, picks = book.cases(), len(book)
    narrow = picks / (picks + FEW)
    solution = solve(cases, DEFAULTS.ravel(), np.maximum(DEVIATIONS.ravel() * narrow, 1e-6))
    weights = solution.weights.reshape(DEFAULTS.shape)
    ranker = _made(memory, onto)._replace(weights=weights, cases=picks).checked()
    return Fit(ranker, picks, solution.loss, solution.before)
