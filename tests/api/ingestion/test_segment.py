from typing import Any

import pytest

from api.errors import MalformedBody
from api.ingestion.segment import Envelope, read_batch, read_checked, read_one
from api.store.arrivals import Account, Arrival, Code, Event, IdentityKind, Ignored, Rejection
from recommender import Channel, Instant, Kind, Motion, Outcome

RECEIVED = Instant(1_795_400_000_000)
AT = "2026-11-20T10:00:00.000Z"
INSTANT = 1_795_168_800_000
U = (IdentityKind.USER_ID, "u")
A = (IdentityKind.ANONYMOUS_ID, "a")


def read(**item: Any) -> Event:
    message = {"messageId": "m", "timestamp": AT, "userId": "u", **item}
    return read_checked(message, Envelope(received=RECEIVED))


def arrival(kind: Kind, **fields: Any) -> Arrival:
    usual: dict[str, Any] = {"message": "m", "sent": INSTANT, "at": INSTANT, "identities": (U,)}
    return Arrival(**(usual | {"kind": kind} | fields))


def test_a_track_call_says_what_was_done_with_what() -> None:
    properties = {
        "offerId": "guide",
        "decisionId": "00000000-0000-0000-0000-000000000007",
        "depth": 0.5,
        "channel": "email",
        "motion": "renewal",
        "job": "validation",
        "persona": "cfo",
        "topics": ["tax", " ", 7, "audit"],
        "reason": "price",
    }
    found = read(type="track", event="Guide Viewed", properties=properties)
    assert isinstance(found, Arrival)
    assert str(found.decision) == properties["decisionId"]
    assert found == arrival(
        Kind.VIEWED,
        offer="guide",
        decision=found.decision,
        depth=0.5,
        channel=Channel.EMAIL,
        motion=Motion.RENEWAL,
        job="validation",
        persona="cfo",
        topics=("tax", "audit"),
        reason="price",
    )


def test_words_of_another_vocabulary_are_left_out() -> None:
    properties = {
        "channel": "organic",
        "motion": 7,
        "depth": "deep",
        "kind": "pdf",
        "outcome": "ok",
    }
    assert read(type="track", event="x", properties=properties) == arrival(Kind.ACTED)
    assert read(type="track", event="x", properties=None) == arrival(Kind.ACTED)


def test_a_stated_kind_goes_before_the_name() -> None:
    found = read(type="track", event="Guide Viewed", properties={"kind": "completed"})
    assert found == arrival(Kind.COMPLETED)


def test_an_incident_has_a_subject() -> None:
    opened = read(type="track", event="Ticket Opened", properties={"ticketId": 17})
    assert opened == arrival(Kind.INCIDENT_OPENED, subject="17")
    assert read(type="track", event="Incident Closed") == arrival(
        Kind.INCIDENT_CLOSED, subject="unnamed"
    )


def test_a_conclusion_keeps_its_reason() -> None:
    """R10."""
    found = read(type="track", event="Deal Lost", properties={"reason": "complexity"})
    assert found == arrival(Kind.CONCLUDED, outcome=Outcome.LOST, reason="complexity")


def test_a_page_is_known_by_its_address() -> None:
    url = "https://www.Example.org/Guide/?utm=1#top"
    assert read(type="page", properties={"url": url}) == arrival(
        Kind.VIEWED, page="example.org/Guide"
    )
    assert read(type="screen", context={"page": {"url": url}}) == arrival(
        Kind.VIEWED, page="example.org/Guide"
    )


def test_what_is_searched_for_is_not_kept() -> None:
    found = read(type="track", event="Products Searched", properties={"query": "my illness"})
    assert found == arrival(Kind.SEARCHED)


def test_identify_states_facts_and_binds_the_email() -> None:
    traits = {
        "email": " Ada@Example.com",
        "jobTitle": "CFO",
        "relation": "customer",
        "company": {"industry": "banking"},
        "age": 7,
    }
    email = (IdentityKind.EMAIL, "ada@example.com")
    facts = (("relation", "customer"), ("role", "cfo"), ("vertical", "banking"))
    expected = arrival(Kind.STATED, identities=(U, email, A), facts=facts)
    assert read(type="identify", traits=traits, anonymousId="a") == expected
    assert read(type="identify", context={"traits": traits}, anonymousId="a") == expected


def test_a_group_is_the_account_and_its_traits_are_the_companys() -> None:
    traits = {"name": "Acme", "industry": "banking", "email": "info@acme.example"}
    assert read(type="group", groupId="acme", traits=traits) == arrival(
        Kind.STATED,
        facts=(("vertical", "banking"),),
        account=Account("acme", "Acme", "banking"),
    )


def test_an_alias_names_the_previous_id() -> None:
    assert read(type="alias", previousId="a") == arrival(Kind.STATED, previous="a")


@pytest.mark.parametrize("absent", [None, ""])
def test_an_empty_id_is_an_absent_one(absent: object) -> None:
    assert read(type="page", userId=absent, anonymousId="a") == arrival(
        Kind.VIEWED, identities=(A,)
    )
    found = read(type="page", userId=absent, anonymousId=absent)
    assert isinstance(found, Rejection)
    assert found.code is Code.MISSING_IDENTITY


def test_the_batch_lends_its_context_and_its_time_of_sending() -> None:
    page = {"type": "page", "messageId": "m", "timestamp": AT, "userId": "u"}
    body = {
        "sentAt": "2026-11-20T10:00:01.000Z",
        "context": {"page": {"url": "https://example.org/x"}},
        "batch": [page, page | {"context": {"page": {"url": "https://example.org/y"}}}],
    }
    found = read_batch(body, Envelope(received=RECEIVED))
    at = RECEIVED - 1_000
    assert found == [
        arrival(Kind.VIEWED, at=at, page="example.org/x"),
        arrival(Kind.VIEWED, at=at, page="example.org/y"),
    ]


def test_a_message_says_when_it_was_sent_itself() -> None:
    found = read(type="page", sentAt="2026-11-20T10:00:02.000Z")
    assert found == arrival(Kind.VIEWED, at=RECEIVED - 2_000)


def test_without_a_message_id_a_retry_is_told_by_the_rest() -> None:
    def message(**more: str) -> str:
        found = read(type="page", messageId=None, **more)
        assert isinstance(found, Arrival)
        return found.message

    assert message(sentAt="2026-11-20T10:00:01Z") == message(sentAt="2026-11-20T10:00:05Z")
    assert message() != message(name="other")


@pytest.mark.parametrize(
    "mark",
    [
        {"integrations": {"All": False}},
        {"integrations": {"Cairn": False}},
        {"context": {"active": False}},
    ],
)
def test_what_is_not_meant_for_us_is_ignored(mark: dict[str, Any]) -> None:
    assert read(type="page", **mark) == Ignored()
    wanted = {"integrations": {"All": False, "Cairn": {"option": 1}}}
    assert read(type="page", **wanted) == arrival(Kind.VIEWED)


@pytest.mark.parametrize("depth", [99, -5, 1.01])
def test_a_depth_in_another_scale_is_an_error(depth: float) -> None:
    found = read(type="track", event="Guide Viewed", properties={"depth": depth})
    assert isinstance(found, Rejection)
    assert found.code is Code.INVALID_DEPTH


@pytest.mark.parametrize("email", ["ada", "ada@", "@example.com", "a@b@c", "a b@c", 7, True])
def test_an_email_that_is_no_address_is_an_error(email: object) -> None:
    found = read(type="identify", traits={"email": email})
    assert isinstance(found, Rejection)
    assert found.code is Code.INVALID_IDENTITY


@pytest.mark.parametrize("body", [None, [], {}, {"batch": None}, "x"])
def test_a_batch_is_an_object_with_a_list(body: object) -> None:
    with pytest.raises(MalformedBody):
        read_batch(body, Envelope(received=RECEIVED))


def test_a_message_alone_is_an_object_and_has_the_type_of_its_path() -> None:
    envelope = Envelope(received=RECEIVED, type="page")
    message = {"messageId": "m", "timestamp": AT, "userId": "u", "type": "track"}
    assert read_one(message, envelope) == [arrival(Kind.VIEWED)]
    with pytest.raises(MalformedBody):
        read_one([message], envelope)
