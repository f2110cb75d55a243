"""What was fitted to answers, and how it becomes a part of settings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from math import isfinite
from typing import Any, NamedTuple

from recommender.belief import TAGGED, BeliefSettings, Serving
from recommender.engine import Settings
from recommender.evidence import UnusableWeights
from recommender.slate import Acceptance

Pairs = tuple[tuple[str, float], ...]
BELIEF = BeliefSettings()


class Tuned(NamedTuple):
    acceptance: Acceptance = Acceptance()
    told: tuple[tuple[float, float], ...] = ()
    personas: Pairs = ()
    jobs: Pairs = ()
    turns: Pairs = ()
    drift: float = BELIEF.drift
    serving: Serving = TAGGED

    def applied(self, settings: Settings) -> Settings:
        belief = replace(
            settings.belief,
            personas=self.personas,
            jobs=self.jobs,
            turns=self.turns,
            drift=self.drift,
            serving=self.serving,
        )
        slate = replace(settings.slate, acceptance=self.acceptance, told=self.told)
        return replace(settings, belief=belief, slate=slate)

    def checked(self) -> "Tuned":
        """Itself.

        Raises:
            UnusableWeights: a number is none, or infinite.
        """
        shares = [share for _, share in self.personas + self.jobs + self.turns]
        points = [number for point in self.told for number in point]
        if not all(map(isfinite, [*self.acceptance, *points, *shares, *self._served()])):
            raise UnusableWeights("what was fitted to answers is not all finite numbers")
        return self

    def _served(self) -> Iterator[float]:
        yield from (self.drift, self.serving.worth)
        for offer in self.serving.offers:
            yield offer.odds
            yield from [fit for _, fit in offer.fits]

    def facts(self) -> dict[str, Any]:
        """As JSON has it."""
        return self._asdict() | {"serving": self.serving.facts()}

    @classmethod
    def read(cls, facts: Mapping[str, Any]) -> "Tuned":
        """Raises: UnusableWeights, as ``checked``; LookupError, TypeError, ValueError."""
        return cls(
            Acceptance(*map(float, facts["acceptance"])),
            tuple([(float(told), float(happened)) for told, happened in facts["told"]]),
            _pairs(facts["personas"]),
            _pairs(facts["jobs"]),
            _pairs(facts["turns"]),
            float(facts["drift"]),
            Serving.read(facts["serving"]),
        ).checked()


UNTUNED = Tuned()


def _pairs(found: Iterable[tuple[Any, Any]]) -> Pairs:
    return tuple([(str(key), float(share)) for key, share in found])
