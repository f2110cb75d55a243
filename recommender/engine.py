"""One decision, station by station: gates, belief, evidence, set, reasons."""

from dataclasses import dataclass, field, replace
from typing import NamedTuple
from uuid import UUID

import numpy as np

from recommender.belief import Belief, BeliefSettings, believe
from recommender.evidence import Asked, Evidence, EvidenceSettings, weigh
from recommender.evidence.asked import NOWHERE
from recommender.journey import Journey, observed_share
from recommender.learning import Model
from recommender.model.context import StepContext
from recommender.model.decision import Decision, Exhausted, Step
from recommender.model.instant import Instant
from recommender.model.shelf import Shelf
from recommender.policy import (
    PASSED,
    UNKNOWN,
    Codes,
    Company,
    PolicySettings,
    Refusals,
    refuse,
)
from recommender.reasons import explain
from recommender.slate import Selection, SlateSettings, accept, chances, seed, select, shortlist


@dataclass(frozen=True, slots=True)
class Settings:
    """What a workspace may set; each part has documented defaults."""

    policy: PolicySettings = field(default_factory=PolicySettings)
    belief: BeliefSettings = field(default_factory=BeliefSettings)
    evidence: EvidenceSettings = field(default_factory=EvidenceSettings)
    slate: SlateSettings = field(default_factory=SlateSettings)


DEFAULTS = Settings()


class Considered(NamedTuple):
    """What a set rests on before anything is weighed: who is asking, and what is not for them."""

    context: StepContext
    heard: Journey
    codes: Codes
    left_out: Refusals
    belief: Belief


class Ranked(NamedTuple):
    offer: str
    chance: float
    """That it is taken, were it shown."""


def decide(  # noqa: PLR0913  # all that a decision rests on, each named
    model: Model,
    shelf: Shelf,
    journey: Journey,
    context: StepContext,
    *,
    id: UUID,  # noqa: A002  # the name that the decision has for it
    now: Instant,
    company: Company = UNKNOWN,
    settings: Settings = DEFAULTS,
) -> Decision:
    """A set of best-bet next steps for one buyer at one moment."""
    found = consider(shelf, journey, context, now, company=company, settings=settings)
    evidence = _weigh(model, shelf, found, now, settings)
    context, codes = found.context, found.codes
    size = max(min(context.size, settings.slate.largest), 0)
    pinned = _pinned(shelf, context, codes)[:size]
    accepted, law = accept(evidence, settings.slate.acceptance), settings.slate.law(size)
    selected = select(evidence, accepted, codes, pinned, law, seed(id), settings.slate)
    drawn = selected.drawn
    return Decision(
        id=id,
        at=now,
        steps=_steps(selected, evidence),
        display=drawn.display,
        chance_any_taken=drawn.chance_any_taken,
        exhausted=_exhausted(selected, size, shelf),
        left_out=found.left_out,
        belief=found.belief.listed(),
        ordered_propensity=drawn.propensity.ordered,
        set_propensity=drawn.propensity.unordered,
        draw=selected.record,
        model_version=model.version,
        model_position=model.position,
    )


def rank(  # noqa: PLR0913  # all that a ranking rests on, each named
    model: Model,
    shelf: Shelf,
    journey: Journey,
    context: StepContext,
    *,
    now: Instant,
    company: Company = UNKNOWN,
    settings: Settings = DEFAULTS,
    size: int = 20,
) -> tuple[Ranked, ...]:
    """The likeliest steps one by one, the best first; of equals, the first on the shelf."""
    found = consider(shelf, journey, context, now, company=company, settings=settings)
    evidence = _weigh(model, shelf, found, now, settings)
    alone = replace(settings.slate, pool=size, needs=0)
    accepted = accept(evidence, settings.slate.acceptance)
    pool = shortlist(evidence, accepted, found.codes, (), alone.law(size), "", alone)
    return tuple(map(Ranked, pool.keys, chances(pool).tolist()))


def consider(  # all that it rests on, each named
    shelf: Shelf,
    journey: Journey,
    context: StepContext,
    now: Instant,
    *,
    company: Company = UNKNOWN,
    settings: Settings = DEFAULTS,
) -> Considered:
    """The first half of a decision, for those who want no set."""
    context, heard = _with_motion(context, journey), _heard(journey)
    codes = refuse(shelf, journey, context, company, now, settings.policy)
    belief = believe(
        shelf,
        heard,
        now,
        observed_share(heard, now),
        settings.belief,
        colleagues=company.colleagues if heard is journey else (),
    )
    return Considered(context, heard, codes, Refusals(shelf.keys, codes.tobytes()), belief)


def _weigh(
    model: Model, shelf: Shelf, found: Considered, now: Instant, settings: Settings
) -> Evidence:
    acting = float(np.add.reduce(found.belief.acting_for))
    pinned = _pinned(shelf, found.context, found.codes)
    also = np.array(pinned, np.int64) if pinned else NOWHERE
    open_ = found.codes == PASSED
    view = model.view(shelf)
    asked = Asked(shelf, view, found.heard, found.context, acting, now, open_, also)
    return weigh(asked, found.belief, settings.evidence)


def _with_motion(context: StepContext, journey: Journey) -> StepContext:
    """The motion that was asked for, else the one stated last."""
    if context.motion is not None or not journey.intervals:
        return context
    stated = journey.intervals[-1].motion
    return context if stated is None else replace(context, motion=stated.motion)


def _heard(journey: Journey) -> Journey:
    """Nothing, where the buyer denied it: then the moment alone decides."""
    consent = journey.facts.get("consent:personalization")
    return Journey.empty() if consent is not None and consent.value == "denied" else journey


def _pinned(shelf: Shelf, context: StepContext, codes: Codes) -> list[int]:
    """The places of what an editor set, as far as it is for this buyer; each once."""
    if not context.pinned:
        return []
    places = [shelf.index[key] for key in dict.fromkeys(context.pinned) if key in shelf.index]
    return [place for place in places if codes[place] == PASSED]


def _steps(found: Selection, evidence: Evidence) -> tuple[Step, ...]:
    drawn = found.drawn
    whys = explain(evidence, [found.spots[place] for place in drawn.places])
    probabilities = drawn.propensity.steps
    parts = drawn.places, drawn.slots, drawn.chances, drawn.gains, probabilities, whys
    return tuple(
        [
            Step(found.offers[place], slot, chance, gain, probability, *why)
            for place, slot, chance, gain, probability, why in zip(*parts, strict=True)
        ]
    )


def _exhausted(found: Selection, size: int, shelf: Shelf) -> Exhausted | None:
    if len(found.drawn.places) == size:
        return None
    if not shelf.keys:
        return Exhausted.NO_OFFERS
    return Exhausted.BELOW_FLOOR if found.offers else Exhausted.ALL_GATED
