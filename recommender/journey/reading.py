"""Reading a journey at a time, through the catalogue's tags as they are now.

Formulas, with m the mass about a job at the time of reading (1 is one completed offer just now; it
halves in 30 days) and d its completed share, which does not fade: the sum of the job's shares in
the completed offers, plus 1 if an act completed the job by itself.

- An offer's tags split its evidence: a job's share is the weight of its tags over all weights.
  A tag without a job takes its share and is evidence for none.
- evidenced: d >= 1, unless the job is always on; reopened: that, m >= 0.05, and touched more than
  30 days after its last completing act; active: else, m >= 0.05; open: all others.
- confidence = 1 - exp(-max(m, d)); observed share = M / (M + 3) with M the mass of all touches.

A summary cannot forget. So reading at a time means: all acts count, aged to that time or, if it is
earlier than the last touch, to the last touch. To see an earlier state, fold the log up to there.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp

from recommender.journey.episode import GAP, Episode
from recommender.journey.journey import Journey
from recommender.journey.mass import EPOCH, contribution, strength
from recommender.journey.parts import Consumption, later
from recommender.journey.state import JobState, JourneyState, Presence, Status
from recommender.model.catalogue import Catalogue, Job, Offer, Service
from recommender.model.instant import DAY, Instant
from recommender.model.vocabulary import Channel, Motion, Relation

PAUSE = GAP
RECENT = 0.05
"""Mass from which a buyer is at a job: one glance at an offer is that for eleven weeks."""
ENOUGH = 0.999
"""One completed offer about nothing else, or parts of several; under 1 to allow for rounding."""
UNSEEN = 3.0
"""Mass at which as much of a journey is taken to be seen as unseen."""

Shares = Mapping[str, float]
Seen = list[tuple[tuple[Shares, Shares], float, Consumption]]


@dataclass(slots=True)
class _Trace:
    """What was seen of one job."""

    mass: float = 0.0
    done: float = 0.0
    last: Instant | None = None
    completed_last: Instant | None = None

    def see(
        self, share: float, mass: float, last: Instant | None, completed_last: Instant | None
    ) -> None:
        self.mass += share * mass
        self.done += share if completed_last is not None else 0.0
        self.last = later(self.last, last)
        self.completed_last = later(self.completed_last, completed_last)


@dataclass(frozen=True, slots=True)
class Reader:
    """A catalogue laid out for reading journeys; make it once for each version."""

    jobs: tuple[Job, ...]
    shares: Mapping[str, tuple[Shares, Shares]]
    """By offer: the share of each job and of each persona in it."""

    @staticmethod
    def of(catalogue: Catalogue) -> "Reader":
        return Reader(catalogue.jobs, {offer.key: _shares(offer) for offer in catalogue.offers})

    def read(self, journey: Journey, now: Instant) -> JourneyState:
        at = journey.as_of(now)
        unit = contribution(1.0, max(at, EPOCH))
        seen = self._seen(journey, unit)
        told = journey.episodes
        facts = {key: fact.value for key, fact in sorted(journey.facts.items())}
        relation = _relation(facts)
        return JourneyState(
            at=at,
            jobs=self._jobs(journey, seen, unit),
            personas=_personas(journey, seen, unit),
            presence=_presence(told, at),
            observed_share=observed_share(journey, at),
            motion=(told[-1].motion if told else None) or _USUAL.get(relation),
            relation=relation,
            facts=facts,
            open_incidents=tuple(sorted(k for k, one in journey.incidents.items() if one.open)),
            episodes=told,
        )

    def _seen(self, journey: Journey, unit: int) -> Seen:
        """The touched offers of the catalogue; in order of key, for floats add up in order."""
        shares = self.shares
        return [
            (shares[key], one.mass / unit, one)
            for key, one in sorted(journey.consumption.items())
            if one.count and key in shares
        ]

    def _jobs(self, journey: Journey, seen: Seen, unit: int) -> tuple[JobState, ...]:
        traces = {job.key: _Trace() for job in self.jobs}
        for (jobs, _), mass, one in seen:
            for job, share in jobs.items():
                if job in traces:
                    traces[job].see(share, mass, one.last, one.completed_last)
        for job, stated in journey.jobs.items():
            if job in traces:
                mass = journey.evidence["job:" + job] / unit
                traces[job].see(1.0, mass, stated.last, stated.completed_last)
        return tuple([_job(job, traces[job.key]) for job in self.jobs])


def read(journey: Journey, catalogue: Catalogue, now: Instant) -> JourneyState:
    """Read one journey; to read many, keep a ``Reader``."""
    return Reader.of(catalogue).read(journey, now)


def _personas(journey: Journey, seen: Seen, unit: int) -> dict[str, float]:
    masses = defaultdict[str, float](float)
    for key, stated in sorted(journey.evidence.items()):
        if key.startswith("persona:"):
            masses[key.removeprefix("persona:")] += stated / unit
    for (_, personas), mass, _ in seen:
        for persona, share in personas.items():
            masses[persona] += share * mass
    return dict(masses)


def _shares(offer: Offer) -> tuple[Shares, Shares]:
    jobs = _split((service.job, service) for service in offer.serves)
    return jobs, _split((service.persona, service) for service in offer.serves)


def _split(services: Iterable[tuple[str | None, Service]]) -> Shares:
    weights = defaultdict[str | None, float](float)
    for key, service in services:
        weights[key] += service.weight
    total = sum(weights.values())
    return {key: one / total for key, one in weights.items() if key is not None and one > 0}


def _job(job: Job, trace: _Trace) -> JobState:
    confidence = 1.0 - exp(-max(trace.mass, trace.done))
    return JobState(job.key, _status(job, trace), confidence, trace.last)


def _status(job: Job, trace: _Trace) -> Status:
    recent = trace.mass >= RECENT
    if job.always_on or trace.done < ENOUGH:
        return Status.ACTIVE if recent else Status.OPEN
    return Status.REOPENED if recent and _resumed(trace) else Status.EVIDENCED


def _resumed(trace: _Trace) -> bool:
    if trace.last is None or trace.completed_last is None:
        return False
    return trace.last - trace.completed_last > PAUSE


def _presence(told: tuple[Episode, ...], at: Instant) -> Presence:
    if not told or at - told[0].start < DAY:
        return Presence.NEW
    if at - told[-1].end > GAP:
        return Presence.DORMANT
    return Presence.RETURNED if len(told) > 1 else Presence.ACTIVE


def observed_share(journey: Journey, now: Instant) -> float:
    """How much of a journey was seen, 0 to 1 (R15)."""
    evidence = journey.evidence
    masses = [evidence[key] for key in _CHANNELS if key in evidence]
    seen = strength(sum(masses), journey.as_of(now))
    return seen / (seen + UNSEEN)


def _relation(facts: Mapping[str, str]) -> Relation:
    stated = facts.get("relation", "")
    return Relation(stated) if stated in _RELATIONS else Relation.NONE


_CHANNELS = tuple(f"channel:{channel}" for channel in Channel)
_RELATIONS = frozenset(Relation)
_USUAL: Mapping[Relation, Motion] = {
    Relation.NONE: Motion.NET_NEW,
    Relation.PROSPECT: Motion.NET_NEW,
    Relation.FORMER: Motion.RETURN,
}
"""The motion where none was stated. A customer may be up to any."""
