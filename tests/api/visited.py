"""A workspace that many buyers have walked through, and that has decided and been answered."""

from itertools import product
from random import Random
from uuid import UUID

from api.services.advise import Advise
from api.services.desk import Desks
from api.services.serve import Serve
from api.store import interactions
from api.store.database import Database
from graph.questions import Ask, BuyerRef, RefKind
from recommender import DAY, MINUTE, SECOND, Instant, Interaction, Kind, StepContext

OFFERS = "audit_guide", "roi_calculator", "integration_map", "pricing_call"
THEN = Instant(1_750_000_000_000)
NOW = Instant(THEN + 3 * DAY)
"""When answers to what was shown then have had their time."""


async def visit(database: Database, workspace: UUID, *, buyers: int = 300, seed: int = 7) -> None:
    """Four steps each: most go on from the guide to the calculator, others as chance has it."""
    random, acts = Random(seed), []  # noqa: S311  # the same visits every time
    for buyer, step in product([_id(random) for _ in range(buyers)], range(4)):
        offer = OFFERS[step] if random.random() < 0.8 else OFFERS[random.randrange(4)]
        at = Instant(THEN + len(acts) * SECOND)
        acts.append(Interaction(_id(random), buyer, Kind.VIEWED, at, offer=offer))
    await _append(database, workspace, acts)


async def answer(
    database: Database, workspace: UUID, desks: Desks | None = None, *, sets: int = 240
) -> None:
    """Sets of two, all shown; of every third the first step is clicked."""
    random, acts = Random(11), []  # noqa: S311  # the same ids every time
    advise = Advise(database, desks or Desks(Serve(database).open), lambda: _id(random))
    for number in range(sets):
        ref = BuyerRef.of(RefKind.ANONYMOUS_ID, f"visitor-{number}")
        at = Instant(THEN + number * MINUTE)
        advice = await advise.decide(workspace, Ask(ref, StepContext(size=2)), at)
        decision, buyer = advice.decision, _id(random)
        offer = decision.steps[0].offer
        kinds = (Kind.SHOWN, Kind.CLICKED)[: 2 if number % 3 == 0 else 1]
        acts += [
            Interaction(_id(random), buyer, kind, at, offer=offer, decision=decision.id)
            for kind in kinds
        ]
    await _append(database, workspace, acts)


async def _append(database: Database, workspace: UUID, acts: list[Interaction]) -> None:
    async with database.transaction(workspace) as connection:
        await interactions.append(connection, workspace, acts)


def _id(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)
