"""A workspace that has decided a good many times, and what came of it."""

from random import Random
from uuid import UUID

from api.services.advise import Advise
from api.services.desk import Desks
from api.services.serve import Serve
from api.store import interactions
from api.store.database import Database
from graph.questions import Ask, BuyerRef, RefKind
from recommender import MINUTE, Instant, Interaction, Kind, StepContext


async def decide_often(
    database: Database, workspace: UUID, at: Instant, *, buyers: int = 20, each: int = 8
) -> None:
    """For each buyer in turn, a set of two a minute; of every third set a step is clicked."""
    random = Random(5)  # noqa: S311  # the same ids every time
    advise = Advise(database, Desks(Serve(database).open), lambda: _id(random))
    acts = []
    for number in range(buyers * each):
        ref = BuyerRef.of(RefKind.ANONYMOUS_ID, f"visitor-{number % buyers}")
        now = Instant(at + number * MINUTE)
        advice = await advise.decide(workspace, Ask(ref, StepContext(size=2)), now)
        if number % 3 == 0:
            decision = advice.decision
            offer, buyer = decision.steps[0].offer, _id(random)
            acts.append(
                Interaction(
                    _id(random), buyer, Kind.CLICKED, now, offer=offer, decision=decision.id
                )
            )
    async with database.transaction(workspace) as connection:
        await interactions.append(connection, workspace, acts)


def _id(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)
