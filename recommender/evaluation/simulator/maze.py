"""Buyers on their way: moment by moment, all at once, in the order of time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import NamedTuple
from uuid import UUID

from recommender.evaluation.simulator.acts import Reporter
from recommender.evaluation.simulator.buyer import Buyer, End
from recommender.evaluation.simulator.choice import chance_any, choose
from recommender.evaluation.simulator.crowd import Coming
from recommender.evaluation.simulator.desk import Desk
from recommender.evaluation.simulator.dice import Dice
from recommender.evaluation.simulator.mixture import Mixture
from recommender.evaluation.simulator.plan import Plan
from recommender.evaluation.simulator.policies import Asking, Policy
from recommender.evaluation.simulator.world import World
from recommender.model.instant import DAY, HOUR, MINUTE, Instant
from recommender.model.interaction import Interaction

LYING_ABOUT = 24
"""How many offers a buyer comes across by chance, beside the links of the open page."""
GOOD, POOR = (0.6, 1.0), (0.05, 0.3)
"""How much is taken in of a step that is good, and of one that disappoints."""
NEVER = Instant(2**62)


class Shown(NamedTuple):
    """What came of a set, in truth."""

    told: float | None
    """The chance that the engine told, where it was asked."""
    chance: float
    """The chance that there was."""
    taken: bool


@dataclass(slots=True)
class Traveller:
    buyer: Buyer
    mixture: Mixture
    moments: int = 0
    steps: int = 0
    """That were taken."""


class Maze:
    """One crowd under one policy."""

    def __init__(self, world: World, desk: Desk, policy: Policy, plan: Plan, stream: int) -> None:
        self.world, self.desk, self.policy, self.plan = world, desk, policy, plan
        self.report = Reporter(world.shelf, stream)
        self.shown: list[Shown] = []

    def walk(
        self,
        coming: Sequence[Coming],
        end: Instant = NEVER,
        on_moment: Callable[[], None] = lambda: None,
    ) -> list[Traveller]:
        """Until all have come to an end, or time has."""
        travellers = [self.traveller(buyer) for _, buyer in coming]
        ahead = [(at, number) for number, (at, _) in enumerate(coming)]
        heapify(ahead)
        while ahead and ahead[0][0] < end:
            at, number = heappop(ahead)
            after = self._moment(travellers[number], at)
            on_moment()
            if travellers[number].buyer.end is None:
                heappush(ahead, (Instant(at + after), number))
        self.desk.catch_up(end)
        return travellers

    def traveller(self, buyer: Buyer) -> Traveller:
        weights = self.world.weights[buyer.vertical]
        return Traveller(buyer, Mixture(weights, self.plan.habits))

    def _moment(self, traveller: Traveller, now: Instant) -> int:
        """One moment; how long it is to the next."""
        buyer, habits = traveller.buyer, self.plan.habits
        self.desk.catch_up(now)
        if traveller.moments == 0:
            self.desk.tell(self.report.stated(buyer, now), now)
            self.desk.catch_up(now)
        traveller.moments += 1
        buyer.move_on(habits)
        if buyer.dice.below(habits.own_way):
            pick = self._own_way(traveller, now)
        else:
            pick = self._recommended(traveller, now)
            if pick is None and buyer.dice.below(habits.leave_unmet):
                buyer.end = End.POOR_PATHWAY
        if pick is not None:
            traveller.steps += 1
        if buyer.end is None and traveller.moments == self.plan.moments:
            buyer.end = End.UNFINISHED
        return pause(buyer.dice, habits.pause, habits.come_back)

    def _own_way(self, traveller: Traveller, now: Instant) -> int | None:
        buyer = traveller.buyer
        about = lying_about(self.world, buyer, now)
        pick = choose(self.world.lines[buyer.vertical][buyer.need], about, buyer.dice.roll())
        if pick is None:
            return None
        acts = self._take(buyer, pick, None, now)
        if not buyer.dice.below(self.plan.sight.hidden):
            traveller.mixture.hear(about, pick)
            self._tell(buyer, acts, now)
        return pick

    def _recommended(self, traveller: Traveller, now: Instant) -> int | None:
        buyer, id_ = traveller.buyer, self.report.id()
        asking = Asking(
            *(self.world, self.desk, buyer, traveller.mixture, now, self.plan.size, id_)
        )
        offered = self.policy.show(asking)
        fresh = [offer for offer in offered if offer not in buyer.taken]
        weights = asking.weights
        pick = choose(weights, fresh, buyer.dice.roll())
        told = asking.decision.chance_any_taken if self.policy.name == "cairn" else None
        self.shown.append(Shown(told, chance_any(weights, fresh), pick is not None))
        if pick is not None:
            acts = self._take(buyer, pick, id_, now)
        elif offered and buyer.dice.below(self.plan.habits.dismiss):
            one = offered[buyer.dice.number(len(offered))]
            acts = [self.report.dismissed(buyer, one, id_, now)]
        else:
            acts = []
        if not buyer.dice.below(self.plan.sight.hidden):
            traveller.mixture.hear(fresh, pick)
            self.desk.tell(self.report.shown(buyer, offered, id_, now), now)
            self._tell(buyer, acts, now)
        return pick

    def _take(
        self, buyer: Buyer, offer: int, decision: UUID | None, now: Instant
    ) -> list[Interaction]:
        """What taking a step does to the buyer, and what there is to be seen of it."""
        habits, dice, report = self.plan.habits, buyer.dice, self.report
        buyer.taken.add(offer)
        buyer.last = offer
        poor = dice.below(self.world.let_downs[offer])
        least, most = POOR if poor else GOOD
        depth = round(least + (most - least) * dice.roll(), 2)
        acts = [] if decision is None else [report.clicked(buyer, offer, decision, now)]
        acts.append(report.viewed(buyer, offer, depth, now))
        if poor:
            if dice.below(habits.leave_let_down):
                buyer.end = End.POOR_CONTENT
            return acts
        if self.world.served[buyer.need][offer]:
            buyer.helped()
        if buyer.seeker is not None and dice.below(habits.forward):
            acts.append(report.forwarded(buyer, offer, now))
        if buyer.done:
            buyer.end = End.COMPLETED
        return acts

    def _tell(self, buyer: Buyer, acts: list[Interaction], now: Instant) -> None:
        """At once, late, or never."""
        sight, dice = self.plan.sight, buyer.dice
        if not acts or dice.below(sight.lost):
            return
        late = HOUR + dice.number(DAY) if dice.below(sight.late) else MINUTE
        self.desk.tell(acts, Instant(now + late))


def lying_about(world: World, buyer: Buyer, now: Instant) -> list[int]:
    """What a buyer comes across without being led: links of the open page, and chance."""
    out = world.out(now)
    found = set(world.linked[buyer.last]) & set(out) if buyer.last is not None else set[int]()
    found.update(out[buyer.dice.number(len(out))] for _ in range(LYING_ABOUT))
    return sorted(found - buyer.taken)


def pause(dice: Dice, long: float, some: float) -> int:
    """How long it is to the next moment: five weeks or more, a day or a few, some minutes."""
    roll = dice.roll()
    if roll < long:
        return 35 * DAY + dice.number(55 * DAY)
    if roll < long + some:
        return DAY + dice.number(4 * DAY)
    return 2 * MINUTE + dice.number(8 * MINUTE)
