"""Talking points about a buyer, a company or a group: read, decided, worded, kept nowhere."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from api.services.desk import Desk, Desks
from api.services.window import rising
from api.store import companies, decisions, groups, journeys, people
from api.store.connection import Reader
from api.store.database import Database
from api.store.decisions import Ref
from graph.answers import Briefed
from graph.paging import Window
from graph.questions import BuyerRef, Crowd
from recommender import (
    Briefing,
    Channel,
    Company,
    Instant,
    Journey,
    StepContext,
    brief,
    decide,
    decode,
    spoken_of,
    together,
)

LOOKED_AT = Window(first=200)
"""How many people of a company, to find the most active among them."""


@dataclass(frozen=True, slots=True)
class About:
    """Whom it is about, and what is known of them."""

    name: str
    buyers: tuple[UUID, ...]
    journey: Journey
    company: Company


class Brief:
    def __init__(self, database: Database, desks: Desks) -> None:
        self._database = database
        self._desks = desks

    async def brief(
        self, workspace: UUID, about: BuyerRef | Crowd, channel: Channel, now: Instant
    ) -> Briefed | None:
        desk = await self._desks.at(workspace)
        if isinstance(about, Crowd):
            found = await self._crowd(workspace, about, channel)
        else:
            found = await self._one(workspace, Ref(about.kind.value, about.value))
        if found is None:
            return None
        told = _brief(desk, found, channel, now)
        return Briefed(told, now, found.buyers, desk.layout.entries)

    async def _one(self, workspace: UUID, ref: Ref) -> About:
        """One round trip. Of a buyer who was never seen, nothing is known."""
        asked = await decisions.ask(self._database, workspace, ref)
        buyers = (asked.buyer,) if asked.buyer else ()
        return About(f"{ref.kind} {ref.value}", buyers, asked.journey, asked.company)

    async def _crowd(self, workspace: UUID, crowd: Crowd, channel: Channel) -> About | None:
        async with self._database.read(workspace) as reader:
            read = _of_account if crowd.kind == "account" else _of_group
            found = await read(reader, workspace, crowd.key)
        if found is None:
            return None
        buyers = spoken_of(found, channel)
        journey, company = together([found[one] for one in buyers]), Company()
        if buyers:
            asked = await decisions.ask(self._database, workspace, Ref("id", str(buyers[0])))
            company = Company(asked.company.open_incidents, asked.company.vertical)
        return About(f"{crowd.kind} {crowd.key}", buyers, journey, company)


async def _of_account(reader: Reader, workspace: UUID, key: str) -> dict[UUID, Journey] | None:
    """Its people by their ids; ``None`` where there is no such company."""
    accounts = [one.id for one in await companies.some(reader, workspace, "key", [key])]
    if not accounts:
        return None
    known = await people.page(reader, workspace, rising(LOOKED_AT), accounts)
    return {one.id: decode(one.state) if one.state else Journey.empty() for one in known}


async def _of_group(reader: Reader, workspace: UUID, key: str) -> dict[UUID, Journey] | None:
    """Its members by their ids, but those of whom it is known that they are none."""
    found = await groups.some(reader, workspace, "key", [key])
    if not found:
        return None
    members = [
        one.buyer for one in found[0].members if one.standing is not groups.Standing.DISMISSED
    ]
    read = await journeys.load(reader, workspace, members)
    return {one: read.get(one, Journey.empty()) for one in members}


def _brief(desk: Desk, about: About, channel: Channel, now: Instant) -> Briefing:
    """The set is drawn by whom it is about and their latest act: the same until they do more."""
    last = about.journey.last
    layout = desk.layout
    decision = decide(
        desk.model,
        layout.shelf,
        about.journey,
        StepContext(channel=channel),
        id=uuid5(desk.workspace, f"{about.name} {last.id if last else ''}"),
        now=now,
        company=about.company,
        settings=desk.settings,
    )
    state = layout.reader.read(about.journey, now)
    guarded = about.company.open_incidents
    return brief(layout.shelf, about.journey, state, decision, guarded=guarded)
