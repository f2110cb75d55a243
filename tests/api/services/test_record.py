import asyncio
from dataclasses import replace
from random import Random
from uuid import UUID, uuid4

import asyncpg
import pytest

from api.errors import Overloaded
from api.ingestion.segment import Envelope, read_all
from api.services.persist import Persist
from api.services.record import Recorder, recording
from api.store import workspaces
from api.store.arrivals import Arrival, Code, Event, IdentityKind, Verdict
from api.store.database import Database
from recommender import Instant
from tests.api.store.test_ingest import rows
from tests.conftest import Urls

NOW = Instant(1_764_000_000_000)
RANDOM = Random(1)  # noqa: S311  # only spreads retries


def visit(number: int, user: str = "u") -> Event:
    item = {"type": "page", "userId": user, "messageId": f"m{number}"}
    (event,) = read_all([item], Envelope(received=NOW))
    return event


def verdicts(receipts: list[list[object]]) -> list[str]:
    return [receipt.verdict.value for one in receipts for receipt in one]  # type: ignore[attr-defined]  # Receipt


async def send(
    recorder: Recorder, workspace: UUID, requests: list[list[Event]]
) -> list[list[object]]:
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(recorder.record(workspace, events, now=NOW, source="test"))
            for events in requests
        ]
    return [list(task.result()) for task in tasks]


async def test_many_requests_share_few_transactions(
    urls: Urls, database: Database, workspace: UUID
) -> None:
    seen: list[str] = []
    counted = await Database.open(urls.app, on_query=seen.append)
    seen.clear()
    async with recording(counted, random=RANDOM) as recorder:
        told = await send(recorder, workspace, [[visit(n, f"u{n}")] for n in range(200)])
    await counted.close()
    assert verdicts(told) == ["accepted"] * 200
    assert seen.count("COMMIT") == 1
    assert await rows(database, workspace, "SELECT count(*) FROM interaction") == [(200,)]


async def test_a_batch_of_new_visitors_takes_eight_round_trips(urls: Urls, workspace: UUID) -> None:
    seen: list[str] = []
    counted = await Database.open(urls.app, size=1, on_query=seen.append)
    async with recording(counted, random=RANDOM) as recorder:
        await recorder.record(workspace, [visit(0, "first")], now=NOW, source="test")
        seen.clear()  # the first batch of a connection also asks for types
        await recorder.record(workspace, [visit(1), visit(2, "v")], now=NOW, source="test")
        sent = [" ".join(query.split()[:3]) for query in seen]
    await counted.close()
    assert sent == [
        "BEGIN; SET LOCAL",
        "SELECT i.kind, i.value,",
        "INSERT INTO buyer",
        "INSERT INTO identity",
        "SELECT buyer_id, state",
        "INSERT INTO interaction",
        "INSERT INTO journey",
        "COMMIT",
    ]


async def test_twins_in_flight_are_one_accepted_and_the_rest_duplicates(
    database: Database, workspace: UUID
) -> None:
    async with recording(database, random=RANDOM) as recorder:
        told = await send(recorder, workspace, [[visit(1), visit(2)]] * 30)
    found = verdicts(told)
    assert (found.count("accepted"), found.count("duplicate")) == (2, 58)


async def test_workspaces_do_not_share_a_transaction(
    database: Database, workspace: UUID, urls: Urls
) -> None:
    other = await workspaces.create(database, slug=f"w-{uuid4().hex}", name="Other", at=NOW)
    seen: list[str] = []
    counted = await Database.open(urls.app, on_query=seen.append)
    async with recording(counted, random=RANDOM) as recorder, asyncio.TaskGroup() as group:
        for where in (workspace, other, workspace):
            group.create_task(recorder.record(where, [visit(1)], now=NOW, source="test"))
    await counted.close()
    begun = [query for query in seen if query.startswith("BEGIN")]
    assert sorted(begun) == sorted(
        f"BEGIN; SET LOCAL app.workspace = '{where}'" for where in (workspace, other)
    )
    for where in (workspace, other):
        assert await rows(database, where, "SELECT count(*) FROM interaction") == [(1,)]


async def test_a_value_that_the_database_refuses_is_found_and_costs_no_other(
    database: Database, workspace: UUID
) -> None:
    bad = visit(7)
    assert isinstance(bad, Arrival)
    bad = replace(bad, identities=((IdentityKind.USER_ID, "a\0b"),))
    requests = [[visit(n)] for n in range(5)] + [[visit(5), bad, visit(6)]]
    async with recording(database, random=RANDOM) as recorder:
        told = await send(recorder, workspace, requests)
    assert verdicts(told) == ["accepted"] * 6 + ["rejected", "accepted"]
    assert told[-1][1].code is Code.NOT_STORABLE  # type: ignore[attr-defined]  # Receipt
    kept = await rows(
        database, workspace, "SELECT code, event::json->>'messageId' FROM dead_letter"
    )
    assert kept == [("NOT_STORABLE", "m7")]


async def test_lost_connections_are_not_the_clients_business(
    database: Database, urls: Urls, workspace: UUID
) -> None:
    async with recording(database, random=RANDOM) as recorder, asyncio.TaskGroup() as group:
        told = group.create_task(
            send(recorder, workspace, [[visit(n, f"u{n}")] for n in range(300)])
        )
        killer = await asyncpg.connect(urls.app)
        for _ in range(3):
            await killer.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                "usename = 'cairn_app' AND datname = current_database() AND pid <> pg_backend_pid()"
            )
            await asyncio.sleep(0.01)
        await killer.close()
    assert set(verdicts(told.result())) == {"accepted"}
    assert await rows(database, workspace, "SELECT count(*) FROM interaction") == [(300,)]


async def test_what_waits_is_bounded(database: Database, workspace: UUID) -> None:
    recorder = Recorder(Persist(database, RANDOM), most_waiting=3)
    with pytest.raises(Overloaded):
        await recorder.record(workspace, [visit(n) for n in range(4)], now=NOW, source="test")
    assert await rows(database, workspace, "SELECT count(*) FROM interaction") == [(0,)]


async def test_leaving_writes_what_waits_and_takes_nothing_more(
    database: Database, workspace: UUID
) -> None:
    async with asyncio.TaskGroup() as group, recording(database, random=RANDOM) as recorder:
        told = group.create_task(send(recorder, workspace, [[visit(n)] for n in range(50)]))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    assert verdicts(told.result()) == ["accepted"] * 50
    with pytest.raises(Overloaded):
        await recorder.record(workspace, [visit(99)], now=NOW, source="test")


async def test_a_caller_that_gives_up_loses_nothing_for_the_others(
    database: Database, workspace: UUID
) -> None:
    async with recording(database, random=RANDOM) as recorder:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0):
                await recorder.record(workspace, [visit(1)], now=NOW, source="test")
        (receipt,) = await recorder.record(workspace, [visit(2)], now=NOW, source="test")
    assert receipt.verdict is Verdict.ACCEPTED
