"""The catalogue as one value, read in one moment."""

from collections import defaultdict
from uuid import UUID

from api.store.catalogue_rows import offer_of, persona_of
from api.store.connection import Reader
from api.store.database import Database
from recommender import Catalogue, Job, Link, Offer, Persona, Service

JOBS = "SELECT key, title, after_purchase, always_on FROM job"
PERSONAS = "SELECT key, title, role, vertical, concerns, share FROM persona"
LINKS = "SELECT source_key, target_key, weight, persona_key FROM link"
OFFERS = "SELECT * FROM offer"
IN_ORDER = " WHERE workspace_id = $1 ORDER BY position"
SERVICES = (
    "SELECT offer_key, persona_key, job_key, weight FROM offer_service "
    "WHERE workspace_id = $1 ORDER BY offer_key, position"
)
TOPICS = (
    "SELECT offer_key, topic FROM offer_topic WHERE workspace_id = $1 ORDER BY offer_key, position"
)
VERSION = "SELECT version FROM catalogue_version WHERE workspace_id = $1"


async def read(database: Database, workspace: UUID) -> Catalogue:
    """Everything in the order in which it was first added."""
    async with database.read(workspace) as reader:
        return await read_in(reader, workspace)


async def version(database: Database, workspace: UUID) -> int:
    """Grows with every change; 0 before the first, also where there is no such workspace."""
    async with database.read(workspace) as reader:
        return await _version(reader, workspace)


async def read_in(reader: Reader, workspace: UUID) -> Catalogue:
    return Catalogue(
        offers=await _offers(reader, workspace),
        links=await _links(reader, workspace),
        personas=await _personas(reader, workspace),
        jobs=await _jobs(reader, workspace),
        version=await _version(reader, workspace),
    )


async def _offers(reader: Reader, workspace: UUID) -> tuple[Offer, ...]:
    serves: defaultdict[str, list[Service]] = defaultdict(list)
    for key, persona, job, weight in await reader.fetch(SERVICES, workspace):
        serves[key].append(Service(persona, job, weight))
    topics: defaultdict[str, list[str]] = defaultdict(list)
    for key, topic in await reader.fetch(TOPICS, workspace):
        topics[key].append(topic)
    rows = await reader.fetch(OFFERS + IN_ORDER, workspace)
    return tuple(
        offer_of(row, serves.get(row["key"], ()), topics.get(row["key"], ())) for row in rows
    )


async def _links(reader: Reader, workspace: UUID) -> tuple[Link, ...]:
    return tuple(Link(*row) for row in await reader.fetch(LINKS + IN_ORDER, workspace))


async def _personas(reader: Reader, workspace: UUID) -> tuple[Persona, ...]:
    return tuple(persona_of(row) for row in await reader.fetch(PERSONAS + IN_ORDER, workspace))


async def _jobs(reader: Reader, workspace: UUID) -> tuple[Job, ...]:
    return tuple(Job(*row) for row in await reader.fetch(JOBS + IN_ORDER, workspace))


async def _version(reader: Reader, workspace: UUID) -> int:
    found = await reader.fetchval(VERSION, workspace)
    return found if isinstance(found, int) else 0
