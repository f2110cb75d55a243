"""The log and all that is folded from it, under batches that overlap and buyers that merge."""

import asyncio
import contextlib
from collections.abc import Sequence
from random import Random
from uuid import UUID

import pytest

from api.errors import Unavailable
from api.ingestion.segment import Envelope, read_all
from api.store import catalogue_writing
from api.store.arrivals import Code, Event, Receipt, Verdict
from api.store.catalogue_change import Change
from api.store.database import Database
from api.store.ingest import Moved, write
from api.store.interactions import COLUMNS, interaction_of
from recommender import Instant, Persona, encode, fold

NOW = Instant(1_764_000_000_000)
HISTORY = f"""
SELECT {COLUMNS} FROM interaction WHERE workspace_id = $1 AND buyer_id IN (
    SELECT id FROM buyer WHERE workspace_id = $1 AND (id = $2 OR merged_into = $2)
)
"""  # noqa: S608  # a constant


def events(*items: dict[str, object]) -> list[Event]:
    return read_all(items, Envelope(received=NOW))


def track(message: str, name: str = "Guide Viewed", **ids: object) -> dict[str, object]:
    at = f"2025-11-{1 + int(message) % 24:02}T10:00:00Z"
    return {"type": "track", "event": name, "messageId": message, "timestamp": at, **ids}


async def store(database: Database, workspace: UUID, batch: Sequence[Event]) -> list[Receipt]:
    for _ in range(50):
        with contextlib.suppress(Moved, Unavailable):
            async with database.transaction(workspace) as connection:
                return await write(connection, workspace, batch, now=NOW, source="test")
    raise AssertionError("never written")


async def verdicts(database: Database, workspace: UUID, *items: dict[str, object]) -> list[str]:
    return [r.verdict.value for r in await store(database, workspace, events(*items))]


async def rows(database: Database, workspace: UUID, query: str) -> list[tuple[object, ...]]:
    async with database.read(workspace) as reader:
        return [tuple(row) for row in await reader.fetch(query)]


async def people(database: Database, workspace: UUID) -> list[list[str]]:
    """The identities of each buyer."""
    found = await rows(
        database,
        workspace,
        "SELECT array_agg(kind || ':' || value ORDER BY kind, value) FROM identity "
        "GROUP BY buyer_id ORDER BY 1",
    )
    return [list(names) for (names,) in found]  # type: ignore[call-overload]  # an array


async def assert_journeys_are_folds(database: Database, workspace: UUID) -> None:
    async with database.read(workspace) as reader:
        stored = await reader.fetch("SELECT buyer_id, state FROM journey")
        for buyer, state in stored:
            acts = await reader.fetch(HISTORY, workspace, buyer)
            assert encode(fold(map(interaction_of, acts))).decode() == state
        owners = await reader.fetch(
            "SELECT DISTINCT COALESCE(b.merged_into, b.id) FROM interaction i "
            "JOIN buyer b ON b.id = i.buyer_id"
        )
    assert {row[0] for row in owners} == {row[0] for row in stored}


async def test_a_repeat_is_told_apart_and_changes_nothing(
    database: Database, workspace: UUID
) -> None:
    batch = [track("1", userId="u"), track("2", userId="u"), track("1", userId="u")]
    assert await verdicts(database, workspace, *batch) == ["accepted", "accepted", "duplicate"]
    before = await rows(database, workspace, "SELECT state FROM journey")
    assert await verdicts(database, workspace, *batch) == ["duplicate"] * 3
    assert await rows(database, workspace, "SELECT state FROM journey") == before
    assert await rows(database, workspace, "SELECT count(*) FROM interaction") == [(2,)]


@pytest.mark.parametrize(("noun", "there"), [("job", "validation"), ("persona", "cfo")])
async def test_what_an_event_names_must_be_there(
    database: Database, workspace: UUID, noun: str, there: str
) -> None:
    change = Change(personas=(Persona("cfo", "CFO", "finance"),))
    await catalogue_writing.apply(database, workspace, change)
    known = {"properties": {noun: there}}
    unknown = {"properties": {noun: "nowhere"}}
    batch = [track("1", userId="u", **known), track("2", userId="u", **unknown)]
    kept, refused = await store(database, workspace, events(*batch))
    assert (kept.verdict, kept.code) == (Verdict.ACCEPTED, None)
    assert (refused.verdict, refused.code) == (Verdict.REJECTED, f"UNKNOWN_{noun.upper()}")
    codes = await rows(database, workspace, "SELECT code FROM dead_letter")
    assert codes == [(f"UNKNOWN_{noun.upper()}",)]


async def test_an_anonymous_visitor_becomes_known(database: Database, workspace: UUID) -> None:
    await verdicts(
        database,
        workspace,
        track("1", anonymousId="a"),
        {"type": "identify", "userId": "u", "anonymousId": "a", "messageId": "2"},
        track("3", userId="u"),
    )
    assert await people(database, workspace) == [["anonymous_id:a", "user_id:u"]]
    assert await rows(database, workspace, "SELECT count(*) FROM buyer") == [(1,)]
    await assert_journeys_are_folds(database, workspace)


async def test_two_halves_of_one_person_merge(database: Database, workspace: UUID) -> None:
    await verdicts(database, workspace, track("1", anonymousId="a"), track("2", userId="u"))
    await verdicts(database, workspace, track("3", anonymousId="a", userId="u"))
    assert await people(database, workspace) == [["anonymous_id:a", "user_id:u"]]
    merged = "SELECT count(*) FROM buyer WHERE merged_into IS NOT NULL"
    assert await rows(database, workspace, merged) == [(1,)]
    await assert_journeys_are_folds(database, workspace)


async def test_two_users_of_one_device_stay_two(database: Database, workspace: UUID) -> None:
    await verdicts(
        database,
        workspace,
        track("1", anonymousId="a", userId="u"),
        track("2", anonymousId="a", userId="v"),
    )
    assert await people(database, workspace) == [["anonymous_id:a", "user_id:u"], ["user_id:v"]]


async def test_an_alias_merges_what_an_event_may_not(database: Database, workspace: UUID) -> None:
    alias = {"type": "alias", "userId": "v", "previousId": "u", "messageId": "3"}
    await verdicts(database, workspace, track("1", userId="u"), track("2", userId="v"), alias)
    assert await people(database, workspace) == [["anonymous_id:u", "user_id:u", "user_id:v"]]
    await assert_journeys_are_folds(database, workspace)


async def test_an_alias_to_oneself_is_a_no_op(database: Database, workspace: UUID) -> None:
    alias = {"type": "alias", "userId": "u", "previousId": "u", "messageId": "1"}
    assert await verdicts(database, workspace, alias) == ["accepted"]
    assert await people(database, workspace) == [["user_id:u"]]


async def test_incidents_follow_a_merge(database: Database, workspace: UUID) -> None:
    subject = {"properties": {"subject": "t-1"}}
    await verdicts(
        database,
        workspace,
        track("1", "Ticket Opened", anonymousId="a") | subject,
        track("2", "Ticket Closed", userId="u") | subject,
    )
    await verdicts(database, workspace, track("3", anonymousId="a", userId="u"))
    closed = "SELECT subject, opened_at IS NOT NULL, closed_at > opened_at FROM incident"
    assert await rows(database, workspace, closed) == [("t-1", True, True)]
    await assert_journeys_are_folds(database, workspace)


async def test_a_company_is_kept_with_what_is_known_of_it(
    database: Database, workspace: UUID
) -> None:
    def group(message: str, user: str, **traits: str) -> dict[str, object]:
        ids = {"messageId": message, "userId": user, "groupId": "acme"}
        return {"type": "group", "traits": traits, **ids}

    await verdicts(database, workspace, group("1", "u", name="Acme"), group("2", "v"))
    await verdicts(database, workspace, group("3", "u", industry="banking"))
    members = (
        "SELECT a.key, a.name, a.vertical, count(*) FROM account a "
        "JOIN buyer b ON b.account_id = a.id GROUP BY 1, 2, 3"
    )
    assert await rows(database, workspace, members) == [("acme", "Acme", "banking", 2)]


async def test_an_unknown_offer_is_refused_and_kept(database: Database, workspace: UUID) -> None:
    bad = track("1", userId="u", properties={"offerId": "nowhere"})
    receipts = await store(database, workspace, events(bad, track("2", userId="u")))
    assert [r.verdict for r in receipts] == [Verdict.REJECTED, Verdict.ACCEPTED]
    assert receipts[0].code is Code.UNKNOWN_OFFER
    await store(database, workspace, events(bad | {"sentAt": "2025-11-02T10:00:00Z"}))
    kept = await rows(
        database, workspace, "SELECT code, event::json->>'messageId' FROM dead_letter"
    )
    assert kept == [("UNKNOWN_OFFER", "1")]


async def test_a_page_view_finds_its_offer(database: Database, workspace: UUID) -> None:
    async with database.transaction(workspace) as connection:
        await connection.execute(
            "INSERT INTO offer (workspace_id, key, position, title, format, summary, selling, "
            "forwardable, repeatable, retired, canonical_url) "
            "VALUES ($1, 'guide', 0, '', '', '', false, false, false, false, 'example.org/guide')",
            workspace,
        )
    page = {"type": "page", "userId": "u", "properties": {}}
    await verdicts(
        database,
        workspace,
        page | {"messageId": "1", "properties": {"url": "https://www.Example.org/guide/?utm=1#x"}},
        page | {"messageId": "2", "context": {"page": {"url": "http://example.org/other"}}},
        track("3", userId="u", properties={"offerId": "guide"}),
    )
    seen = await rows(database, workspace, "SELECT offer_key FROM interaction ORDER BY offer_key")
    assert seen == [("guide",), ("guide",), (None,)]


def story(random: Random) -> list[dict[str, object]]:
    """Some visitors who become known, share devices, and are joined."""
    items: list[dict[str, object]] = []
    for number in range(60):
        ids: dict[str, object] = {}
        if random.random() < 0.6:
            ids["anonymousId"] = f"a{random.randrange(6)}"
        if not ids or random.random() < 0.5:
            ids["userId"] = f"u{random.randrange(4)}"
        name = random.choice(["Guide Viewed", "Ticket Opened", "Ticket Closed", "Deal Lost"])
        items.append(track(str(number), name, **ids))
    for number in range(3):
        previous = random.choice(["a", "u"]) + str(random.randrange(4))
        ids = {"userId": f"u{random.randrange(4)}", "previousId": previous}
        items.append({"type": "alias", "messageId": f"alias-{number}", **ids})
    return items


@pytest.mark.parametrize("seed", range(24))
async def test_overlapping_batches_lose_nothing(
    database: Database, workspace: UUID, seed: int
) -> None:
    """Journey = fold of history, each event once, whoever merges with whom meanwhile."""
    random = Random(seed)  # noqa: S311  # a seeded story
    items = story(random)
    batches = [random.sample(items, k=random.randrange(20, 50)) for _ in range(4)]
    batches.append(items)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(store(database, workspace, events(*batch))) for batch in batches]
    accepted = sum(r.verdict is Verdict.ACCEPTED for task in tasks for r in task.result())
    assert accepted == len(items)
    assert await rows(database, workspace, "SELECT count(*) FROM interaction") == [(len(items),)]
    hops = (
        "SELECT count(*) FROM buyer b JOIN buyer s ON s.id = b.merged_into "
        "WHERE s.merged_into IS NOT NULL"
    )
    assert await rows(database, workspace, hops) == [(0,)]
    await assert_journeys_are_folds(database, workspace)
