"""Changes to the catalogue: one call is taken whole or, told by its user errors, not at all."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Self

import strawberry
from strawberry import ID, argument, field

from graph import ids
from graph.access import ANYONE
from graph.answers import Curated, Flaw
from graph.context import Info
from graph.questions import Shelved
from graph.types.catalogue_input import (
    BuyingJobInput,
    LinkInput,
    LinkRef,
    OfferInput,
    PersonaInput,
    record,
)
from graph.types.user_error import UserError

MOST_ENTRIES = 200


@strawberry.input(description="Offers as they shall be: new ones are added, known ones replaced.")
class PutOffersInput:
    offers: list[OfferInput] = field(description="1 to 200 offers; they may require each other.")


@strawberry.input(description="Links as they shall be.")
class PutLinksInput:
    links: list[LinkInput] = field(description="1 to 200 links between known offers.")


@strawberry.input(description="Personas as they shall be.")
class PutPersonasInput:
    personas: list[PersonaInput] = field(description="1 to 200 personas.")


@strawberry.input(description="Buying jobs as they shall be.")
class PutBuyingJobsInput:
    jobs: list[BuyingJobInput] = field(description="1 to 200 buying jobs.")


@strawberry.input(description="What to take away.")
class RemoveInput:
    id: ID = field(description="Its id or its key.")


@strawberry.input(description="The link to take away.")
class RemoveLinkInput:
    link: LinkRef = field(description="What makes it the link it is.")


@strawberry.type(description="What became of a change to the catalogue.", directives=ANYONE)
class CatalogueChangePayload:
    catalogue_version: int | None = field(
        description="Version of the catalogue with the change; null when nothing was changed."
    )
    user_errors: list[UserError] = field(description="Why nothing was changed.")

    @classmethod
    def of(cls, curated: Curated) -> Self:
        return cls(catalogue_version=curated.version, user_errors=UserError.told(curated.flaws))


Payload = CatalogueChangePayload | None


async def put(info: Info, what: Shelved, entries: Sequence[Any]) -> CatalogueChangePayload:
    if not 1 <= len(entries) <= MOST_ENTRIES:
        told = f"{what.value} holds 1 to {MOST_ENTRIES} entries"
        return CatalogueChangePayload.of(Curated(None, (Flaw("BAD_USER_INPUT", told, (what,)),)))
    asked = info.context
    records = tuple(record(entry) for entry in entries)
    return CatalogueChangePayload.of(await asked.ports.curator.put(asked.workspace, what, records))


async def remove(info: Info, what: Shelved, entry: Mapping[str, Any]) -> CatalogueChangePayload:
    asked = info.context
    curated = await asked.ports.curator.remove(asked.workspace, what, entry)
    return CatalogueChangePayload.of(curated)


def _keyed(kind: str, given: RemoveInput) -> Mapping[str, Any]:
    return {"key": ids.bare(kind, given.id)}


async def put_offers(
    info: Info, given: Annotated[PutOffersInput, argument(name="input", description="The offers.")]
) -> Payload:
    return await put(info, Shelved.OFFERS, given.offers)


async def put_links(
    info: Info, given: Annotated[PutLinksInput, argument(name="input", description="The links.")]
) -> Payload:
    return await put(info, Shelved.LINKS, given.links)


async def put_personas(
    info: Info,
    given: Annotated[PutPersonasInput, argument(name="input", description="The personas.")],
) -> Payload:
    return await put(info, Shelved.PERSONAS, given.personas)


async def put_buying_jobs(
    info: Info,
    given: Annotated[PutBuyingJobsInput, argument(name="input", description="The buying jobs.")],
) -> Payload:
    return await put(info, Shelved.JOBS, given.jobs)


async def remove_offer(
    info: Info, given: Annotated[RemoveInput, argument(name="input", description="The offer.")]
) -> Payload:
    return await remove(info, Shelved.OFFERS, _keyed("Offer", given))


async def remove_link(
    info: Info, given: Annotated[RemoveLinkInput, argument(name="input", description="The link.")]
) -> Payload:
    return await remove(info, Shelved.LINKS, record(given.link))


async def remove_persona(
    info: Info, given: Annotated[RemoveInput, argument(name="input", description="The persona.")]
) -> Payload:
    return await remove(info, Shelved.PERSONAS, _keyed("Persona", given))


async def remove_buying_job(
    info: Info, given: Annotated[RemoveInput, argument(name="input", description="The buying job.")]
) -> Payload:
    return await remove(info, Shelved.JOBS, _keyed("BuyingJob", given))
