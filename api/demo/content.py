"""The written part of the demo, moved to the day on which it is shown."""

from dataclasses import replace
from importlib.resources import files

from api.interchange.catalogue import parse
from recommender import DAY, Catalogue, Instant, Offer

WRITTEN_FOR = Instant(20_758 * DAY)
"""2026-11-01: the day from which the catalogue's times are seen."""
WEEK = 7 * DAY


def text_of(name: str) -> str:
    return files("api.demo").joinpath(name).read_text(encoding="utf-8")


def catalogue_for(now: Instant) -> Catalogue:
    """The demo catalogue as of ``now``: all times moved by whole weeks, so that weekdays stay."""
    parsed = parse(text_of("catalogue.yaml"), Catalogue(jobs=()))
    if parsed.value is None:
        raise ValueError("the demo catalogue is damaged", parsed.problems)
    catalogue = parsed.value.onto(Catalogue(jobs=()))
    shift = (now - WRITTEN_FOR) // WEEK * WEEK
    return replace(catalogue, offers=tuple(_moved(offer, shift) for offer in catalogue.offers))


def _moved(offer: Offer, shift: int) -> Offer:
    return replace(
        offer,
        starts=_plus(offer.starts, shift),
        ends=_plus(offer.ends, shift),
        published=_plus(offer.published, shift),
        changed=_plus(offer.changed, shift),
    )


def _plus(at: Instant | None, shift: int) -> Instant | None:
    return None if at is None else Instant(at + shift)
