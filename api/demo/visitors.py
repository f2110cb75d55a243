"""Visitors whom nobody knows: they come, some come back, a few leave their address."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log
from random import Random

from api.demo.appetite import Appetite
from api.demo.messages import Message, Sender
from api.demo.rhythm import moment
from api.demo.visit import Visit
from api.demo.walker import Walker
from recommender import DAY, Catalogue, Instant, Persona

VERTICALS = ("manufacturing", "hospitals", "logistics")
GERMAN = 0.12
COMES_BACK = 0.48
AFTER_MONTHS = 0.12
"""Of those who come back, the share that does so after months of silence (R9)."""
LEAVES_ADDRESS = 0.14


@dataclass(frozen=True, slots=True)
class Visitors:
    """All anonymous visitors of a year."""

    catalogue: Catalogue
    appetite: Appetite
    first: Instant
    end: Instant
    seed: str

    def messages(self, count: int) -> Iterator[Message]:
        for number in range(count):
            rng = Random(f"{self.seed}/visitor/{number}")  # noqa: S311  # a story, no secret
            yield from self._year(self._walker(rng, number), f"visitor-{number}")

    def _walker(self, rng: Random, number: int) -> Walker:
        personas = self.catalogue.personas
        persona = rng.choices(personas, [persona.share for persona in personas])[0]
        return Walker(
            rng=rng,
            persona=persona.key,
            vertical=persona.vertical or rng.choice(VERTICALS),
            locale="de" if rng.random() < GERMAN else "en",
            anonymous=f"anon-{number:04}-{rng.getrandbits(32):08x}",
            colleagues=tuple(other.key for other in personas if _colleague(other, persona)),
        )

    def _year(self, walker: Walker, name: str) -> Iterator[Message]:
        sender = Sender(walker, name, self.catalogue)
        for number, start in enumerate(self._starts(walker.rng)):
            if number and walker.user is None and walker.rng.random() < LEAVES_ADDRESS:
                walker.user = f"lead-{name.removeprefix('visitor-')}"
                address = {"email": f"{walker.user}@inbox.example"}
                yield sender.identify(start, address)
            for act in Visit(self.appetite, walker, start, self.end).acts():
                yield sender.act(act)

    def _starts(self, rng: Random) -> Iterator[Instant]:
        start = moment(rng, self.first, self.end)
        while start < self.end:
            yield start
            if rng.random() > COMES_BACK:
                return
            months = rng.random() < AFTER_MONTHS
            days = rng.uniform(95, 200) if months else 1 + rng.lognormvariate(log(5), 1.0)
            day = start // DAY + int(days)
            start = moment(rng, Instant(day * DAY), Instant((day + 3) * DAY))


def _colleague(other: Persona, persona: Persona) -> bool:
    """Someone who may work in the same company: two verticals do not."""
    same = persona.vertical is None or other.vertical in {None, persona.vertical}
    return other.key != persona.key and same
