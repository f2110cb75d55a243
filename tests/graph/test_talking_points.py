"""Talking points over GraphQL (R45, R52): asked of a port, told to sellers alone."""

from typing import Any

import pytest

from api.keys import BROWSERS
from graph.access import Principal
from graph.operations import built_in
from graph.questions import BuyerRef, Crowd, RefKind
from graph.schema import build
from recommender import Channel
from tests.graph.fakes import ACT, BUYER, WORKSPACE, FakePorts, context

SCHEMA = build()
DOCUMENT = SCHEMA.ready(built_in()["talkingPoints"])


async def ask(ports: FakePorts, **variables: Any) -> Any:
    result = await SCHEMA.run(DOCUMENT, context(ports), variables)
    assert result.errors is None
    return result.data["talkingPoints"] if result.data else None


@pytest.mark.parametrize(
    ("given", "about"),
    [
        ({"buyer": {"userId": "u"}}, BuyerRef(RefKind.USER_ID, "u")),
        ({"account": "Account:acme"}, Crowd("account", "acme")),
        ({"group": "core"}, Crowd("group", "core")),
    ],
)
async def test_a_buyer_a_company_or_a_group_is_asked_about(given: Any, about: object) -> None:
    ports = FakePorts()
    await ask(ports, **{"for": given})
    assert ports.asked == [(about, Channel.SALES)]


async def test_each_point_names_its_evidence_and_an_empty_part_says_why() -> None:
    told = await ask(FakePorts(), **{"for": {"account": "acme"}, "channel": "EVENT"})
    assert (told["headline"], told["summary"]) == ("Head", "Body")
    assert told["know"] == {
        "points": [
            {
                "id": "know:act:0d",
                "text": "Opened it",
                "evidence": [{"ground": "ACT", "id": f"Interaction:{ACT.id}"}],
            }
        ],
        "empty": None,
    }
    assert told["ask"] == {"points": [], "empty": "NO_CONTENT"}
    shown = told["show"]["points"][0]
    assert shown["evidence"] == [{"ground": "OFFER", "id": "Offer:guide"}]
    assert shown["offer"]["url"] == "https://example.com/guide"


async def test_they_lead_to_whose_journeys_they_rest_on() -> None:
    text = '{ talkingPoints(for: {group: "core"}) { buyers { id } } }'
    result = await SCHEMA.run(SCHEMA.ready(text), context(FakePorts()), {})
    assert result.data == {"talkingPoints": {"buyers": [{"id": f"Buyer:{BUYER}"}]}}


async def test_a_crowd_that_is_not_known_is_null() -> None:
    assert await ask(FakePorts(), **{"for": {"group": "none"}}) is None


async def test_what_is_for_sellers_is_not_for_browsers() -> None:
    ports = FakePorts()
    browser = Principal(WORKSPACE, BROWSERS, writes_documents=False, vouches=False)
    given = {"for": {"buyer": {"anonymousId": "a"}}}
    result = await SCHEMA.run(DOCUMENT, context(ports, browser), given)
    assert [(error.extensions or {})["code"] for error in result.errors or ()] == ["FORBIDDEN"]
    assert ports.asked == []
