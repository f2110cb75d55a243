"""Companies with people who did something, groups of them, and what they decide on."""

from uuid import UUID, uuid4

from api.store import groups, ingest, opportunities
from api.store.arrivals import Account, Arrival, IdentityKind
from api.store.buyers import find
from api.store.database import Database
from api.store.decisions import Ref
from api.store.derived import account_id, interaction_id
from api.store.groups import Group, Member
from api.store.opportunities import Evidence, Opportunity
from recommender import Channel, Instant, Kind
from tests.api.house import START


async def gather(
    database: Database, workspace: UUID, companies: int, people: int, offer: str = "audit_guide"
) -> None:
    """``c0`` to ... with people ``c0-p0`` to ..., each of whom did three things."""
    acts = [
        _act(f"c{company}", f"c{company}-p{person}", number, offer)
        for company in range(companies)
        for person in range(people)
        for number in range(3)
    ]
    async with database.transaction(workspace) as connection:
        await ingest.write(connection, workspace, acts, now=Instant(START + 10), source="test")
    for company in range(companies):
        await _decide_together(database, workspace, f"c{company}", people)


def _act(company: str, person: str, number: int, offer: str) -> Arrival:
    at = Instant(START + number)
    return Arrival(
        f"{person}-{number}",
        at,
        at,
        ((IdentityKind.USER_ID, person),),
        Kind.VIEWED,
        channel=Channel.WEB,
        offer=offer,
        account=Account(company, company.upper()),
    )


async def _decide_together(database: Database, workspace: UUID, company: str, people: int) -> None:
    names = [f"{company}-p{person}" for person in range(people)]
    members = [await find(database, workspace, Ref("user_id", name)) for name in names]
    account = account_id(workspace, company)
    core = Group(
        *(uuid4(), f"{company}-core", "Core", account, START),
        members=tuple(Member(one, ("user",)) for one in members if one is not None),
    )
    await groups.save(database, workspace, core)
    proof = interaction_id(workspace, f"{names[0]}-0", START)
    deal = Opportunity(
        *(uuid4(), f"{company}-deal", "Deal", account, START),
        group=core.id,
        stage="need",
        evidence=(Evidence("need", proof, START),),
    )
    await opportunities.save(database, workspace, deal)
