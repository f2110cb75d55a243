"""The picks of the later part: each time that a buyer takes up something new."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from recommender.evaluation.heldout.buyers import Buyers, Person
from recommender.journey import Journey
from recommender.model.interaction import Interaction
from recommender.model.vocabulary import TAKEN


class Pick(NamedTuple):
    person: Person
    walk: Sequence[str]
    """All that this buyer newly picks in the later part, in order."""
    step: int

    @property
    def offer(self) -> str:
        return self.walk[self.step]

    @property
    def later(self) -> frozenset[str]:
        """This one and all after it."""
        return frozenset(self.walk[self.step :])


def picks(
    acts: Sequence[Interaction],
    journeys: Mapping[UUID, Journey],
    buyers: Buyers,
    offers: Collection[str],
) -> dict[int, Pick]:
    """By place among the acts, which are in the order of time. Returns to an offer are none."""
    walks: dict[UUID, list[str]] = {}
    had: dict[UUID, set[str]] = {}
    found = {}
    for place, act in enumerate(acts):
        if act.kind not in TAKEN or act.offer is None or act.offer not in offers:
            continue
        person = buyers.of(act.buyer)
        mine = had.setdefault(person.id, _had(journeys.get(person.id)))
        if act.offer not in mine:
            mine.add(act.offer)
            walk = walks.setdefault(person.id, [])
            found[place] = Pick(person, walk, len(walk))
            walk.append(act.offer)
    return found


def thinned(found: Mapping[int, Pick], most: int) -> dict[int, Pick]:
    """No more than so many, evenly from first to last."""
    places = list(found)
    count = min(most, len(places))
    kept = [places[number * len(places) // count] for number in range(count)]
    return {place: found[place] for place in kept}


def _had(journey: Journey | None) -> set[str]:
    parts = {} if journey is None else journey.consumption
    return {key for key, part in parts.items() if part.count}
