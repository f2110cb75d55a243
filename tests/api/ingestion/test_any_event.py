"""Whatever a client sends in whichever field, an event is read or refused with a code."""

from typing import Any
from uuid import UUID

from hypothesis import example, given
from hypothesis import strategies as st

from api.ingestion.posthog import read_posthog
from api.ingestion.segment import READERS, Envelope, read_batch, read_checked
from api.store.arrivals import Arrival, Ignored, Rejection, json_text
from api.store.derived import dead_letter_id, interaction_id
from recommender import Instant

RECEIVED = Instant(1_795_400_000_000)
WORKSPACE = UUID(int=1)
SCALAR = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(
        ["", "u", "\ud800", "\0", "2026-11-20T10:00:00Z", "9999-12-31T23:59:59-23:59"]
    )
)
ANY = st.recursive(
    SCALAR,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)
FOLDER = {
    "context": ["traits", "page", "active"],
    "integrations": ["All", "Cairn"],
    "traits": ["email", "crmId", "role", "company", "name", "industry", "relation"],
    "properties": [
        *("offerId", "decisionId", "depth", "channel", "motion", "job", "topics", "outcome"),
        *("reason", "subject", "ticketId", "kind", "url", "$current_url", "$set", "$group_key"),
        *("$group_set", "$device_id", "alias", "distinct_id", "token"),
    ],
}
PLAIN = [
    *("userId", "anonymousId", "groupId", "previousId", "messageId", "timestamp", "name"),
    *("originalTimestamp", "sentAt", "distinct_id", "uuid", "$set"),
]
NAMES = ["Guide Viewed", "Ticket Opened", "$pageview", "$identify", "$groupidentify"]
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "type": st.sampled_from(sorted(READERS)) | ANY,
    "event": st.sampled_from(NAMES) | ANY,
    **dict.fromkeys(PLAIN, ANY),
    **{
        name: ANY | st.fixed_dictionaries({}, optional=dict.fromkeys(inside, ANY))
        for name, inside in FOLDER.items()
    },
}
EVENT = st.fixed_dictionaries({}, optional=FIELDS) | ANY


def assert_can_be_written(event: object) -> None:
    """What the store does with it outside of SQL does not fail either."""
    assert isinstance(event, Arrival | Rejection | Ignored)
    if isinstance(event, Arrival):
        interaction_id(WORKSPACE, event.message, event.sent)
        assert 0 <= event.at <= RECEIVED
    if isinstance(event, Rejection):
        dead_letter_id(WORKSPACE, json_text(event.event))


@given(EVENT)
@example({"type": "page", "userId": "u", "timestamp": "0001-01-01T00:00:00+23:59"})
@example({"type": "page", "userId": "u", "timestamp": "9999-12-31T23:59:59-23:59"})
def test_any_message_is_read_or_refused(item: object) -> None:
    assert_can_be_written(read_checked(item, Envelope(received=RECEIVED)))
    assert_can_be_written(read_checked(item, Envelope(received=RECEIVED, live=False)))
    envelope = ANY_ENVELOPE | {"batch": [item]}
    for event in read_batch(envelope, Envelope(received=RECEIVED)):
        assert_can_be_written(event)


@given(EVENT)
def test_any_posthog_event_is_read_or_refused(item: object) -> None:
    for event in read_posthog({"batch": [item]}, Envelope(received=RECEIVED)):
        assert_can_be_written(event)


ANY_ENVELOPE: dict[str, object] = {
    "context": {"page": 7, "traits": [1]},
    "integrations": {"All": "yes"},
    "sentAt": {"no": "time"},
}
