"""One visit: a buyer comes in somewhere, takes a few steps, and leaves from anywhere (R2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from api.demo.appetite import WAYS, Appetite, Way
from api.demo.rhythm import FRIDAY, weekday
from api.demo.walker import Act, Walker
from recommender import DAY, HOUR, MINUTE, SECOND, Channel, Instant, Offer

SALES_FORMATS = frozenset({"demo", "talk", "workshop", "service"})
EVENT_FORMATS = frozenset({"webinar", "event"})
TOOL_FORMATS = frozenset({"calculator", "assessment", "template", "checklist", "trial"})
CHANNELS: Mapping[str, Channel] = {
    "community": Channel.COMMUNITY,
    "help_page": Channel.SUPPORT,
    "onboarding_guide": Channel.PRODUCT,
    "tool": Channel.PRODUCT,
    "training": Channel.SERVICES,
}
LEAVES: Mapping[str, float] = {
    "tender-pack": 0.6,
    "request-a-demo": 0.45,
    "leaving-well": 0.6,
    "status-page": 0.5,
    "integration-catalogue": 0.45,
}
"""Pages that chase people off, for the drop-off report to find (R57)."""
LEAVE = 0.24
SHOWN_ON_PAGE = 0.2
FROM_EMAIL = 0.14
DISMISSAL = 0.05
SHARE = 0.3
MEETS = 0.55
ATTENDS = 0.6
THOROUGH = 0.6
"""The depth from which a tool counts as worked through to its end."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit from ``start`` on; nothing in it happens at or after ``end``."""

    appetite: Appetite
    walker: Walker
    start: Instant
    end: Instant

    def acts(self) -> Iterator[Act]:
        at, last = self.start, None
        while at < self.end:
            way = self._way(last)
            self.walker.move_on()
            offer = self.appetite.pick(self.walker, way, last, at)
            if offer is None and way is Way.LINK:
                way = Way.NEED
                offer = self.appetite.pick(self.walker, way, last, at)
            if offer is None:
                return
            yield from self._found(offer, way, at, first=last is None)
            yield from self._take(offer, way, Instant(at + 5 * SECOND))
            self.walker.taken[offer.key] = at
            if self.walker.rng.random() < LEAVES.get(offer.key, LEAVE):
                return
            at = Instant(at + self.walker.rng.randint(20 * SECOND, 9 * MINUTE))
            last = offer.key

    def _way(self, last: str | None) -> Way:
        ways = [way for way in WAYS if way is not Way.LINK or last is not None]
        return self.walker.rng.choices(ways, [WAYS[way] for way in ways])[0]

    def _found(self, offer: Offer, way: Way, at: Instant, *, first: bool) -> Iterator[Act]:
        """By search, or in a set that was shown, on a page or in an email; or just so."""
        rng = self.walker.rng
        if way is Way.SEARCH:
            query = {"query": " ".join(offer.topics[:1]), "topics": list(offer.topics[:2])}
            yield Act("searched", at, properties=query)
            return
        by_email = first and self.walker.user is not None and rng.random() < FROM_EMAIL
        if by_email or rng.random() < SHOWN_ON_PAGE:
            yield from self._set(offer, Channel.EMAIL if by_email else Channel.WEB, at)

    def _set(self, chosen: Offer, channel: Channel, at: Instant) -> Iterator[Act]:
        for key in self.appetite.beside(self.walker, chosen, at):
            yield Act("shown", at, channel, key)
            unwanted = key in self.walker.dismisses or self.walker.rng.random() < DISMISSAL
            if unwanted and key != chosen.key:
                yield Act("dismissed", Instant(at + 3 * SECOND), channel, key)
        yield Act("clicked", Instant(at + 4 * SECOND), channel, chosen.key)

    def _take(self, offer: Offer, way: Way, at: Instant) -> Iterator[Act]:
        rng = self.walker.rng
        depth = round(min(1.0, rng.betavariate(2.2, 1.4)), 2)
        yield Act("viewed", at, CHANNELS.get(offer.format, Channel.WEB), offer.key, depth)
        if offer.format in SALES_FORMATS and rng.random() < MEETS:
            yield from self._later("met", Channel.SALES, offer, at)
        elif offer.format in EVENT_FORMATS and rng.random() < ATTENDS:
            yield from self._later("completed", Channel.EVENT, offer, at)
        elif offer.format in TOOL_FORMATS and depth > THOROUGH:
            yield Act("completed", Instant(at + 10 * SECOND), offer=offer.key, depth=1.0)
        if offer.forwardable and rng.random() < SHARE * (2 if way is Way.COLLEAGUE else 1):
            yield Act("shared", Instant(at + 15 * SECOND), offer=offer.key)

    def _later(self, kind: str, channel: Channel, offer: Offer, at: Instant) -> Iterator[Act]:
        """Talks and events take place days after they were asked for, on a working morning."""
        day = at // DAY + self.walker.rng.randint(1, 6)
        while weekday(day) > FRIDAY:
            day += 1
        then = Instant(day * DAY + self.walker.rng.randint(8, 15) * HOUR)
        if then < self.end:
            yield Act(kind, then, channel, offer.key, 1.0)
