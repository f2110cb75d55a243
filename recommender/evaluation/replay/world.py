"""All that is known at one moment of a replay: the items that have appeared, and the model.

Items enter the catalogue when they first appear, under a number for a key. A shelf takes a while to
lay out, so in a stream it has room for some that are still to come: blank offers, shut out of
every answer until an item takes their place. Nothing is known of an item beforehand.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from copy import copy
from itertools import islice
from uuid import UUID

from recommender.evaluation.replay.log import Log, LogLine
from recommender.evidence import UnusableWeights, ranker
from recommender.fitting import AHEAD, Ahead, fit, refreshed
from recommender.learning import Model
from recommender.model.catalogue import Catalogue, Link, Offer
from recommender.model.instant import Instant
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Kind

ROOM = 64
"""So many items may appear before a shelf is laid out anew."""
AT_ONCE = 50_000
"""Acts at once, while a log is learned."""
_UNTOLD = UUID(int=0)
"""A model asks for no act's id; only a journey does, to tell apart acts of the same time."""
Links = Mapping[str, Collection[str]]
"""Items that an editor linked to, by the item that they are linked from."""


class World:
    def __init__(self, links: Links | None = None, *, returning: bool = False) -> None:
        """``returning``: an item that was taken may be answered again."""
        self.model = Model.empty()
        self.points: tuple[tuple[float, float], ...] = ()
        """Of the map from the chance of a set to the one that is told."""
        self._acts = 0
        self._links = links or {}
        self._returning = returning
        self._names: list[str] = []
        self._numbers: dict[str, int] = {}
        self._buyers: dict[str, UUID] = {}
        self._shelf = Shelf.of(self._catalogue(0))
        self._blank = frozenset[str]()

    def admit(self, item: str) -> str:
        """The key of an item, from now on known to exist."""
        number = self._numbers.get(item)
        if number is None:
            number = self._numbers[item] = len(self._names)
            self._names.append(item)
            self._blank -= {str(number)}
        return str(number)

    def key(self, item: str) -> str | None:
        number = self._numbers.get(item)
        return None if number is None else str(number)

    def name(self, key: str) -> str:
        return self._names[int(key)]

    def act(self, line: LogLine) -> Interaction:
        """The line as the engine sees it."""
        self._acts += 1
        return Interaction(
            id=UUID(int=self._acts),
            buyer=self._buyer(line.trail),
            kind=Kind.VIEWED,
            at=line.at,
            offer=self.admit(line.item),
        )

    def learn(self, log: Log) -> None:
        """A part at a time, so that no more of it than that is ever held as acts."""
        acts = self._told(log)
        while some := list(islice(acts, AT_ONCE)):
            self.model.follow(some)

    def anew(self) -> "World":
        """The same items and the same weights, with nothing learned yet."""
        other = copy(self)
        other.model = Model.empty()
        other.model.fitted = self.model.fitted
        return other

    def follow(self, lines: Iterator[LogLine], count: int) -> None:
        """Learn the next lines."""
        acts = map(self.act, islice(lines, count))
        while some := list(islice(acts, AT_ONCE)):
            self.model.follow(some)

    def fit(self, log: Log, links: Links | None = None, ahead: Ahead = AHEAD) -> None:
        """The weights to what was picked in the log, each pick from what was known before it.

        With links, to choices among those.
        """
        choices = None if links is None else self._choices(links)
        with suppress(UnusableWeights):  # then those that there were stay
            found = fit(self._told(log), self._shelf, choices=choices, ahead=ahead)
            self.model.fitted = found.ranker.fitted()

    def _choices(self, links: Links) -> dict[str, list[str]]:
        return {
            self.admit(source): [self.admit(target) for target in targets]
            for source, targets in links.items()
        }

    def _told(self, log: Log) -> Iterator[Interaction]:
        """All lines as acts."""
        keys = [self.admit(item) for item in log.items]
        buyers = [self._buyer(trail) for trail in log.trails]
        for chunk in log.chunks():
            for trail, item, at in chunk:
                yield Interaction(
                    _UNTOLD, buyers[trail], Kind.VIEWED, Instant(at), offer=keys[item]
                )

    def refresh(self) -> None:
        """What is made from the model, from the model as it is now; the weights stay."""
        with suppress(UnusableWeights):
            renewed = refreshed(self.model.memory, ranker(self.model.fitted))
            self.model.fitted = renewed.fitted()

    def lay_out(self, room: int = 0) -> None:
        """A shelf with all that has appeared, and room for some more."""
        known = len(self._names)
        self._shelf = Shelf.of(self._catalogue(known + room))
        self._blank = frozenset(map(str, range(known, known + room)))

    @property
    def shelf(self) -> Shelf:
        if len(self._names) > len(self._shelf.keys):
            self.lay_out(ROOM)
        return self._shelf

    @property
    def blank(self) -> frozenset[str]:
        """Keys of the shelf that stand for no item yet."""
        return self._blank

    def _buyer(self, trail: str) -> UUID:
        buyer = self._buyers.get(trail)
        if buyer is None:
            buyer = self._buyers[trail] = UUID(int=len(self._buyers) + 1)
        return buyer

    def _catalogue(self, size: int) -> Catalogue:
        """A log says nothing of needs: without jobs and personas the path alone decides."""
        offers = [
            Offer(str(number), "", "item", repeatable=self._returning) for number in range(size)
        ]
        return Catalogue(offers=tuple(offers), links=tuple(self._linked()), jobs=())

    def _linked(self) -> Iterable[Link]:
        for source, targets in self._links.items():
            for target in targets:
                start, end = self.key(source), self.key(target)
                if start is not None and end is not None and start != end:
                    yield Link(start, end)
