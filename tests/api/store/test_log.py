from uuid import UUID, uuid4

from api.store.database import Database
from api.store.interactions import append
from api.store.log import Followed, before_latest, follow
from recommender import Instant, Interaction, Kind

THEN = Instant(1_750_000_000_000)


def _acts(*numbers: int) -> list[Interaction]:
    return [
        Interaction(UUID(int=n), UUID(int=9), Kind.VIEWED, Instant(THEN + n), offer=f"o{n}")
        for n in numbers
    ]


async def _write(database: Database, workspace: UUID, *numbers: int) -> None:
    async with database.transaction(workspace) as connection:
        await append(connection, workspace, _acts(*numbers))


async def test_the_log_is_read_once_in_the_order_of_its_transactions(
    database: Database, workspace: UUID
) -> None:
    await _write(database, workspace, 5, 4)
    await _write(database, workspace, 3, 1, 2)
    first = await follow(database, workspace, 0, 100)
    assert first == Followed(tuple(_acts(4, 5, 1, 2, 3)), first.watermark, more=False)
    assert (await follow(database, workspace, first.watermark, 100)).acts == ()
    await _write(database, workspace, 0)
    assert (await follow(database, workspace, first.watermark, 100)).acts == tuple(_acts(0))


async def test_a_limit_does_not_split_a_transaction(database: Database, workspace: UUID) -> None:
    await _write(database, workspace, 1, 2, 3)
    await _write(database, workspace, 4)
    await _write(database, workspace, 5, 6)
    read, watermark, more = [], 0, True
    while more:
        followed = await follow(database, workspace, watermark, 2)
        read.append([act.id.int for act in followed.acts])
        watermark, more = followed.watermark, followed.more
    assert read == [[1, 2, 3], [4, 5, 6], []]


async def test_a_row_that_commits_late_is_not_skipped(
    fresh_database: Database, fresh_workspace: UUID
) -> None:
    database, workspace = fresh_database, fresh_workspace
    async with database.transaction(workspace) as late:
        await append(late, workspace, _acts(1))
        await _write(database, workspace, 2)
        before = await follow(database, workspace, 0, 100)
        assert before.acts == ()
    after = await follow(database, workspace, before.watermark, 100)
    assert after.acts == tuple(_acts(1, 2))


async def test_a_watermark_never_goes_back(database: Database, workspace: UUID) -> None:
    ahead = 2**60
    assert await follow(database, workspace, ahead, 1) == Followed((), ahead, more=False)


async def test_another_workspace_has_another_log(database: Database, workspace: UUID) -> None:
    await _write(database, workspace, 1)
    assert (await follow(database, uuid4(), 0, 100)).acts == ()


async def test_the_latest_are_found_without_reading_the_rest(
    database: Database, workspace: UUID
) -> None:
    assert await before_latest(database, workspace, 2) == 0
    for number in (1, 2, 3, 4):
        await _write(database, workspace, number)
    start = await before_latest(database, workspace, 2)
    assert (await follow(database, workspace, start, 100)).acts == tuple(_acts(3, 4))
    assert await before_latest(database, workspace, 5) == 0
