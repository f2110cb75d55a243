"""What was true of each buyer's company at a moment of the log, as a server would know it."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from recommender.evaluation.heldout.buyers import Buyers, Person
from recommender.journey import Journey, Touch, fold
from recommender.model.interaction import Interaction
from recommender.model.vocabulary import TOUCHES, Kind
from recommender.policy import Company

LATEST = 8
"""So many touches of colleagues are heard."""
KEPT = 8 * LATEST
"""So many of everybody are remembered, since one's own are none of a colleague's."""
_HEARD = TOUCHES - {Kind.SEARCHED}
_INCIDENTS = frozenset({Kind.INCIDENT_OPENED, Kind.INCIDENT_CLOSED})


class Companies:
    def __init__(self, buyers: Buyers) -> None:
        self._buyers = buyers
        self._touches: defaultdict[UUID, list[tuple[Touch, UUID]]] = defaultdict(list)
        self._incidents: dict[UUID, Journey] = {}

    def note(self, acts: Iterable[Interaction]) -> None:
        """In any order."""
        for act in acts:
            person = self._buyers.of(act.buyer)
            if person.account is None:
                continue
            if act.kind in _INCIDENTS:
                told = self._incidents.get(person.account)
                self._incidents[person.account] = fold([act], told)
            elif act.kind in _HEARD and act.offer is not None:
                self._hear(person.account, (_touch(act), person.id))

    def of(self, person: Person) -> Company:
        if person.account is None:
            return Company(vertical=person.vertical)
        incidents = self._incidents.get(person.account, Journey.empty()).incidents
        others = [touch for touch, who in self._latest(person.account) if who != person.id]
        return Company(
            any(incident.open for incident in incidents.values()),
            person.vertical,
            tuple(others[-LATEST:]),
        )

    def _hear(self, account: UUID, heard: tuple[Touch, UUID]) -> None:
        self._touches[account].append(heard)
        if len(self._touches[account]) > 2 * KEPT:
            self._latest(account)

    def _latest(self, account: UUID) -> list[tuple[Touch, UUID]]:
        self._touches[account] = sorted(self._touches[account])[-KEPT:]
        return self._touches[account]


def _touch(act: Interaction) -> Touch:
    return Touch(act.at, act.id.hex, act.kind, act.channel, act.offer, None, None, act.depth)
