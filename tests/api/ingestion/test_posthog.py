from typing import Any

import pytest

from api.errors import MalformedBody
from api.ingestion.posthog import read_posthog
from api.ingestion.segment import Envelope
from api.store.arrivals import Account, Arrival, IdentityKind, Ignored
from recommender import Instant, Kind

RECEIVED = Instant(1_795_400_000_000)
U = (IdentityKind.USER_ID, "u")
DEVICE = (IdentityKind.ANONYMOUS_ID, "d")


def read(event: str, distinct_id: str = "u", **rest: Any) -> object:
    message = {"event": event, "uuid": "m", "distinct_id": distinct_id, **rest}
    (found,) = read_posthog({"batch": [message]}, Envelope(received=RECEIVED))
    return found


def arrival(kind: Kind, **fields: Any) -> Arrival:
    usual: dict[str, Any] = {"message": "m", "sent": None, "at": RECEIVED, "identities": (U,)}
    return Arrival(**(usual | {"kind": kind} | fields))


def test_a_pageview_is_a_view_of_its_address() -> None:
    properties = {"$current_url": "http://www.example.org/ph.html?x", "$device_id": "d"}
    assert read("$pageview", properties=properties) == arrival(
        Kind.VIEWED, identities=(U, DEVICE), page="example.org/ph.html"
    )


@pytest.mark.parametrize("told", [{"$device_id": "d"}, {"$is_identified": False}])
def test_an_id_of_a_device_is_anonymous(told: dict[str, Any]) -> None:
    assert read("Guide Viewed", "d", properties=told) == arrival(Kind.VIEWED, identities=(DEVICE,))


def test_identify_joins_device_and_person() -> None:
    traits = {"$set": {"email": "a@b.c", "role": "cfo"}}
    expected = arrival(
        Kind.STATED,
        identities=(U, (IdentityKind.EMAIL, "a@b.c"), DEVICE),
        facts=(("role", "cfo"),),
    )
    properties = {"$anon_distinct_id": "d"}
    assert read("$identify", properties=properties, **traits) == expected
    assert read("$identify", properties=properties | traits) == expected


def test_an_alias_joins_two_ids() -> None:
    properties = {"distinct_id": "d", "alias": "u"}
    assert read("$create_alias", "d", properties=properties) == arrival(Kind.STATED, previous="d")


def test_a_group_is_an_account() -> None:
    properties = {"$group_key": "acme", "$group_set": {"name": "Acme"}}
    assert read("$groupidentify", properties=properties) == arrival(
        Kind.STATED, account=Account("acme", "Acme")
    )


def test_upkeep_is_ignored() -> None:
    assert read("$pageleave") == Ignored()


def test_events_come_in_a_batch_in_a_list_or_alone() -> None:
    event = {"event": "x", "uuid": "m", "distinct_id": "u"}
    envelope = Envelope(received=RECEIVED)
    for body in ({"batch": [event]}, [event], event):
        assert read_posthog(body, envelope) == [arrival(Kind.ACTED)]
    for body in (None, 7, {"batch": 7}):
        with pytest.raises(MalformedBody):
            read_posthog(body, envelope)
