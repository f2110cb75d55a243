"""A catalogue and a log of any size from a seed: what the measurements run on."""

import random
from uuid import UUID

from recommender import (
    DAY,
    HOUR,
    Catalogue,
    Channel,
    Instant,
    Interaction,
    Job,
    Kind,
    Link,
    Offer,
    Persona,
    Service,
)
from recommender import DEFAULT_JOBS as JOBS

NOW = Instant(1_780_000_000_000)
FORMATS = ("article", "calculator", "webinar", "story", "demo", "guide")
ROLES = ("finance", "it", "operations", "security", "executive", "procurement")
PERSONAS = tuple(Persona(role, f"{role.capitalize()} lead", role) for role in ROLES)
SUBJECTS = tuple(f"subject{number}" for number in range(400))
ACTS = 10
"""Touches in the trail of the buyer who asks."""


def catalogue(size: int, seed: int = 7) -> Catalogue:
    dice = random.Random(seed)  # noqa: S311  # not for secrets
    offers = tuple(_offer(place, dice) for place in range(size))
    links = tuple(
        Link(offers[place].key, offers[dice.randrange(size)].key)
        for place in range(size)
        for _ in range(2)
    )
    return Catalogue(offers=offers, links=links, personas=PERSONAS)


def _offer(place: int, dice: random.Random) -> Offer:
    subjects = dice.sample(SUBJECTS, 3)
    return Offer(
        key=f"offer-{place}",
        title=f"{subjects[0].capitalize()} and {subjects[1]}",
        format=dice.choice(FORMATS),
        summary=" ".join(dice.choices(SUBJECTS, k=8)),
        serves=tuple(_service(dice) for _ in range(dice.randrange(1, 3))),
        topics=tuple(subjects),
        family=f"series-{place // 5}" if dice.random() < 0.1 else None,  # noqa: PLR2004  # a tenth
        channels=frozenset({Channel.SALES}) if dice.random() < 0.1 else frozenset(),  # noqa: PLR2004  # a tenth
        forwardable=dice.random() < 0.1,  # noqa: PLR2004  # a tenth
        published=Instant(NOW - dice.randrange(400) * DAY),
    )


def _service(dice: random.Random) -> Service:
    job: Job = dice.choice(JOBS)
    return Service(dice.choice((*ROLES, None)), job.key)


def log(catalogue: Catalogue, visits: int, seed: int = 11) -> list[Interaction]:
    """Visits of some ten offers each, popular offers first among them."""
    dice = random.Random(seed)  # noqa: S311  # not for secrets
    offers = catalogue.offers
    acts: list[Interaction] = []
    for visit in range(visits):
        start = NOW - dice.randrange(60 * DAY)
        for step in range(dice.randrange(3, 12)):
            place = int(len(offers) * dice.random() ** 3)
            acts.append(act(visit, step, offers[place], Instant(start + step * HOUR // 10)))
    return sorted(acts, key=lambda one: one.at)


def act(buyer: int, step: int, offer: Offer, at: Instant) -> Interaction:
    kind = Kind.COMPLETED if step % 3 == 0 else Kind.VIEWED
    id_ = UUID(int=(buyer << 64) + step)
    return Interaction(id_, UUID(int=buyer), kind, at, offer=offer.key, depth=0.5)


def asker(catalogue: Catalogue, buyer: int, seed: int = 13) -> list[Interaction]:
    """The acts of one buyer, the last an hour ago."""
    dice = random.Random(seed + buyer)  # noqa: S311  # not for secrets
    return [
        act(10**6 + buyer, step, dice.choice(catalogue.offers), Instant(NOW - (ACTS - step) * HOUR))
        for step in range(ACTS)
    ]
