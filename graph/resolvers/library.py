from typing import Annotated

from strawberry import ID, argument

from graph.context import Info
from graph.questions import text
from graph.types.job import BuyingJob
from graph.types.offer import Offer
from graph.types.persona import Persona


async def offer(
    info: Info,
    key: Annotated[ID, argument(name="id", description="Key of the offer.")],
) -> Offer | None:
    asked = info.context
    found = await asked.ports.library.offer(asked.workspace, text("id", key))
    return Offer.of(found) if found else None


async def personas(info: Info) -> list[Persona] | None:
    asked = info.context
    catalogue = await asked.ports.library.catalogue(asked.workspace)
    return [Persona.of(persona) for persona in catalogue.personas]


async def buying_jobs(info: Info) -> list[BuyingJob] | None:
    asked = info.context
    catalogue = await asked.ports.library.catalogue(asked.workspace)
    return [BuyingJob.of(job) for job in catalogue.jobs]
