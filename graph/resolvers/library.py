from typing import Annotated

from strawberry import ID, argument

from graph import ids
from graph.context import Context, Info
from graph.questions import text
from graph.types.job import BuyingJob
from graph.types.offer import Link, Offer
from graph.types.persona import Persona


async def find_offer(asked: Context, key: str) -> Offer | None:
    entries = await asked.entries()
    return Offer.named(key, entries) if key in entries.offers else None


async def find_persona(asked: Context, key: str) -> Persona | None:
    entries = await asked.entries()
    return Persona.named(key, entries) if key in entries.personas else None


async def find_job(asked: Context, key: str) -> BuyingJob | None:
    entries = await asked.entries()
    return BuyingJob.named(key, entries) if key in entries.jobs else None


async def find_link(asked: Context, local: str) -> Link | None:
    entries = await asked.entries()
    links = (Link.of(one, entries) for one in entries.links.get(ids.split(local)[0], ()))
    return next((link for link in links if ids.parts(link.id)[1] == local), None)


async def offer(
    info: Info,
    given: Annotated[ID, argument(name="id", description="Id or key of the offer.")],
) -> Offer | None:
    return await find_offer(info.context, ids.bare("Offer", text("id", given)))


async def personas(info: Info) -> list[Persona] | None:
    entries = await info.context.entries()
    return [Persona.named(key, entries) for key in entries.personas]


async def buying_jobs(info: Info) -> list[BuyingJob] | None:
    entries = await info.context.entries()
    return [BuyingJob.named(key, entries) for key in entries.jobs]
