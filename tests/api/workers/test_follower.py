"""The follower keeps every desk current, whatever happens to one of them."""

import asyncio
from random import Random
from uuid import UUID

from api.errors import Unavailable
from api.services.desk import Desk, Desks
from api.services.serve import Serve
from api.store.database import Database
from api.workers.follower import Follower
from tests.api.house import furnish


class Flaky(Serve):
    """Cannot renew one desk; tells which it was asked for."""

    def __init__(self, database: Database, broken: UUID) -> None:
        super().__init__(database)
        self.broken = broken
        self.asked: list[UUID] = []

    async def renew(self, desk: Desk) -> int:
        self.asked.append(desk.workspace)
        if desk.workspace == self.broken:
            raise Unavailable
        return await super().renew(desk)


async def test_one_desk_in_trouble_does_not_keep_the_others_waiting(
    fresh_database: Database,
) -> None:
    first, _, _ = await furnish(fresh_database)
    second, _, _ = await furnish(fresh_database)
    serve = Flaky(fresh_database, broken=first)
    desks = Desks(serve.open)
    warmed: list[bool] = []
    follower = Follower(
        fresh_database,
        desks,
        serve,
        Random(1),  # noqa: S311  # it spreads polls
        on_warm=lambda: warmed.append(True),
    )
    async with asyncio.TaskGroup() as group:
        following = group.create_task(follower.run())
        for _ in range(100):
            if serve.asked.count(second) == 2:  # so the first was asked for in between
                break
            await asyncio.sleep(0.02)
        following.cancel()
    assert (follower.warm, warmed) == (True, [True])
    assert serve.asked.count(second) == 2
    assert first in serve.asked
    assert {desk.workspace for desk in desks.ready} == {first, second}
