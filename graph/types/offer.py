from typing import Self

import strawberry
from strawberry import ID, field

import recommender
from graph.access import Permission, needs
from graph.context import Info
from graph.types.vocabulary import Channel, Motion, Relation
from recommender import Instant


@strawberry.type(
    description="Needs that an offer serves.", directives=needs(Permission.CATALOGUE_READ)
)
class Service:
    persona: ID | None = field(description="Key of the persona; every persona when null.")
    job: ID | None = field(description="Key of the buying job; every job when null.")
    weight: float = field(description="How well the offer serves them.")

    @classmethod
    def of(cls, service: recommender.Service) -> Self:
        return cls(
            persona=ID(service.persona) if service.persona is not None else None,
            job=ID(service.job) if service.job is not None else None,
            weight=service.weight,
        )


@strawberry.type(
    description="An editor's best bet: from one offer to the next.",
    directives=needs(Permission.CATALOGUE_READ),
)
class Link:
    source: ID = field(description="Id of the offer that it starts from.")
    target: ID = field(description="Id of the offer that is a good next step.")
    weight: float = field(description="How good a step it is, beside the others.")
    persona: ID | None = field(description="The audience that it is meant for; all when null.")

    @classmethod
    def of(cls, link: recommender.Link) -> Self:
        return cls(
            source=ID(link.source),
            target=ID(link.target),
            weight=link.weight,
            persona=ID(link.persona) if link.persona is not None else None,
        )


async def links_from(root: "Offer", info: Info) -> list[Link]:
    context = info.context
    links = await context.ports.library.links_from(context.workspace, root.id)
    return [Link.of(link) for link in links]


@strawberry.type(
    description="Anything that a buyer can take as a next step.",
    directives=needs(Permission.CATALOGUE_READ),
)
class Offer:
    id: ID = field(description="Key of the offer in the workspace.")
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
    requires: list[ID] = field(description="Offers of which one must have been taken before.")
    selling: bool = field(description="Asks the buyer to buy.")
    forwardable: bool = field(description="Made to be handed to a colleague.")
    repeatable: bool = field(description="Worth taking again.")
    minutes: int | None = field(description="How long it takes.")
    starts: Instant | None = field(description="When it begins to be available.")
    ends: Instant | None = field(description="When it ceases to be available.")
    published: Instant | None = field(description="When it was published.")
    changed: Instant | None = field(description="When its content last changed in substance.")
    retired: bool = field(description="No longer offered; kept for what was recorded about it.")
    links: list[Link] = field(
        resolver=links_from, description="The editors' next steps from this offer."
    )

    @classmethod
    def of(cls, offer: recommender.Offer) -> Self:
        return cls(
            id=ID(offer.key),
            title=offer.title,
            format=offer.format,
            url=offer.url,
            summary=offer.summary,
            serves=[Service.of(service) for service in offer.serves],
            topics=list(offer.topics),
            family=offer.family,
            channels=sorted(offer.channels),
            motions=sorted(offer.motions),
            relations=sorted(offer.relations),
            verticals=sorted(offer.verticals),
            locales=sorted(offer.locales),
            requires=[ID(key) for key in sorted(offer.requires)],
            selling=offer.selling,
            forwardable=offer.forwardable,
            repeatable=offer.repeatable,
            minutes=offer.minutes,
            starts=offer.starts,
            ends=offer.ends,
            published=offer.published,
            changed=offer.changed,
            retired=offer.retired,
        )

    @classmethod
    def gone(cls, key: str) -> Self:
        """An offer that has left the catalogue but stands in what was recorded."""
        return cls.of(recommender.Offer(key, title=key, format="unknown", retired=True))
