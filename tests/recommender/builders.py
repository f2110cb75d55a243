"""Values for tests, with sensible defaults."""

from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from recommender.model.catalogue import Catalogue, Offer, Service
from recommender.model.instant import DAY, Instant
from recommender.model.interaction import Interaction
from recommender.model.vocabulary import Kind

START = Instant(1_751_500_800_000)
"""2025-07-03T00:00:00Z: 67 half-lives of 30 days after 2020-01-01."""
BUYER = UUID(int=1)


def day(number: float) -> Instant:
    """A time by its day since the start."""
    return Instant(START + round(number * DAY))


def interaction(
    offer: str | None = None,
    kind: Kind = Kind.VIEWED,
    at: Instant = START,
    *,
    number: int = 0,
    **fields: Any,
) -> Interaction:
    """The same arguments give the same id; ``number`` tells apart acts that are else alike."""
    fields.setdefault("buyer", BUYER)
    fields.setdefault("id", uuid5(NAMESPACE_OID, f"{offer} {kind} {at} {number} {fields}"))
    return Interaction(kind=kind, at=at, offer=offer, **fields)


def offer(
    key: str, *serves: tuple[str | None, str | None] | Service, title: str = "", **fields: Any
) -> Offer:
    """``serves`` are pairs (persona, job) of weight 1, or whole services."""
    services = tuple(one if isinstance(one, Service) else Service(*one) for one in serves)
    return Offer(
        key=key,
        title=title or key.replace("_", " ").capitalize(),
        format=fields.pop("format", "article"),
        serves=services,
        **fields,
    )


def catalogue(*offers: Offer, **fields: Any) -> Catalogue:
    return Catalogue(offers=offers, **fields)
