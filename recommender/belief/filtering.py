"""The steps from a prior to a posterior over needs, a table with one line a persona.

Who the buyer is stays; the job drifts between acts, so that this is a forward filter.
"""

import numpy as np
from numpy.typing import NDArray

from recommender.compiled import compiled, in_place

Floats = NDArray[np.float64]
Fits = NDArray[np.float32]
Marks = NDArray[np.bool_]

_MOST_LEFT = 3.0
"""However often one offer was left, it says no more than that."""


@compiled
def outer(personas: Floats, jobs: Floats, part: float) -> Floats:
    """Part of the whole, by persona and job."""
    cells = np.empty((len(personas), len(jobs)))
    for persona in range(len(personas)):
        for job in range(len(jobs)):
            cells[persona, job] = personas[persona] * jobs[job] * part
    return cells


@in_place
def heard_of(jobs: Floats, likelihoods: Floats) -> None:
    """What colleagues are at, a buyer turns to.

    An act of theirs is as likely for a job as it is for the persona whom it serves best in it.
    """
    for act in range(len(likelihoods)):
        total = 0.0
        for job in range(len(jobs)):
            best = 0.0
            for cell in range(job, likelihoods.shape[1], len(jobs)):
                best = max(best, likelihoods[act, cell])
            jobs[job] *= best
            total += jobs[job]
        for job in range(len(jobs)):
            jobs[job] /= total


@in_place
def drift(cells: Floats, jobs: Floats, chance: float) -> None:
    """Some turn to another job, and to each as it is likely beforehand."""
    for persona in range(len(cells)):
        total = 0.0
        for job in range(len(jobs)):
            total += cells[persona, job]
        for job in range(len(jobs)):
            cells[persona, job] *= 1.0 - chance
            cells[persona, job] += chance * jobs[job] * total


@in_place
def weigh(cells: Floats, act: Floats, behalf: float) -> float:
    """Weigh needs by an act that may be on behalf of another persona; its mean over all needs.

    L'(p) = (1 - behalf) L(p) + behalf * the mean of L over all others: no single act can
    say more than that about who the buyer is (R22).
    """
    personas, jobs = cells.shape
    other = behalf / (personas - 1) if personas > 1 else 0.0
    own, whole = (1.0 - behalf - other if personas > 1 else 1.0), 0.0
    for job in range(jobs):
        total = 0.0
        for persona in range(personas):
            total += act[persona * jobs + job]
        for persona in range(personas):
            cells[persona, job] *= own * act[persona * jobs + job] + other * total
        whole += total
    return whole / len(act)


@in_place
def pass_by(  # noqa: PLR0913, PLR0917  # numbers one by one: a tuple of them costs more to hand over
    cells: Floats, fits: Fits, left: Floats, told: Floats, tags: float, taken: float, drift: float
) -> None:
    """Needs for which something was shown and left are less likely; the unknown one is not.

    One that fits perfectly is taken with the chance ``taken``, and others as much less as acts on
    them are less likely. Each act since then may have been for another job.
    """
    whole, jobs = np.log(tags + 1.0), cells.shape[1]
    for one in range(len(left) // 3):
        place, weight = int(left[3 * one]), min(left[3 * one + 1], _MOST_LEFT)
        for act in range(len(told) // 3):
            if told[3 * act + 2] < left[3 * one + 2]:
                weight *= 1.0 - drift
        off = (1.0 - taken * np.exp(-whole)) ** weight
        for need in range(cells.size):
            fit = float(fits[place, need])
            if fit != 0.0:
                on = (1.0 - taken * np.exp(whole * (min(fit, 1.0) - 1.0))) ** weight
                cells[need // jobs, need % jobs] *= on
            else:
                cells[need // jobs, need % jobs] *= off


@in_place
def say(cells: Floats, said: Floats, tags: float) -> None:
    """Acts that named a job by themselves count like offers about that job alone."""
    for persona in range(len(cells)):
        for job in range(len(said)):
            cells[persona, job] *= 1.0 + tags * said[job]


@in_place
def hold(cells: Floats, named: Marks, who: Floats) -> None:
    """Acts may confirm who a buyer said to be, and not gainsay it: they are for others (R22)."""
    share, inside, total = 0.0, 0.0, 0.0
    for persona in range(len(cells)):
        share += who[persona] if named[persona] else 0.0
        for job in range(cells.shape[1]):
            total += cells[persona, job]
            inside += cells[persona, job] if named[persona] else 0.0
    found = inside / total
    if found < share:
        for persona in range(len(cells)):
            more = share / found if named[persona] else (1.0 - share) / (1.0 - found)
            for job in range(cells.shape[1]):
                cells[persona, job] *= more


@compiled
def share_out(cells: Floats, unknown: float) -> Floats:
    """Make the needs parts of one, the unknown one beside them; who the buyer is, by persona."""
    own, known = np.zeros(len(cells)), 0.0
    for persona in range(len(cells)):
        for job in range(cells.shape[1]):
            own[persona] += cells[persona, job]
        known += own[persona]
    for persona in range(len(cells)):
        own[persona] /= known
        for job in range(cells.shape[1]):
            cells[persona, job] /= known + unknown
    return own


@in_place
def mix(cells: Floats, acting: Floats) -> None:
    """Needs of one's own, and as far as one acts for others, theirs."""
    rest = 1.0
    for share in acting:
        rest -= share
    for job in range(cells.shape[1]):
        total = 0.0
        for persona in range(len(cells)):
            total += cells[persona, job]
        for persona in range(len(cells)):
            cells[persona, job] = rest * cells[persona, job] + acting[persona] * total
