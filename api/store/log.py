"""Following the log: every act once, also those of transactions that end late."""

from dataclasses import dataclass
from uuid import UUID

from api.store.database import Database
from api.store.interactions import COLUMNS, interaction_of
from recommender import Interaction

COMPLETE = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
"""Below the oldest open transaction nothing can be added any more."""
CUT = """
SELECT tx + 1 FROM interaction WHERE workspace_id = $1 AND tx >= $2 AND tx < $3
ORDER BY tx, id OFFSET $4 - 1 LIMIT 1
"""
SOME = f"""
SELECT {COLUMNS} FROM interaction WHERE workspace_id = $1 AND tx >= $2 AND tx < $3
ORDER BY tx, id
"""  # noqa: S608  # of constants
LATEST = """
SELECT tx FROM interaction WHERE workspace_id = $1 AND tx < $2
ORDER BY tx DESC, id DESC OFFSET $3 - 1 LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Followed:
    acts: tuple[Interaction, ...]
    watermark: int
    """Where to go on: everything before it has been read."""
    more: bool
    """There is more to read at once; otherwise the log ends here for now."""


async def follow(database: Database, workspace: UUID, watermark: int, limit: int) -> Followed:
    """The acts since the watermark in the order of the log; 0 is its beginning.

    About ``limit`` of them: a watermark falls between transactions, so what one of them wrote is
    read whole.
    """
    async with database.read(workspace) as reader:
        complete = _position(await reader.fetchval(COMPLETE))
        cut = await reader.fetchval(CUT, workspace, watermark, complete, limit)
        end = complete if cut is None else _position(cut)
        rows = await reader.fetch(SOME, workspace, watermark, end)
    return Followed(tuple(map(interaction_of, rows)), max(watermark, end), more=cut is not None)


async def before_latest(database: Database, workspace: UUID, count: int) -> int:
    """From which watermark on there are so many acts, or a few more; 0 where there are fewer."""
    async with database.read(workspace) as reader:
        complete = _position(await reader.fetchval(COMPLETE))
        found = await reader.fetchval(LATEST, workspace, complete, count)
    return 0 if found is None else _position(found)


def _position(found: object) -> int:
    assert isinstance(found, int)  # noqa: S101  # a bigint
    return found
