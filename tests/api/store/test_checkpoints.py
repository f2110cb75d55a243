from dataclasses import replace
from uuid import UUID, uuid4

from api.store import checkpoints
from api.store.checkpoints import Checkpoint
from api.store.database import Database
from recommender import Instant


def _made(position: int, at: int, payload: bytes = b"\x00model") -> Checkpoint:
    return Checkpoint(position, 1, payload, Instant(1_750_000_000_000 + at))


async def test_the_last_two_are_kept_the_newest_first(database: Database, workspace: UUID) -> None:
    made = [_made(10, 1), _made(30, 2), _made(20, 3)]
    for checkpoint in made:
        await checkpoints.save(database, workspace, checkpoint)
    assert await checkpoints.latest(database, workspace) == (made[2], made[1])


async def test_saving_at_the_same_position_overwrites(database: Database, workspace: UUID) -> None:
    await checkpoints.save(database, workspace, _made(10, 1))
    again = _made(10, 2, b"other")
    await checkpoints.save(database, workspace, again)
    assert await checkpoints.latest(database, workspace) == (again,)


async def test_pruning_touches_no_other_workspace(database: Database, workspace: UUID) -> None:
    await checkpoints.save(database, workspace, _made(10, 1))
    assert await checkpoints.latest(database, uuid4()) == ()


async def test_what_was_made_from_an_older_version_is_not_kept(
    database: Database, workspace: UUID
) -> None:
    """Two that fit at once end with one fit."""
    assert await checkpoints.version(database, workspace) == 0
    first, other = (replace(_made(10 + n, n), version=2) for n in (1, 2))
    assert await checkpoints.save(database, workspace, _made(10, 0))
    assert await checkpoints.save(database, workspace, first, onto=1)
    assert not await checkpoints.save(database, workspace, other, onto=1)
    assert not await checkpoints.save(database, workspace, _made(20, 9))
    assert await checkpoints.version(database, workspace) == 2
    assert await checkpoints.latest(database, workspace) == (first, _made(10, 0))
    assert await checkpoints.save(database, workspace, replace(first, position=30))
