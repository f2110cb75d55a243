"""A log that goes on: each line is asked about from what came before it, and then learned."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence

from recommender.evaluation.replay.answering import Moment, answer
from recommender.evaluation.replay.cases import Answer, Ask, StreamLine
from recommender.evaluation.replay.log import Log, LogLine
from recommender.evaluation.replay.probes import along
from recommender.evaluation.replay.trial import set_told
from recommender.evaluation.replay.world import ROOM, World
from recommender.journey import Journey, fold, observe
from recommender.journey.journey import TRAIL
from recommender.model.instant import Instant
from recommender.model.interaction import Interaction

OFTEN = 2_500
"""After so many lines what is made from the model is made again."""
KEPT = 20_000
"""So many journeys are kept in memory; others are folded again when they are needed."""


def answer_stream(log: Log, lines: Iterable[StreamLine]) -> Iterator[Answer]:
    """One answer a line that asks for one, before the line is learned."""
    world = World()
    world.learn(log)
    world.lay_out(ROOM)
    world.fit(log)
    set_told(world, log, along(log), _asking)
    walks = Walks(world, log)
    for number, line in enumerate(lines, 1):
        if number % OFTEN == 0:
            world.refresh()
        if line.predict:
            yield _answer(world, walks, line.ask)
        world.model.observe(walks.go_on(line))


def _answer(world: World, walks: "Walks", ask: Ask) -> Answer:
    return answer(world, Moment(ask.case, walks.journey(ask.trail), None, ask.now))


def _asking(world: World, trail: Sequence[LogLine], now: Instant) -> Moment:
    return Moment("", fold(map(world.act, trail[-TRAIL:])), None, now)


class Walks:
    """The journey of everybody in the log, always up to date."""

    def __init__(self, world: World, log: Log) -> None:
        self._world = world
        self._log = log
        self._since: dict[str, list[LogLine]] = {}
        self._kept: OrderedDict[str, Journey] = OrderedDict()

    def journey(self, trail: str) -> Journey:
        if trail in self._kept:
            self._kept.move_to_end(trail)
        else:
            past = self._log.of_trail(trail) + self._since.get(trail, [])
            self._keep(trail, fold(map(self._world.act, past)))
        return self._kept[trail]

    def go_on(self, line: StreamLine) -> Interaction:
        """One more step of a walk, as the engine sees it."""
        step = LogLine(line.ask.trail, line.item, line.ask.now)
        journey = self.journey(step.trail)
        act = self._world.act(step)
        self._keep(step.trail, observe(journey, act))
        self._since.setdefault(step.trail, []).append(step)
        return act

    def _keep(self, trail: str, journey: Journey) -> None:
        self._kept[trail] = journey
        self._kept.move_to_end(trail)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
