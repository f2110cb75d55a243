import json
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from api.interchange.column_map import BadColumnMap, ColumnMap
from api.interchange.events import CHUNK, EventFile
from api.services.import_events import Progress, import_events
from api.store.database import Database
from api.store.import_runs import ImportRun
from recommender import Instant
from tests.api.store.test_ingest import assert_journeys_are_folds, rows

NOW = Instant(1_764_000_000_000)
RANDOM = Random(1)  # noqa: S311  # only spreads retries


class Pulled(Exception):  # noqa: N818  # the plug, not an error
    """The import ends here."""


def write_lines(path: Path, number: int) -> EventFile:
    with path.open("w") as file:
        for n in range(number):
            event = {
                "type": "track",
                "event": "Guide Viewed",
                "anonymousId": f"a{n % (number // 3)}",
                "messageId": f"m{n}",
                "timestamp": f"2025-11-02T10:{n % 60:02}:00Z",
            }
            file.write(json.dumps(event) + "\n")
    return EventFile(path)


async def run(database: Database, workspace: UUID, file: EventFile) -> ImportRun:
    return (await import_events(database, workspace, file, now=NOW, random=RANDOM)).run


async def test_a_file_is_imported_once_however_often_it_is_read(
    database: Database, workspace: UUID, tmp_path: Path
) -> None:
    file = write_lines(tmp_path / "events.jsonl", 900)
    seen: list[Progress] = []
    first = await import_events(
        database, workspace, file, now=NOW, random=RANDOM, on_progress=seen.append
    )
    assert first.run == ImportRun(file.size(), accepted=900)
    assert seen == [first]
    again = await run(database, workspace, file)
    assert again == ImportRun(file.size(), accepted=900, finished=NOW)
    copy = EventFile(tmp_path / "copy.jsonl")
    copy.path.write_bytes(file.path.read_bytes() + b"\n")
    assert await run(database, workspace, copy) == ImportRun(copy.size(), duplicate=900)
    assert await rows(database, workspace, "SELECT count(*) FROM interaction") == [(900,)]
    assert await rows(database, workspace, "SELECT count(*) FROM buyer") == [(300,)]
    await assert_journeys_are_folds(database, workspace)


async def test_an_interrupted_import_goes_on_where_it_was(
    database: Database, workspace: UUID, tmp_path: Path
) -> None:
    number = CHUNK + 600
    file = write_lines(tmp_path / "events.jsonl", number)

    def pull(_: Progress) -> None:
        raise Pulled

    with pytest.raises(Pulled):
        await import_events(database, workspace, file, now=NOW, random=RANDOM, on_progress=pull)
    (left,) = await rows(database, workspace, "SELECT accepted, position FROM import_run")
    assert left[0] == CHUNK
    assert await run(database, workspace, file) == ImportRun(file.size(), accepted=number)
    assert await rows(database, workspace, "SELECT count(*) FROM interaction") == [(number,)]


async def test_bad_lines_are_kept_and_cost_no_other(
    database: Database, workspace: UUID, tmp_path: Path
) -> None:
    good = {"type": "page", "userId": "u", "messageId": "1"}
    lines = [
        json.dumps(good).encode(),
        b"{no json",
        b"",
        b'{"type":"page","userId":"\xff"}',
        b'{"type":"page","userId":"' + b"x" * 40_000 + b'"}',
        b"null",
        json.dumps(good | {"messageId": "2"}).encode(),
    ]
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"\n".join(lines))
    told = await run(database, workspace, EventFile(path))
    assert (told.accepted, told.rejected) == (2, 4)
    kept = await rows(database, workspace, "SELECT code, source FROM dead_letter ORDER BY code")
    assert kept == [
        ("EVENT_TOO_LARGE", "file"),
        ("INVALID_EVENT", "file"),
        ("INVALID_EVENT", "file"),
        ("INVALID_TEXT", "file"),
    ]


async def test_a_table_is_read_through_a_column_map(
    database: Database, workspace: UUID, tmp_path: Path
) -> None:
    path = tmp_path / "visits.csv"
    path.write_text(
        "\ufeffwho,when,what,how far\n"
        "7,2025-11-02T10:00:00Z,Guide Viewed,0.5\n"
        '8,2025-11-02T11:00:00Z,"Guide\nShared",\n'
        "7,2025-11-02T10:00:00Z,Guide Viewed,0.5\n"
    )
    columns = ColumnMap.of(
        ["userId=who", "timestamp=when", "event=what", "properties.depth=how far", "type:=track"]
    )
    told = await run(database, workspace, EventFile(path, columns))
    assert told == ImportRun(path.stat().st_size, accepted=2, duplicate=1)
    seen = await rows(
        database, workspace, "SELECT kind, detail::text FROM interaction ORDER BY occurred_at"
    )
    assert seen == [("viewed", '{"depth":0.5}'), ("shared", None)]


async def test_columns_named_as_fields_need_no_map(
    database: Database, workspace: UUID, tmp_path: Path
) -> None:
    path = tmp_path / "visits.csv"
    path.write_text("type,userId,messageId\npage,u,1\npage,v,2\n")
    assert (await run(database, workspace, EventFile(path))).accepted == 2


async def test_a_map_that_does_not_fit_is_told_before_anything_is_written(
    database: Database, workspace: UUID, tmp_path: Path
) -> None:
    path = tmp_path / "visits.csv"
    path.write_text("who\n7\n")
    with pytest.raises(BadColumnMap, match="no column 'whom'"):
        await run(database, workspace, EventFile(path, ColumnMap.of(["userId=whom"])))
    with pytest.raises(BadColumnMap, match="neither"):
        ColumnMap.of(["userId"])
    assert await rows(database, workspace, "SELECT count(*) FROM interaction") == [(0,)]


async def test_the_times_of_a_file_are_taken_as_they_are(
    database: Database, workspace: UUID, tmp_path: Path
) -> None:
    """A live event is corrected by when it was sent; a file was sent long ago."""
    path = tmp_path / "events.jsonl"
    event = {
        "type": "page",
        "userId": "u",
        "originalTimestamp": "2025-11-02T10:00:00.000Z",
        "timestamp": "2025-11-02T10:00:07.000Z",
        "sentAt": "2025-11-02T10:00:01.000Z",
    }
    path.write_text(json.dumps(event))
    await run(database, workspace, EventFile(path))
    assert await rows(database, workspace, "SELECT occurred_at FROM interaction") == [
        (1_762_077_607_000,)
    ]
