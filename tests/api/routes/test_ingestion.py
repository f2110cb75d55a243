import base64
import gzip
import json
from typing import Any
from uuid import UUID

import httpx
import pytest

from api.store.database import Database
from tests.api.routes.collector import collector

KEY = "cairn_pk_test_WRITEKEY"
SECRET = "cairn_sk_test_SECRET"  # noqa: S105  # a key of the test's own doorkeeper
BASIC = "Basic " + base64.b64encode(f"{KEY}:".encode()).decode()
GOOD = {"type": "track", "event": "Guide Viewed", "userId": "u", "messageId": "good"}
AT = "2026-11-20T10:00:00Z"


async def post(
    client: httpx.AsyncClient, content: bytes | object, path: str = "/v1/batch"
) -> httpx.Response:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return await client.post(path, content=raw, headers={"authorization": BASIC})


async def count(database: Database, workspace: UUID, table: str) -> object:
    async with database.read(workspace) as reader:
        return await reader.fetchval(f"SELECT count(*) FROM {table}")  # noqa: S608  # own words


def batch_of(raw_event: bytes) -> bytes:
    """A batch with one event as it is between two good ones."""
    one, two = (json.dumps(GOOD | {"messageId": str(n)}).encode() for n in (1, 2))
    return b'{"batch":[' + one + b"," + raw_event + b"," + two + b"]}"


def event(**fields: object) -> bytes:
    return json.dumps(GOOD | fields).encode()


BAD_EVENTS = {
    "no_object": (b"17", "INVALID_EVENT"),
    "null": (b"null", "INVALID_EVENT"),
    "nul": (event(event="a\0b"), "INVALID_TEXT"),
    "raw_nul": (event(event="X").replace(b"X", b"a\0b"), "INVALID_TEXT"),
    "lone_surrogate": (event(event="\ud800"), "INVALID_TEXT"),
    "invalid_utf8": (event(event="X").replace(b"X", b"\xff"), "INVALID_TEXT"),
    "nan": (event(properties={"value": float("nan")}), "NUMBER_OUT_OF_RANGE"),
    "infinity": (event(properties={"value": float("inf")}), "NUMBER_OUT_OF_RANGE"),
    "huge_number": (event(properties={"value": 10**30}), "NUMBER_OUT_OF_RANGE"),
    "endless_number": (
        event(n=0).replace(b'"n": 0', b'"n": ' + b"9" * 5000),
        "NUMBER_OUT_OF_RANGE",
    ),
    "deep": (event(n=0).replace(b'"n": 0', b'"n": ' + b"[" * 300 + b"]" * 300), "EVENT_TOO_DEEP"),
    "large": (event(properties={"text": "x" * 40_000}), "EVENT_TOO_LARGE"),
    "no_type": (b'{"userId":"u","messageId":"m"}', "UNKNOWN_TYPE"),
    "no_name": (event(event=None), "MISSING_EVENT_NAME"),
    "no_identity": (event(userId=None), "MISSING_IDENTITY"),
    "empty_identity": (event(userId=""), "MISSING_IDENTITY"),
    "long_identity": (event(userId="u" * 300), "INVALID_IDENTITY"),
    "list_as_identity": (event(userId=["u"]), "INVALID_IDENTITY"),
    "number_as_message_id": (event(messageId=7), "INVALID_MESSAGE_ID"),
    "long_message_id": (event(messageId="m" * 300), "INVALID_MESSAGE_ID"),
    "naive_time": (event(timestamp="2026-11-20T10:00:00"), "INVALID_TIMESTAMP"),
    "no_time": (event(timestamp="yesterday"), "INVALID_TIMESTAMP"),
    "number_as_time": (event(timestamp=1), "INVALID_TIMESTAMP"),
    "before_1970": (event(timestamp="1969-12-31T23:59:59Z"), "INVALID_TIMESTAMP"),
    "unknown_offer": (event(properties={"offerId": "nowhere"}), "UNKNOWN_OFFER"),
    "bad_offer": (event(properties={"offerId": []}), "INVALID_OFFER"),
    "bad_decision": (event(properties={"decisionId": "x"}), "INVALID_DECISION"),
    "unknown_decision": (event(properties={"decisionId": str(UUID(int=7))}), "UNKNOWN_DECISION"),
}


@pytest.mark.parametrize("name", BAD_EVENTS)
async def test_one_bad_event_is_named_and_costs_no_other(
    database: Database, workspace: UUID, name: str
) -> None:
    raw, code = BAD_EVENTS[name]
    async with collector(database, workspace) as client:
        answered = await post(client, batch_of(raw))
    told = answered.json()
    assert (answered.status_code, told["success"]) == (200, True)
    assert told["events"] == {"accepted": 2, "duplicate": 0, "rejected": 1, "ignored": 0}
    assert [(r["index"], r["code"]) for r in told["rejections"]] == [(1, code)]
    assert await count(database, workspace, "interaction") == 2
    async with database.read(workspace) as reader:
        assert await reader.fetchval("SELECT code FROM dead_letter") == code


BAD_BODIES = {
    "empty": (b"", 400, "MALFORMED_BODY"),
    "no_json": (b"{", 400, "MALFORMED_BODY"),
    "null": (b"null", 400, "MALFORMED_BODY"),
    "number": (b"17", 400, "MALFORMED_BODY"),
    "no_batch": (b"{}", 400, "MALFORMED_BODY"),
    "batch_is_no_list": (b'{"batch":{}}', 400, "MALFORMED_BODY"),
    "endless_depth": (b"[" * 100_000, 400, "BODY_TOO_DEEP"),
    "broken_gzip": (b"\x1f\x8b" + b"x" * 20, 400, "MALFORMED_BODY"),
    "cut_gzip": (gzip.compress(batch_of(event()))[:-20], 400, "MALFORMED_BODY"),
    "broken_form": (b"data=%%%", 400, "MALFORMED_BODY"),
    "too_large": (b" " * 600_000, 413, "BODY_TOO_LARGE"),
    "gzip_bomb": (gzip.compress(b" " * 60_000_000), 413, "BODY_TOO_LARGE"),
}


@pytest.mark.parametrize("name", BAD_BODIES)
async def test_a_bad_body_is_refused_with_a_code(
    database: Database, workspace: UUID, name: str
) -> None:
    raw, status, code = BAD_BODIES[name]
    async with collector(database, workspace) as client:
        answered = await post(client, raw)
    assert (answered.status_code, answered.json()["code"]) == (status, code)
    assert await count(database, workspace, "interaction") == 0


async def test_an_unknown_key_and_no_key_are_told_apart(
    database: Database, workspace: UUID
) -> None:
    body = json.dumps({"batch": [GOOD]}).encode()
    async with collector(database, workspace) as client:
        unknown = await client.post("/v1/batch", content=body, auth=("nobody", ""))
        missing = await client.post("/v1/batch", content=body)
    assert (unknown.status_code, unknown.json()["code"]) == (401, "UNKNOWN_KEY")
    assert (missing.status_code, missing.json()["code"]) == (401, "UNAUTHORIZED")
    assert await count(database, workspace, "interaction") == 0


@pytest.mark.parametrize(
    ("timestamp", "at"),
    [
        ("2027-11-20T10:00:00Z", 1_795_400_000_000),  # the future: when it was received
        ("1970-01-01T00:00:00.001Z", 1),
        (None, 1_795_400_000_000),
        (AT, 1_795_168_800_000),
    ],
)
async def test_times_are_kept_and_never_lie_in_the_future(
    database: Database, workspace: UUID, timestamp: str | None, at: int
) -> None:
    async with collector(database, workspace) as client:
        await post(client, {"batch": [GOOD | {"timestamp": timestamp}]})
        again = await post(client, {"batch": [GOOD | {"timestamp": timestamp}]})
    assert again.json()["events"]["duplicate"] == 1
    async with database.read(workspace) as reader:
        assert await reader.fetchval("SELECT occurred_at FROM interaction") == at


PATHS = {
    "/v1/identify": {}, "/v1/i": {},
    "/v1/track": {"event": "x"}, "/v1/t": {"event": "x"},
    "/v1/page": {}, "/v1/p": {},
    "/v1/screen": {}, "/v1/s": {},
    "/v1/group": {"groupId": "g"}, "/v1/g": {"groupId": "g"},
    "/v1/alias": {"previousId": "a"}, "/v1/a": {"previousId": "a"},
    "/v1/merge": {"previousId": "a"},
}  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
async def test_a_message_alone_has_the_type_of_its_path(
    database: Database, workspace: UUID, path: str
) -> None:
    message = {"userId": "u", "messageId": "m", "type": "nonsense", **PATHS[path]}
    async with collector(database, workspace) as client:
        answered = await post(client, message, path)
    assert answered.json()["events"]["accepted"] == 1


@pytest.mark.parametrize("path", ["/v1/batch", "/v1/b", "/v1/import", "/beacon/v1/batch"])
async def test_a_batch_is_taken_at_all_its_paths(
    database: Database, workspace: UUID, path: str
) -> None:
    async with collector(database, workspace) as client:
        answered = await client.post(f"{path}?writeKey={KEY}", json={"batch": [GOOD]})
    assert answered.json()["events"]["accepted"] == 1


UNWANTED: list[dict[str, Any]] = [
    {"integrations": {"All": False}},
    {"integrations": {"Cairn": False}},
    {"context": {"active": False}},
]


@pytest.mark.parametrize("mark", UNWANTED)
async def test_what_its_sender_does_not_want_used_is_ignored(
    database: Database, workspace: UUID, mark: dict[str, Any]
) -> None:
    async with collector(database, workspace) as client:
        on_the_event = await post(client, {"batch": [GOOD | mark]})
        on_the_batch = await post(client, {"batch": [GOOD], **mark})
    assert on_the_event.json()["events"]["ignored"] == 1
    assert on_the_batch.json()["events"]["ignored"] == 1
    assert await count(database, workspace, "interaction") == 0


async def test_any_header_that_a_browser_asks_for_is_allowed(
    database: Database, workspace: UUID
) -> None:
    asked = {
        "origin": "https://www.example.org",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,x-retry-count,x-custom",
    }
    async with collector(database, workspace) as client:
        preflight = await client.options("/v1/t", headers=asked)
        answered = await client.get("/array/k/config", headers={"origin": asked["origin"]})
    assert preflight.status_code == 200
    allowed = preflight.headers["access-control-allow-headers"]
    assert allowed == asked["access-control-request-headers"]
    assert answered.headers["access-control-allow-origin"] == "*"
    exposed = answered.headers["access-control-expose-headers"]
    assert exposed == "retry-after, ratelimit, ratelimit-policy, x-request-id"


async def test_browser_sdks_are_told_where_to_send(database: Database, workspace: UUID) -> None:
    async with collector(database, workspace) as client:
        segment = await client.get("/v1/projects/k/settings")
        rudder = await client.get("/sourceConfig/?writeKey=k")
        posthog = await client.post("/flags/?v=2", content=b"{}")
        script = await client.get("/array/k/config.js")
    here = {"apiKey": "k", "apiHost": "cairn.test/v1", "protocol": "http"}
    assert segment.json() == {"integrations": {"Segment.io": here}}
    source = rudder.json()["source"]
    assert (source["writeKey"], source["enabled"], source["destinations"]) == ("k", True, [])
    assert posthog.json()["featureFlags"] == {}
    assert (script.status_code, script.text) == (200, "")


@pytest.mark.parametrize(
    ("event", "properties"),
    [
        ("Ticket Opened", {}),
        ("Incident Resolved", {}),
        ("Order Completed", {}),
        ("Deal Lost", {}),
        ("Meeting Held", {}),
        ("Guide Viewed", {"kind": "incident_opened"}),
    ],
)
async def test_a_browser_cannot_vouch_for_what_selling_rests_on(
    database: Database, workspace: UUID, event: str, properties: dict[str, str]
) -> None:
    """R46: nobody outside can suspend the selling to a company."""
    item = GOOD | {"event": event, "properties": properties}
    async with collector(database, workspace) as client:
        told = (await post(client, {"batch": [item]})).json()
        assert [one["code"] for one in told["rejections"]] == ["NEEDS_SECRET_KEY"]
        assert await count(database, workspace, "incident") == 0
        vouched = await client.post("/v1/batch", json={"batch": [item]}, auth=(SECRET, ""))
        assert vouched.json()["events"]["accepted"] == 1


async def test_a_browser_that_gives_the_email_of_another_does_not_become_them(
    database: Database, workspace: UUID
) -> None:
    traits = {"email": "ada@example.com", "crmId": "c-1"}
    known = {"type": "identify", "userId": "ada", "messageId": "1", "traits": traits}
    claimed = {"type": "identify", "anonymousId": "x", "messageId": "2", "traits": traits}
    async with collector(database, workspace) as client:
        await client.post("/v1/batch", json={"batch": [known]}, auth=(SECRET, ""))
        told = (await post(client, {"batch": [claimed]})).json()
        assert told["events"]["accepted"] == 1
        nameless = claimed | {"messageId": "3", "anonymousId": None}
        told = (await post(client, {"batch": [nameless]})).json()
    assert [one["code"] for one in told["rejections"]] == ["MISSING_IDENTITY"]
    async with database.read(workspace) as reader:
        found = await reader.fetch(
            "SELECT array_agg(kind ORDER BY kind) FROM identity GROUP BY buyer_id ORDER BY 1"
        )
    assert [kinds for (kinds,) in found] == [["anonymous_id"], ["crm_id", "email", "user_id"]]
