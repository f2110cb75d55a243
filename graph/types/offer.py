from typing import Self

import strawberry
from strawberry import Parent, field

import recommender
from graph import ids
from graph.access import Permission, needs
from graph.entries import Entries
from graph.types.job import BuyingJob
from graph.types.key import BY_ID
from graph.types.node import Node
from graph.types.persona import Persona
from graph.types.vocabulary import Channel, Motion, Relation
from recommender import Instant


@strawberry.type(
    description="Needs that an offer serves.", directives=needs(Permission.CATALOGUE_READ)
)
class Service:
    persona: Persona | None = field(description="Whose needs; every persona's when null.")
    job: BuyingJob | None = field(description="The buying job; every job when null.")
    weight: float = field(description="How well the offer serves them.")

    @classmethod
    def of(cls, service: recommender.Service, entries: Entries) -> Self:
        persona, job = service.persona, service.job
        return cls(
            persona=None if persona is None else Persona.named(persona, entries),
            job=None if job is None else BuyingJob.named(job, entries),
            weight=service.weight,
        )


def links_from(root: Parent["Offer"]) -> list["Link"]:
    return [Link.of(link, root.entries) for link in root.entries.links.get(root.key, ())]


def required(root: Parent["Offer"]) -> list["Offer"]:
    return [Offer.named(key, root.entries) for key in sorted(root.plain.requires)]


@strawberry.type(
    description="Anything that a buyer can take as a next step.",
    directives=[*needs(Permission.CATALOGUE_READ), BY_ID],
)
class Offer(Node):
    key: str = field(description="Its key in the workspace.")
    title: str = field(description="What a buyer reads first.")
    format: str = field(description="What it is: article, calculator, webinar, demo, ...")
    url: str | None = field(description="Where it is found.")
    summary: str = field(description="A sentence or two about it.")
    serves: list[Service] = field(description="The needs that it serves.")
    topics: list[str] = field(description="What it is about.")
    family: str | None = field(description="A series of which one set holds few.")
    channels: list[Channel] = field(description="Where it can be shown; everywhere when empty.")
    motions: list[Motion] = field(description="Motions that it is for; all when empty.")
    relations: list[Relation] = field(description="Relations that it is for; all when empty.")
    verticals: list[str] = field(description="Verticals that it is for; all when empty.")
    locales: list[str] = field(description="Languages that it is in; any when empty.")
    requires: list["Offer"] = field(
        resolver=required, description="Offers of which one must have been taken before."
    )
    selling: bool = field(description="Asks the buyer to buy.")
    forwardable: bool = field(description="Made to be handed to a colleague.")
    repeatable: bool = field(description="Worth taking again.")
    minutes: int | None = field(description="How long it takes.")
    starts: Instant | None = field(description="When it begins to be available.")
    ends: Instant | None = field(description="When it ceases to be available.")
    published: Instant | None = field(description="When it was published.")
    changed: Instant | None = field(description="When its content last changed in substance.")
    retired: bool = field(description="No longer offered; kept for what was recorded about it.")
    links: list["Link"] = field(
        resolver=links_from, description="The editors' next steps from this offer."
    )
    plain: strawberry.Private[recommender.Offer]
    entries: strawberry.Private[Entries]

    @classmethod
    def of(cls, offer: recommender.Offer, entries: Entries) -> Self:
        return cls(
            id=ids.written("Offer", offer.key),
            key=offer.key,
            title=offer.title,
            format=offer.format,
            url=offer.url,
            summary=offer.summary,
            serves=[Service.of(service, entries) for service in offer.serves],
            topics=list(offer.topics),
            family=offer.family,
            channels=sorted(offer.channels),
            motions=sorted(offer.motions),
            relations=sorted(offer.relations),
            verticals=sorted(offer.verticals),
            locales=sorted(offer.locales),
            selling=offer.selling,
            forwardable=offer.forwardable,
            repeatable=offer.repeatable,
            minutes=offer.minutes,
            starts=offer.starts,
            ends=offer.ends,
            published=offer.published,
            changed=offer.changed,
            retired=offer.retired,
            plain=offer,
            entries=entries,
        )

    @classmethod
    def named(cls, key: str, entries: Entries) -> Self:
        """Also one that has left the catalogue but stands in what was recorded."""
        found = entries.offers.get(key)
        if found is None:
            gone = recommender.Offer(key, title=key, format="unknown", retired=True)
            return cls.of(gone, entries)
        return entries.made(cls, key, lambda: cls.of(found, entries))


@strawberry.type(
    description="An editor's best bet: from one offer to the next.",
    directives=needs(Permission.CATALOGUE_READ),
)
class Link(Node):
    source: Offer = field(description="The offer that it starts from.")
    target: Offer = field(description="The offer that is a good next step.")
    weight: float = field(description="How good a step it is, beside the others.")
    persona: Persona | None = field(description="The audience it is meant for; all when null.")

    @classmethod
    def of(cls, link: recommender.Link, entries: Entries) -> Self:
        persona = link.persona
        return cls(
            id=ids.written("Link", ids.joined(link.source, link.target, persona)),
            source=Offer.named(link.source, entries),
            target=Offer.named(link.target, entries),
            weight=link.weight,
            persona=None if persona is None else Persona.named(persona, entries),
        )
