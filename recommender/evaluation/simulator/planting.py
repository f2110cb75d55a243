"""A world from a seed."""

from itertools import product

import numpy as np

from recommender.evaluation.simulator.facets import Facets
from recommender.evaluation.simulator.plan import Plan
from recommender.evaluation.simulator.world import (
    JOBS,
    NEEDS,
    PERSONAS,
    VERTICALS,
    Floats,
    World,
    need_of,
)
from recommender.model.catalogue import Catalogue, Link, Offer, Service
from recommender.model.instant import DAY, Instant

FORMATS = ("article", "guide", "webinar", "calculator", "customer_story")
FOR_ALL = 0.12
"""The part of the offers that serves a job of every persona,"""
FOR_ALL_FIT = 0.7
"""each of them a little less."""
AT_HOME = 0.1
"""The part that is made for one vertical,"""
ABROAD = 0.2
"""and draws others only so much."""
POOR = 0.1
"""The part that is poor, however much it draws,"""
LET_DOWN, POOR_LET_DOWN = 0.08, 0.6
"""and how often those and these disappoint."""
OPENING = 0.75
"""The part that is there from the beginning; the others come week by week, to the end."""
LINKS = 2
EVERYONE = -1
WEEK = 7 * DAY

Need = tuple[int, int]
"""A persona, or everyone, and a job."""


def plant(facets: Facets, plan: Plan) -> World:
    """The same world for the same seed and facets."""
    rng = np.random.default_rng((plan.seed, *facets.name.encode()))
    true = _needs(rng, plan.offers)
    tagged, mistagged = _tags(rng, true, plan.mistagged)
    fits = _fits(facets, true)
    homes = np.where(rng.random(plan.offers) < AT_HOME, rng.integers(0, 3, plan.offers), EVERYONE)
    poor = rng.random(plan.offers) < POOR
    published = _published(plan)
    return World(
        facets=facets,
        catalogue=Catalogue(
            offers=tuple(
                _offer(number, true[number], tagged[number], homes[number], published[number])
                for number in range(plan.offers)
            ),
            links=_links(rng, tagged),
            personas=PERSONAS,
            jobs=JOBS,
        ),
        fits=fits,
        weights=_weights(facets, fits, rng.normal(0.0, facets.appeal, plan.offers), homes),
        let_downs=tuple(np.where(poor, POOR_LET_DOWN, LET_DOWN).tolist()),
        published=published,
        mistagged=mistagged,
    )


def _needs(rng: np.random.Generator, offers: int) -> list[Need]:
    """Every need is served by as many offers as every other; in no order."""
    pairs = list(product(range(len(PERSONAS)), range(len(JOBS))))
    for_all = rng.random(offers) < FOR_ALL
    order = rng.permutation(offers).tolist()
    needs = [pairs[place % len(pairs)] for place in order]
    return [
        (EVERYONE if everyone else persona, job)
        for everyone, (persona, job) in zip(for_all.tolist(), needs, strict=True)
    ]


def _tags(
    rng: np.random.Generator, true: list[Need], wrong: float
) -> tuple[list[Need], frozenset[int]]:
    """What editors tagged: the truth, save for some who got another persona and another job."""
    mistagged = rng.permutation(len(true))[: round(wrong * len(true))].tolist()
    tagged = list(true)
    for number in mistagged:
        persona, job = true[number]
        tagged[number] = (
            (max(persona, 0) + int(rng.integers(1, len(PERSONAS)))) % len(PERSONAS),
            (job + int(rng.integers(1, len(JOBS)))) % len(JOBS),
        )
    return tagged, frozenset(mistagged)


def _fits(facets: Facets, true: list[Need]) -> Floats:
    fits = np.zeros((NEEDS, len(true)))
    for number, (persona, job) in enumerate(true):
        for p, j in product(range(len(PERSONAS)), range(len(JOBS))):
            if persona == EVERYONE:
                fit = FOR_ALL_FIT if j == job else facets.same_persona
            elif p == persona:
                fit = 1.0 if j == job else facets.same_persona
            else:
                fit = facets.same_job if j == job else 0.0
            fits[need_of(p, j), number] = fit
    return fits


def _weights(facets: Facets, fits: Floats, appeal: Floats, homes: Floats) -> Floats:
    utility = facets.draw + facets.lift * fits + appeal
    away = (homes != EVERYONE) & (homes != np.arange(len(VERTICALS))[:, None])
    return np.asarray(np.exp(utility) * np.where(away, ABROAD, 1.0)[:, None, :])


def _published(plan: Plan) -> tuple[Instant, ...]:
    """What is there at first is up to a year old; then some come each week for twice the time."""
    opening = round(OPENING * plan.offers)
    later = plan.offers - opening
    days = [-1 - 365 * number // opening for number in range(opening)]
    days += [2 * 7 * plan.weeks * number // later for number in range(later)]
    return tuple(Instant(plan.start + day * DAY) for day in days)


def _offer(number: int, true: Need, tagged: Need, home: int, published: Instant) -> Offer:
    """The text is about what the offer is about; the tags are what an editor made of it."""
    persona, job = tagged
    whom = "everyone" if true[0] == EVERYONE else PERSONAS[true[0]].role
    form = FORMATS[number % len(FORMATS)]
    return Offer(
        key=f"offer-{number:03}",
        title=f"{form.replace('_', ' ').capitalize()} {number}: {JOBS[true[1]].title} for {whom}",
        format=form,
        url=f"https://www.example.com/offers/{number:03}",
        serves=(Service(None if persona == EVERYONE else PERSONAS[persona].key, JOBS[job].key),),
        verticals=frozenset() if home == EVERYONE else frozenset({VERTICALS[home]}),
        forwardable=number % 4 == 0,
        published=published,
        starts=published,
    )


def _links(rng: np.random.Generator, tagged: list[Need]) -> tuple[Link, ...]:
    """From each offer to some for the same persona, by their tags: the same job, or the next."""
    links = []
    for source, (persona, job) in enumerate(tagged):
        ahead = [
            number
            for number, (p, j) in enumerate(tagged)
            if number != source and p in {persona, EVERYONE} and j in {job, job + 1}
        ]
        chosen = rng.permutation(ahead)[:LINKS].tolist() if ahead else []
        links += [Link(f"offer-{source:03}", f"offer-{number:03}") for number in chosen]
    return tuple(links)
