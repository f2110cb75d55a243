"""What a buyer would take next: planted needs, editors' links, search, a colleague's question."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from math import exp
from random import Random

from api.demo.walker import Walker
from recommender import DAY, Catalogue, Instant, Link, Offer

SHORTCUTS: Mapping[str, str] = {
    "pricing-explained": "service-levels",
    "story-norvane": "energy-price-shock",
    "network-checklist": "radio-in-your-building",
    "consensus-kit": "payback-calculator",
    "requirements-template": "sensor-accuracy-study",
    "renewal-options": "value-report-how-to",
    "first-thirty-days": "night-shift-community",
}
"""Ways that buyers find and no editor has linked: the desire paths to be discovered (R23)."""
SHORTCUT = 0.3
ALREADY_TAKEN = 0.1
TAKEN_AND_REPEATABLE = 0.5
FRESH_DAYS = 14
OFF_AUDIENCE = 0.25


class Way(StrEnum):
    """How a buyer comes to the next offer."""

    LINK = "link"
    NEED = "need"
    SEARCH = "search"
    COLLEAGUE = "colleague"


WAYS: Mapping[Way, float] = {
    Way.LINK: 0.42,
    Way.NEED: 0.40,
    Way.SEARCH: 0.09,
    Way.COLLEAGUE: 0.09,
}


class Appetite:
    """The catalogue as buyers are drawn to it. One for a whole simulation."""

    def __init__(self, catalogue: Catalogue, rng: Random) -> None:
        self.offers = {offer.key: offer for offer in catalogue.offers}
        self.pull = {key: rng.lognormvariate(0, 0.5) for key in self.offers}
        self.links: dict[str, list[Link]] = defaultdict(list)
        for link in catalogue.links:
            self.links[link.source].append(link)
        self.fits: dict[tuple[str, str], dict[str, float]] = {}

    def serving(self, persona: str, job: str) -> Mapping[str, float]:
        """Every offer that serves the need at all, with how well."""
        need = (persona, job)
        if need not in self.fits:
            found = {key: fit(offer, persona, job) for key, offer in self.offers.items()}
            self.fits[need] = {key: value for key, value in found.items() if value > 0}
        return self.fits[need]

    def pick(self, walker: Walker, way: Way, last: str | None, at: Instant) -> Offer | None:
        """The next offer by this way, or ``None`` where it leads nowhere."""
        if way is Way.LINK:
            return self._follow(walker, last, at)
        colleague = way is Way.COLLEAGUE and walker.colleagues
        persona = walker.rng.choice(walker.colleagues) if colleague else walker.persona
        serving = self.serving(persona, walker.job).items()
        weights = {key: self.pull[key] * fitting for key, fitting in serving if key != last}
        return self._draw(walker, weights, at)

    def _follow(self, walker: Walker, last: str | None, at: Instant) -> Offer | None:
        shortcut = SHORTCUTS.get(last or "")
        if shortcut and walker.rng.random() < SHORTCUT:
            return self._draw(walker, {shortcut: 1.0}, at)
        weights: dict[str, float] = {}
        for link in self.links.get(last or "", ()):
            audience = 1.0 if link.persona in {None, walker.persona} else OFF_AUDIENCE
            need = 0.3 + self.serving(walker.persona, walker.job).get(link.target, 0.0)
            weights[link.target] = link.weight * audience * need
        return self._draw(walker, weights, at)

    def _draw(self, walker: Walker, weights: Mapping[str, float], at: Instant) -> Offer | None:
        open_ = {
            key: weight * charm(self.offers[key], walker, at)
            for key, weight in weights.items()
            if possible(self.offers[key], walker, at)
        }
        if not open_:
            return None
        return self.offers[walker.rng.choices(list(open_), list(open_.values()))[0]]

    def beside(self, walker: Walker, chosen: Offer, at: Instant) -> list[str]:
        """A set in which ``chosen`` was shown: it, and others that fit, in no telling order."""
        fitting = [
            key
            for key in self.serving(walker.persona, walker.job)
            if key != chosen.key and possible(self.offers[key], walker, at)
        ]
        others = walker.rng.sample(fitting, min(3, len(fitting)))
        shown = [chosen.key, *self._unwanted(walker, at), *others][:4]
        walker.rng.shuffle(shown)
        return list(dict.fromkeys(shown))

    def _unwanted(self, walker: Walker, at: Instant) -> list[str]:
        """One that colleagues keep sending to a buyer who keeps refusing it."""
        sent = [key for key in sorted(walker.dismisses) if possible(self.offers[key], walker, at)]
        return [walker.rng.choice(sent)] if sent else []


def fit(offer: Offer, persona: str, job: str) -> float:
    """How well the offer serves the need; 0 where it serves another."""
    return sum(
        service.weight * (1.0 if service.persona else 0.7)
        for service in offer.serves
        if service.job in {None, job} and service.persona in {None, persona}
    )


def possible(offer: Offer, walker: Walker, at: Instant) -> bool:
    """Whether it could have been taken then, by this buyer."""
    return (
        (offer.published or 0) <= at
        and _among(walker.relation, offer.relations)
        and _among(walker.vertical, offer.verticals)
        and _among(walker.locale, offer.locales)
        and (walker.motion is None or _among(walker.motion, offer.motions))
        and (not offer.requires or not offer.requires.isdisjoint(walker.taken))
    )


def charm(offer: Offer, walker: Walker, at: Instant) -> float:
    """New things draw, things already taken do not."""
    fresh = 1.0 + 1.5 * exp(-(at - (offer.published or 0)) / (FRESH_DAYS * DAY))
    if offer.key not in walker.taken:
        return fresh
    return fresh * (TAKEN_AND_REPEATABLE if offer.repeatable else ALREADY_TAKEN)


def _among(word: str, words: Iterable[str]) -> bool:
    return not words or word in words
