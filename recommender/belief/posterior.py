"""The belief about one buyer at one moment: prior, acts, statements, and on whose behalf."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from recommender.belief import behalf, prior
from recommender.belief.acts import NOBODY, Acts, Fits, Floats, Whole, left, likely, places, tempers
from recommender.belief.belief import Belief
from recommender.belief.filtering import (
    drift,
    heard_of,
    hold,
    mix,
    outer,
    pass_by,
    say,
    share_out,
    weigh,
)
from recommender.belief.serving import Laid
from recommender.belief.settings import BeliefSettings
from recommender.belief.statements import statements
from recommender.compiled import compiled
from recommender.journey import Journey, Touch
from recommender.model.instant import Instant
from recommender.model.shelf import Shelf

Marks = NDArray[np.bool_]

_NEGLIGIBLE = 0.002
"""A need with a smaller share is not told apart from the unknown one."""
_FINE = 1e12
"""Shares are compared to this part of one: then no machine's last bit decides a tie."""
DEFAULTS = BeliefSettings()


class Tuned(NamedTuple):
    """The settings that compiled code reads."""

    unknown: float
    tags: float
    half_life: float
    drift: float
    behalf: float
    beyond: float
    before: float
    done: float
    colleagues: float
    floor: float
    taken: float
    cells: int


class Ground(NamedTuple):
    """What a shelf and settings say before anybody is known."""

    settings: BeliefSettings
    serves: Laid
    anybody: prior.Who
    jobs: Floats
    turns: Floats
    tuned: Tuned


_GROUNDS: "WeakKeyDictionary[Shelf, Ground]" = WeakKeyDictionary()


def _ground(shelf: Shelf, settings: BeliefSettings) -> Ground:
    """Made once, until a shelf is asked about with other settings."""
    kept = _GROUNDS.get(shelf)
    if kept is None or kept.settings is not settings:
        kept = _GROUNDS[shelf] = _made(shelf, settings)
    return kept


def _made(shelf: Shelf, settings: BeliefSettings) -> Ground:
    """The numbers are of these types whatever was given: others would be compiled for anew."""
    *numbers, cells = [getattr(settings, name) for name in Tuned._fields]
    return Ground(
        settings=settings,
        serves=settings.serving.on(shelf),
        anybody=prior.personas(shelf, {}, settings),
        jobs=prior.weights(shelf, settings.jobs),
        turns=prior.weights(shelf, settings.turns or settings.jobs),
        tuned=Tuned._make((*map(float, numbers), int(cells))),
    )


def believe(
    shelf: Shelf,
    journey: Journey,
    now: Instant,
    observed_share: float,
    settings: BeliefSettings = DEFAULTS,
    *,
    colleagues: Sequence[Touch] = (),
) -> Belief:
    """The needs of a buyer, as far as acts and stated facts tell.

    An act says less where little of the journey was seen: then others may have said otherwise
    (R15). What colleagues did tells which jobs their company is at.
    """
    acts = Acts.of(shelf, journey.trail, now, settings.acts)
    theirs = Acts.of(shelf, colleagues, now, settings.acts) if colleagues else NOBODY
    ground, facts = _ground(shelf, settings), journey.facts
    unstated = prior.TELLING.isdisjoint(facts)
    who = ground.anybody if unstated else prior.personas(shelf, facts, settings)
    serves = ground.serves
    whole, kept, shares, unknown, own, acting, likelihoods = _believe(
        serves.fits,
        acts.told,
        settings.thin + (1.0 - settings.thin) * observed_share,
        theirs.told,
        left(shelf, journey.consumption, now),
        who.shares,
        who.named,
        ground.jobs,
        ground.turns,
        shelf.after_purchase,
        prior.done(shelf, journey),
        prior.customer(journey),
        statements(journey, "job:", shelf.job_rows, now),
        statements(journey, "persona:", shelf.persona_rows, now),
        *ground.tuned,
    )
    return Belief(
        cells=shelf.cells,
        whole=whole,
        kept=kept,
        shares=shares,
        unknown=unknown,
        personas=shelf.personas,
        serves=serves,
        own=own,
        acting_for=acting,
        touches=acts.touches,
        likelihoods=likelihoods,
    )


@compiled
def _believe(  # noqa: PLR0913, PLR0917  # numbers and arrays, no values that hold them
    fits: Fits,
    told: Floats,
    part: float,
    theirs: Floats,
    shown: Floats,
    who: Floats,
    named: Marks,
    job_weights: Floats,
    turn_weights: Floats,
    after_purchase: Marks,
    done: Marks,
    customer: bool,  # noqa: FBT001  # compiled functions are called by place
    said_jobs: Floats,
    said_personas: Floats,
    *numbers: Any,
) -> tuple[Floats, Whole, Floats, float, Floats, Floats, Floats]:
    tuned = Tuned(*numbers)
    powers = tempers(told, tuned.half_life, part)
    likelihoods = likely(fits, places(told), powers, tuned.tags, tuned.floor)
    if len(done) == 0:
        nothing = np.empty(0)
        return nothing, np.empty(0, np.int64), nothing, 1.0, who, np.zeros(len(who)), likelihoods
    their_powers = tempers(theirs, tuned.half_life, tuned.colleagues)
    jobs = prior.jobs(
        job_weights, after_purchase, done, customer, tuned.beyond, tuned.before, tuned.done
    )
    turns = prior.jobs(
        turn_weights, after_purchase, done, customer, tuned.beyond, tuned.before, tuned.done
    )
    theirs_likely = likely(fits, places(theirs), their_powers, tuned.tags, tuned.floor)
    heard_of(jobs, theirs_likely)
    heard_of(turns, theirs_likely)
    cells, unknown = outer(who, jobs, 1.0 - tuned.unknown), tuned.unknown
    for act in range(len(powers)):
        drift(cells, turns, tuned.drift)
        unknown *= weigh(cells, likelihoods[act], tuned.behalf)
    pass_by(cells, fits, shown, told, tuned.tags, tuned.taken, tuned.drift)
    say(cells, said_jobs, tuned.tags)
    hold(cells, named, who)
    own = share_out(cells, unknown)
    acting = behalf.acting_for(own, likelihoods, powers, tuned.behalf)
    behalf.stated(acting, said_personas)
    mix(cells, acting)
    whole = cells.ravel()
    kept = likeliest(whole, tuned.cells)
    shares, rest = np.empty(len(kept)), 1.0
    for place in range(len(kept)):
        shares[place] = whole[kept[place]]
        rest -= shares[place]
    return whole, kept, shares, max(rest, 0.0), own, acting, likelihoods


@compiled
def likeliest(whole: Floats, most: int) -> Whole:
    """The places of the likeliest needs, the likeliest first; of equals, the first."""
    ranked, filled = np.empty(most + 1, np.int64), 0
    for cell in range(len(whole)):
        if whole[cell] > _NEGLIGIBLE:
            at = filled
            while at > 0 and np.rint(whole[cell] * _FINE) > np.rint(whole[ranked[at - 1]] * _FINE):
                ranked[at] = ranked[at - 1]
                at -= 1
            ranked[at] = cell
            filled = min(filled + 1, most)
    return ranked[:filled]
