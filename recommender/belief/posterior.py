"""From the prior to the posterior over needs, act by act.

Who the buyer is stays; the job drifts between acts, so that this is a forward filter.
"""

from math import prod

import numpy as np
from numpy.typing import NDArray

from recommender.belief import behalf, prior
from recommender.belief.acts import Acts, hear
from recommender.belief.belief import Belief
from recommender.belief.settings import BeliefSettings
from recommender.belief.statements import statements
from recommender.journey import Journey
from recommender.model.instant import Instant
from recommender.model.shelf import Shelf

Floats = NDArray[np.float64]

_NEGLIGIBLE = 0.002
"""A need with a smaller share is not told apart from the unknown one."""
_FINE = 1e12
"""Shares are compared to this part of one: then no machine's last bit decides a tie."""
DEFAULTS = BeliefSettings()


def believe(
    shelf: Shelf,
    journey: Journey,
    now: Instant,
    observed_share: float,
    settings: BeliefSettings = DEFAULTS,
) -> Belief:
    """The needs of a buyer, as far as acts and stated facts tell."""
    who = prior.personas(shelf, journey.facts, settings)
    own = who.shares
    acts = hear(shelf, journey, now, observed_share, settings)
    if not shelf.cells:
        return _belief(shelf, np.empty(0), own, np.zeros(len(own)), acts, 0)
    job = prior.jobs(shelf, journey, settings)
    cells = np.multiply.outer(own, job * (1.0 - settings.unknown))
    unknown = settings.unknown
    if acts.touches:
        cells = _filter(cells, job, acts, settings)
        unknown *= prod((acts.likelihoods.sum(1) / len(shelf.cells)).tolist())
    if journey.jobs:
        cells *= _said(shelf, journey, now, settings)
    if who.named is not None:
        _hold(cells, who.named, float(who.shares[who.named].sum()))
    own = cells.sum(1)
    known = float(own.sum())
    own /= known
    cells /= known + unknown
    acting = behalf.stated(behalf.acting_for(own, acts, settings), shelf, journey, now)
    others = np.multiply.outer(acting, cells.sum(0))
    cells *= 1.0 - float(acting.sum())
    cells += others
    return _belief(shelf, cells.ravel(), own, acting, acts, settings.cells)


def _filter(cells: Floats, job: Floats, acts: Acts, settings: BeliefSettings) -> Floats:
    """Before each act some drift from job to job; then the act is weighed."""
    personas, jobs = cells.shape
    drift = (1.0 - settings.drift) * np.identity(jobs)
    drift += settings.drift * job
    for act in behalf.mix(acts.likelihoods, personas, settings):
        cells = cells.dot(drift)
        cells *= act
    return cells


def _hold(cells: Floats, named: NDArray[np.bool_], share: float) -> None:
    """Acts may confirm who a buyer said to be, and not gainsay it: they are for others (R22)."""
    by_persona = cells.sum(1)
    found = float(by_persona[named].sum() / by_persona.sum())
    if found < share:
        cells *= np.where(named, share / found, (1.0 - share) / (1.0 - found))[:, None]


def _said(shelf: Shelf, journey: Journey, now: Instant, settings: BeliefSettings) -> Floats:
    """Acts that named a job by themselves count like offers about that job alone."""
    said = statements(journey, "job:", now)
    return np.array([1.0 + settings.tags * said.get(job.key, 0.0) for job in shelf.jobs])


def _belief(
    shelf: Shelf, whole: Floats, own: Floats, acting: Floats, acts: Acts, cells: int
) -> Belief:
    """Keep the likeliest needs."""
    kept = np.rint(whole * -_FINE).argsort(kind="stable")[:cells]
    shares = whole.take(kept)
    count = np.count_nonzero(shares > _NEGLIGIBLE)
    kept, shares = kept[:count], shares[:count]
    return Belief(
        cells=shelf.cells,
        whole=whole,
        kept=kept,
        shares=shares,
        unknown=max(1.0 - float(shares.sum()), 0.0),
        personas=shelf.personas,
        own=own,
        acting_for=acting,
        touches=acts.touches,
        likelihoods=acts.likelihoods,
    )
