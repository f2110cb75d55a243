"""What an editor puts into the catalogue; the rules of the catalogue file check the values."""

from collections.abc import Mapping
from dataclasses import fields as attributes
from enum import Enum
from typing import Any

import strawberry
from strawberry import ID, field

from graph import ids
from graph.types.vocabulary import Channel, Motion, Relation
from recommender import Instant, iso_of

NAMES = "names"
"""Of a field: the type of what its ids name."""
OFFER, PERSONA, JOB = ({NAMES: kind} for kind in ("Offer", "Persona", "BuyingJob"))
TIMES = frozenset({"starts", "ends", "published", "changed"})


def plain(value: Any) -> Any:
    """An input as decoded fields under the names of the catalogue file; null is left out."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list):
        return [plain(item) for item in value]
    if not hasattr(value, "__strawberry_definition__"):
        return value
    return record(value)


def record(value: Any) -> Mapping[str, Any]:
    """Without the types of ids: the file names entries by their keys."""
    given = ((a, getattr(value, a.name)) for a in attributes(value))
    return {a.name: _field(a, what) for a, what in given if what is not None}


def _field(attribute: Any, given: Any) -> Any:
    if attribute.name in TIMES:
        return iso_of(given)
    kind = attribute.metadata.get(NAMES)
    return _bare(kind, given) if kind else plain(given)


def _bare(kind: str, given: Any) -> Any:
    if isinstance(given, list):
        return [ids.bare(kind, one) for one in given]
    return ids.bare(kind, given)


@strawberry.input(description="Needs that an offer serves.")
class ServiceInput:
    persona: ID | None = field(
        default=None, metadata=PERSONA, description="Whose needs; null for every persona's."
    )
    job: ID | None = field(
        default=None, metadata=JOB, description="The buying job; null for every one."
    )
    weight: float = field(default=1.0, description="How well the offer serves them.")


@strawberry.input(description="An offer as it shall be; what is left out takes its default.")
class OfferInput:
    key: str = field(description="Its key, chosen by you.")
    title: str = field(description="What a buyer reads first.")
    format: str = field(description="What it is: article, calculator, webinar, demo, ...")
    url: str | None = field(default=None, description="Where it is found.")
    summary: str = field(default="", description="A sentence or two about it.")
    serves: list[ServiceInput] = field(default_factory=list, description="Needs that it serves.")
    topics: list[str] = field(default_factory=list, description="What it is about.")
    family: str | None = field(default=None, description="A series of which a set holds few.")
    channels: list[Channel] = field(default_factory=list, description="Where it can be shown.")
    motions: list[Motion] = field(default_factory=list, description="Motions that it is for.")
    relations: list[Relation] = field(default_factory=list, description="Relations it is for.")
    verticals: list[str] = field(default_factory=list, description="Verticals that it is for.")
    locales: list[str] = field(default_factory=list, description="Languages that it is in.")
    requires: list[ID] = field(
        default_factory=list,
        metadata=OFFER,
        description="Offers of which one must have been taken before.",
    )
    selling: bool = field(default=False, description="Asks the buyer to buy.")
    forwardable: bool = field(default=False, description="Made to be handed to a colleague.")
    repeatable: bool = field(default=False, description="Worth taking again.")
    minutes: int | None = field(default=None, description="How long it takes.")
    starts: Instant | None = field(default=None, description="When it begins to be available.")
    ends: Instant | None = field(default=None, description="When it ceases to be available.")
    published: Instant | None = field(default=None, description="When it was published.")
    changed: Instant | None = field(default=None, description="When it last changed in substance.")
    retired: bool = field(default=False, description="No longer offered.")


@strawberry.input(description="An editor's best bet; the same three ids are the same link.")
class LinkInput:
    source: ID = field(metadata=OFFER, description="The offer that it starts from.")
    target: ID = field(metadata=OFFER, description="The offer that is a good next step.")
    weight: float = field(default=1.0, description="How good a step it is.")
    persona: ID | None = field(
        default=None, metadata=PERSONA, description="The audience; null for all."
    )


@strawberry.input(description="A persona as it shall be.")
class PersonaInput:
    key: str = field(description="Its key, chosen by you.")
    title: str = field(description="What it is called.")
    role: str = field(description="The role that it plays in a company.")
    vertical: str | None = field(default=None, description="The market it works in; null for any.")
    concerns: list[str] = field(default_factory=list, description="What it cares about.")
    share: float = field(default=1.0, description="Prior weight among the personas.")


@strawberry.input(description="A buying job as it shall be.")
class BuyingJobInput:
    key: str = field(description="Its key, chosen by you.")
    title: str = field(description="What it is called.")
    after_purchase: bool = field(default=False, description="Comes up after the purchase.")
    always_on: bool = field(default=False, description="Never done with.")


@strawberry.input(description="Which link to take away.")
class LinkRef:
    source: ID = field(metadata=OFFER, description="The offer that it starts from.")
    target: ID = field(metadata=OFFER, description="The offer that it leads to.")
    persona: ID | None = field(
        default=None, metadata=PERSONA, description="Its audience; null for all."
    )
