"""Who is who: how the identifiers of events join buyers. No SQL: it can be seen to be right.

The strongest identity of an event decides whose it is. Weaker ones are bound to that buyer; where
they lead to another one, the two were one person all along and merge. Two that hold a user id each
are two people on one device: nothing merges, unless an ``alias`` says that they are one.

Whoever has a browser can claim any e-mail address or CRM id. Those of an event that is not trusted
are bound where they lead nowhere yet, but they decide nothing and merge nobody, unless a site has
signed for them; nor does its ``alias`` merge two known people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from api.store.arrivals import CLAIMS, Identity, IdentityKind
from api.store.derived import buyer_id
from recommender import Instant


@dataclass(frozen=True, slots=True)
class Person:
    """What stitching must know of a buyer."""

    id: UUID
    created: Instant
    known: bool
    """Holds a user id."""


class Stitching:
    """The bindings of a batch's identities, and what its events add to them."""

    def __init__(self, workspace: UUID, now: Instant, bound: Mapping[Identity, Person]) -> None:
        self._workspace = workspace
        self._now = now
        self._owners = {identity: person.id for identity, person in bound.items()}
        self._people = {person.id: person for person in bound.values()}
        self.founded: list[UUID] = []
        self.bindings: dict[Identity, UUID] = {}
        self.merged: dict[UUID, UUID] = {}
        """The absorbed and their survivors; ``find`` follows several merges."""

    def place(
        self,
        identities: Sequence[Identity],
        previous: str | None = None,
        *,
        trusted: bool = True,
        vouched: Sequence[Identity] = (),
    ) -> UUID:
        """The buyer of an event, who may still be absorbed by a later one: see ``find``."""
        doubted = () if trusted else CLAIMS
        claims = [one for one in identities if one[0] in doubted and one not in vouched]
        strongest, *weaker = (one for one in identities if one not in claims)
        buyer = self._owner(strongest)
        if buyer is None:
            buyer = self._adopt(strongest, weaker)
            self._bind(strongest, buyer)
        for identity in weaker:
            buyer = self._join(buyer, identity)
        if previous is not None and all(previous != value for _, value in identities):
            kinds = (IdentityKind.ANONYMOUS_ID, IdentityKind.USER_ID)
            for kind in kinds if trusted else kinds[:1]:  # no user id by a browser's word
                buyer = self._join(buyer, (kind, previous), stated=trusted)
        for claim in claims:
            if self._owner(claim) is None:
                self._bind(claim, buyer)
        return buyer

    def find(self, buyer: UUID) -> UUID:
        """Who the buyer is after all merges of the batch."""
        while buyer in self.merged:
            buyer = self.merged[buyer]
        return buyer

    def _owner(self, identity: Identity) -> UUID | None:
        owner = self._owners.get(identity)
        return owner if owner is None else self.find(owner)

    def _adopt(self, strongest: Identity, weaker: Sequence[Identity]) -> UUID:
        """An unknown identity belongs to the buyer of a weaker one, if that can be."""
        known = strongest[0] is IdentityKind.USER_ID
        for identity in weaker:
            owner = self._owner(identity)
            if owner is not None and not (known and self._people[owner].known):
                return owner
        return self._found(strongest)

    def _found(self, identity: Identity) -> UUID:
        buyer = buyer_id(self._workspace, *identity)
        self._people[buyer] = Person(buyer, self._now, known=False)
        self.founded.append(buyer)
        return buyer

    def _bind(self, identity: Identity, buyer: UUID) -> None:
        self._owners[identity] = self.bindings[identity] = buyer
        person = self._people[buyer]
        if identity[0] is IdentityKind.USER_ID and not person.known:
            self._people[buyer] = Person(buyer, person.created, known=True)

    def _join(self, buyer: UUID, identity: Identity, *, stated: bool = False) -> UUID:
        other = self._owner(identity)
        if other is None:
            self._bind(identity, buyer)
            return buyer
        if other == buyer:
            return buyer
        one, two = self._people[buyer], self._people[other]
        return self._merge(one, two) if stated or not (one.known and two.known) else buyer

    def _merge(self, one: Person, two: Person) -> UUID:
        """The one with a user id survives, or else the older one."""
        survivor, absorbed = sorted((one, two), key=_standing)
        self.merged[absorbed.id] = survivor.id
        known = survivor.known or absorbed.known
        self._people[survivor.id] = Person(survivor.id, survivor.created, known=known)
        return survivor.id


def _standing(person: Person) -> tuple[bool, Instant, UUID]:
    return not person.known, person.created, person.id
