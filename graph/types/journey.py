from collections.abc import Iterable
from typing import Self

import strawberry
from strawberry import field

import recommender
from graph.access import Permission, needs
from graph.answers import ReadJourney
from graph.entries import Entries
from graph.types.job import BuyingJob
from graph.types.need import NeedShare
from graph.types.offer import Offer
from graph.types.vocabulary import (
    Channel,
    Kind,
    Motion,
    Outcome,
    Presence,
    Relation,
    Status,
)
from recommender import Instant


@strawberry.type(
    description="Where a buyer stands with one buying job. Several can be active.",
    directives=needs(Permission.BUYERS_READ),
)
class JobState:
    job: BuyingJob = field(description="The buying job.")
    status: Status = field(description="Where the buyer stands.")
    confidence: float = field(description="How sure that is, 0 to 1.")
    last: Instant | None = field(description="When the last evidence was seen.")

    @classmethod
    def of(cls, state: recommender.JobState, entries: Entries) -> Self:
        return cls(
            job=BuyingJob.named(state.job, entries),
            status=state.status,
            confidence=state.confidence,
            last=state.last,
        )


@strawberry.type(
    description="What is known of a buyer's journey at the moment of asking.",
    directives=needs(Permission.BUYERS_READ),
)
class JourneyState:
    jobs: list[JobState] = field(description="The vector of buying jobs; never one stage.")
    belief: list[NeedShare] = field(description="Which needs are likely the buyer's own now.")
    observed_share: float = field(description="How much of the journey is seen, 0 to 1.")
    presence: Presence = field(description="Whether the buyer is about.")
    relation: Relation = field(description="What the buyer's company is to the vendor.")
    motion: Motion | None = field(description="What the purchase is about, if known.")
    open_incidents: list[str] = field(description="The incidents that are open, by name.")

    @classmethod
    def of(
        cls,
        state: recommender.JourneyState,
        belief: Iterable[recommender.NeedShare],
        entries: Entries,
    ) -> Self:
        return cls(
            jobs=[JobState.of(job, entries) for job in state.jobs],
            belief=NeedShare.told(belief, entries),
            observed_share=state.observed_share,
            presence=state.presence,
            relation=state.relation,
            motion=state.motion,
            open_incidents=list(state.open_incidents),
        )


@strawberry.type(
    description="One act by which the buyer got on.", directives=needs(Permission.BUYERS_READ)
)
class Touch:
    at: Instant = field(description="When it happened.")
    kind: Kind = field(description="What it was.")
    channel: Channel = field(description="Where it happened.")
    offer: Offer | None = field(description="The offer that it was about.")

    @classmethod
    def of(cls, touch: recommender.Touch, entries: Entries) -> Self:
        return cls(
            at=touch.at,
            kind=touch.kind,
            channel=touch.channel,
            offer=None if touch.offer is None else Offer.named(touch.offer, entries),
        )


@strawberry.type(
    description="A stretch of activity, from where it was entered to where it was left.",
    directives=needs(Permission.BUYERS_READ),
)
class Episode:
    start: Instant = field(description="When it began.")
    end: Instant = field(description="When it was last added to.")
    acts: int = field(description="How many acts it holds.")
    entry: Touch | None = field(description="The first act; null if it ended unseen.")
    exit: Touch | None = field(description="The last act.")
    motion: Motion | None = field(description="What it was about, as stated last.")
    outcome: Outcome | None = field(description="How it ended.")
    reason: str | None = field(description="Why it ended so.")

    @classmethod
    def of(cls, episode: recommender.Episode, entries: Entries) -> Self:
        return cls(
            start=episode.start,
            end=episode.end,
            acts=episode.acts,
            entry=Touch.of(episode.entry, entries) if episode.entry else None,
            exit=Touch.of(episode.exit, entries) if episode.exit else None,
            motion=episode.motion,
            outcome=episode.outcome,
            reason=episode.reason,
        )


@strawberry.type(
    description="What was last stated about the buyer under a key.",
    directives=needs(Permission.BUYERS_READ),
)
class Fact:
    key: str = field(description="What it is about.")
    value: str = field(description="What was stated.")
    at: Instant = field(description="When it was stated.")


@strawberry.type(
    description="A buyer's journey as far as it was seen, whatever its order.",
    directives=needs(Permission.BUYERS_READ),
)
class Journey:
    state: JourneyState = field(description="Where the buyer stands at the moment of asking.")
    trail: list[Touch] = field(description="The latest acts, latest first.")
    episodes: list[Episode] = field(description="The stretches of activity, latest first.")
    facts: list[Fact] = field(description="What was stated, in the order of the keys.")

    @classmethod
    def of(cls, read: ReadJourney) -> Self:
        journey, entries = read.journey, read.entries
        return cls(
            state=JourneyState.of(read.state, read.belief, entries),
            trail=[Touch.of(touch, entries) for touch in reversed(journey.trail)],
            episodes=[Episode.of(one, entries) for one in reversed(journey.episodes)],
            facts=[
                Fact(key=key, value=fact.value, at=fact.at)
                for key, fact in sorted(journey.facts.items())
            ],
        )
