"""The shelf: a catalogue laid out as arrays, made once for each version of it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recommender.model.audience import Audience, Mask
from recommender.model.catalogue import Catalogue, Job, Link, Need, Offer, Persona
from recommender.model.instant import Instant
from recommender.model.likeness import Likeness

Places = NDArray[np.int64]
Floats = NDArray[np.float64]

ANYONE = Persona("anyone", "Anyone", role="")
"""Stands in where a workspace names no personas: needs are then told apart by job alone."""
FOR_ALL = 0.7
"""What is for every persona, or every job, fits each this much as well as what is for it alone."""
NEVER = np.iinfo(np.int64).max


class Groups(NamedTuple):
    """Offers that share a text, such as a format: its number for each offer, -1 without one."""

    names: tuple[str, ...]
    of_offer: Places


class Served(NamedTuple):
    """The fits without those that are none: most offers serve few needs."""

    starts: Places
    """Where the entries of each offer begin in the two arrays below; one more at the end."""
    needs: Places
    fits: Floats

    @classmethod
    def of(cls, fits: NDArray[np.float32]) -> "Served":
        offers, needs = fits.nonzero()
        counts = np.bincount(offers, minlength=len(fits))
        starts = np.concatenate(([0], counts.cumsum())).astype(np.int64)
        return cls(starts, needs.astype(np.int64), fits[offers, needs].astype(np.float64))


@dataclass(frozen=True, eq=False)
class Shelf:
    """Every array is in the order of ``keys``. Treat them all as frozen."""

    catalogue: Catalogue
    keys: tuple[str, ...]
    index: Mapping[str, int]
    personas: tuple[Persona, ...]
    persona_shares: Floats
    """Prior shares; they add up to one."""
    jobs: tuple[Job, ...]
    cells: tuple[Need, ...]
    """All needs, persona by persona."""
    after_purchase: Mask
    """By job."""
    fits: NDArray[np.float32]
    """How well each offer serves each need, 0 to 1; one line an offer."""
    audience: Audience
    link_starts: Places
    """Where the links of each offer begin in the two arrays below; one more at the end."""
    link_targets: Places
    link_weights: Floats
    formats: Groups
    families: Groups
    topics: Mapping[str, Places]
    requiring: Mapping[int, tuple[int, ...]]
    """For each offer that requires others, their places."""
    selling: Mask
    forwardable: Mask
    repeatable: Mask
    retired: Mask
    starts: Places
    ends: Places
    changed: Places
    published: Places

    @property
    def offers(self) -> tuple[Offer, ...]:
        return self.catalogue.offers

    @cached_property
    def need(self) -> NDArray[np.float32]:
        """The fits with one line a need."""
        return np.ascontiguousarray(self.fits.T)

    @cached_property
    def served(self) -> Served:
        return Served.of(self.fits)

    @cached_property
    def places(self) -> Places:
        return np.arange(len(self.keys))

    @cached_property
    def persona_rows(self) -> Mapping[str, int]:
        return {persona.key: row for row, persona in enumerate(self.personas)}

    @cached_property
    def job_rows(self) -> Mapping[str, int]:
        return {job.key: row for row, job in enumerate(self.jobs)}

    @cached_property
    def linked(self) -> tuple[tuple[int, ...], ...]:
        """For each offer the places that its links lead to."""
        starts, targets = self.link_starts.tolist(), self.link_targets.tolist()
        return tuple(tuple(targets[start:end]) for start, end in pairwise(starts))

    @cached_property
    def targeted(self) -> Mapping[int, tuple[tuple[int, int, float], ...]]:
        """Links for an audience (R19), by source: target, persona, part of the source's links."""
        rows = self.persona_rows
        totals: defaultdict[str, float] = defaultdict(float)
        for link in self.catalogue.links:
            totals[link.source] += link.weight
        found: dict[int, list[tuple[int, int, float]]] = {}
        for link in self.catalogue.links:
            row = rows.get(link.persona or "")
            if _joins(link, self.index) and row is not None:
                part = link.weight / totals[link.source]
                entry = self.index[link.target], row, part
                found.setdefault(self.index[link.source], []).append(entry)
        return {source: tuple(entries) for source, entries in found.items()}

    @cached_property
    def opens(self) -> Mapping[int, Sequence[int]]:
        """For each offer that others require, their places."""
        found: dict[int, list[int]] = {}
        for place, required in self.requiring.items():
            for source in required:
                found.setdefault(source, []).append(place)
        return found

    @cached_property
    def turns(self) -> list[int]:
        """The times at which an offer starts or ends, in order."""
        times = np.unique(np.concatenate((self.starts, self.ends))).tolist()
        return [time for time in times if time != NEVER]

    def turn(self, now: Instant) -> Instant:
        """The latest of them: since then no other has started or ended."""
        passed = bisect_right(self.turns, now)
        return Instant(self.turns[passed - 1]) if passed else now

    @cached_property
    def likeness(self) -> Likeness:
        """Made when first asked for: it takes longer than all the rest."""
        return Likeness.of(self.offers)

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Shelf":
        offers = catalogue.offers
        keys = tuple(offer.key for offer in offers)
        index = {key: place for place, key in enumerate(keys)}
        personas = catalogue.personas or (ANYONE,)
        starts, targets, weights = _links(catalogue, index)
        return cls(
            catalogue=catalogue,
            keys=keys,
            index=index,
            personas=personas,
            persona_shares=_persona_shares(personas),
            jobs=catalogue.jobs,
            cells=tuple(Need(p.key, j.key) for p in personas for j in catalogue.jobs),
            after_purchase=np.array([job.after_purchase for job in catalogue.jobs], bool),
            fits=_fits(offers, personas, catalogue.jobs),
            audience=Audience.of(offers),
            link_starts=starts,
            link_targets=targets,
            link_weights=weights,
            formats=_groups([offer.format for offer in offers]),
            families=_groups([offer.family for offer in offers]),
            topics=_topics(offers),
            requiring={
                index[offer.key]: tuple(index[key] for key in offer.requires if key in index)
                for offer in offers
                if offer.requires
            },
            selling=np.array([offer.selling for offer in offers], bool),
            forwardable=np.array([offer.forwardable for offer in offers], bool),
            repeatable=np.array([offer.repeatable for offer in offers], bool),
            retired=np.array([offer.retired for offer in offers], bool),
            starts=_times([offer.starts for offer in offers], 0),
            ends=_times([offer.ends for offer in offers], NEVER),
            changed=_times([offer.changed for offer in offers], 0),
            published=_times([offer.published for offer in offers], 0),
        )


def _persona_shares(personas: Sequence[Persona]) -> Floats:
    shares = np.array([max(persona.share, 0.0) for persona in personas])
    total = shares.sum()
    return np.asarray(shares / total if total > 0.0 else np.full(len(shares), 1.0 / len(shares)))


def _times(times: Sequence[int | None], otherwise: int) -> Places:
    return np.array([otherwise if time is None else time for time in times], np.int64)


def _groups(names: Sequence[str | None]) -> Groups:
    known = sorted({name for name in names if name is not None})
    numbers = {name: number for number, name in enumerate(known)}
    places = [-1 if name is None else numbers[name] for name in names]
    return Groups(tuple(known), np.array(places, np.int64))


def _topics(offers: Sequence[Offer]) -> Mapping[str, Places]:
    found: dict[str, list[int]] = {}
    for place, offer in enumerate(offers):
        for topic in offer.topics:
            found.setdefault(topic, []).append(place)
    return {topic: np.array(places, np.int64) for topic, places in found.items()}


def _links(catalogue: Catalogue, index: Mapping[str, int]) -> tuple[Places, Places, Floats]:
    """Links for everyone between offers that exist, by source, as rows of a sparse matrix."""
    found = sorted(
        (index[link.source], index[link.target], link.weight)
        for link in catalogue.links
        if _joins(link, index) and link.persona is None
    )
    counts = np.bincount([source for source, _, _ in found], minlength=len(index))
    starts = np.concatenate(([0], np.cumsum(counts[: len(index)]))).astype(np.int64)
    targets = np.array([target for _, target, _ in found], np.int64)
    return starts, targets, np.array([weight for _, _, weight in found], np.float64)


def _joins(link: Link, index: Mapping[str, int]) -> bool:
    return link.source in index and link.target in index and link.weight > 0


def _fits(
    offers: Sequence[Offer], personas: Sequence[Persona], jobs: Sequence[Job]
) -> NDArray[np.float32]:
    """The greatest fit among an offer's services, for each need."""
    rows = {persona.key: row for row, persona in enumerate(personas)}
    columns = {job.key: column for column, job in enumerate(jobs)}
    fits = np.zeros((len(offers), len(personas), len(jobs)), np.float32)
    for place, offer in enumerate(offers):
        for service in offer.serves:
            row = slice(None) if service.persona is None else rows.get(service.persona)
            column = slice(None) if service.job is None else columns.get(service.job)
            if row is None or column is None:
                continue
            fit = min(max(service.weight, 0.0), 1.0)
            fit *= FOR_ALL ** ((service.persona is None) + (service.job is None))
            part = fits[place, row, column]
            fits[place, row, column] = np.maximum(part, fit)
    return fits.reshape(len(offers), len(personas) * len(jobs))
