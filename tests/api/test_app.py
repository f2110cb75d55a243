"""The app as callers meet it, over a real database."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest

from api.clock import now
from api.store.database import Database
from recommender import iso_of
from tests.api.house import House, furnish, house, running
from tests.conftest import Urls

DECIDE = """
mutation ($buyer: BuyerRef!, $key: String) {
  decideNextSteps(input: {buyer: $buyer, decisionKey: $key, size: 3, voice: SELLER}) {
    nextSteps { decisionId chanceAnyTaken exhausted
      steps { offer { id } slot chance selectionProbability serves { job { id } }
        reasons { id text } }
      leftOut { offer { key } gate rule } journey { observedShare presence } }
    userErrors { code } } }
"""
READ = """
mutation ($at: DateTime!, $id: ID!, $buyer: BuyerRef!, $offer: ID!) {
  recordInteractions(input: {interactions: [
    {messageId: $id, buyer: $buyer, kind: COMPLETED, at: $at, offer: $offer, depth: 1}]}) {
    results { verdict code } } }
"""


@pytest.fixture(scope="module")
async def home(urls: Urls, database: Database) -> AsyncIterator[House]:
    async with house(urls.app, database) as one:
        yield one


async def test_a_decision_costs_two_round_trips(home: House) -> None:
    """DESIGN 8: all that must be known in one, all that must be kept in the other."""
    buyer = {"anonymousId": "two-trips"}
    await home.data(DECIDE, buyer=buyer)
    home.statements.clear()
    await home.data(DECIDE, buyer=buyer)
    calls = [re.findall(r"\w+(?=\()", statement)[0] for statement in home.statements]
    assert calls == ["advise_read", "record_decision"]


async def test_a_preview_records_nothing(home: House) -> None:
    before = await home.count("decision")
    answer = await home.data(
        '{ nextSteps(buyer: {userId: "nobody"}) { decisionId steps { offer { id } } } }'
    )
    assert answer["nextSteps"]["decisionId"] is None
    assert answer["nextSteps"]["steps"]
    assert (await home.count("decision"), await home.count("buyer")) == (before, 0)


async def test_the_same_key_gives_the_same_decision(home: House) -> None:
    buyer = {"userId": "same"}
    first = await home.data(DECIDE, buyer=buyer, key="k-1")
    before = await home.count("decision")
    again = await home.data(DECIDE, buyer=buyer, key="k-1")
    assert again == first
    assert await home.count("decision") == before


async def test_a_race_for_one_key_has_one_winner(home: House) -> None:
    async with asyncio.TaskGroup() as group:
        asked = [
            group.create_task(home.data(DECIDE, buyer={"userId": "race"}, key="k-race"))
            for _ in range(8)
        ]
    answers = [task.result() for task in asked]
    assert all(answer == answers[0] for answer in answers)


async def test_a_key_does_not_answer_another_question(home: House) -> None:
    await home.data(DECIDE, buyer={"userId": "asker"}, key="k-2")
    answer = await home.graphql(DECIDE, buyer={"userId": "other"}, key="k-2")
    assert answer["data"]["decideNextSteps"] == {
        "nextSteps": None,
        "userErrors": [{"code": "KEY_REUSED"}],
    }


async def test_a_decision_is_found_again_as_it_was(home: House) -> None:
    made = (await home.data(DECIDE, buyer={"userId": "found"}))["decideNextSteps"]["nextSteps"]
    found = await home.data(
        """query ($id: ID!) { decision(id: $id, voice: SELLER) { id chanceAnyTaken exhausted
             steps { offer { id } slot chance selectionProbability serves { job { id } }
                     reasons { id text } } leftOut { offer { key } gate rule } } }""",
        id=made["decisionId"],
    )
    shared = {name: made[name] for name in ("chanceAnyTaken", "exhausted", "steps", "leftOut")}
    assert found == {"decision": {"id": f"Decision:{made['decisionId']}", **shared}}


async def test_what_was_read_shows_in_the_journey_at_once(home: House) -> None:
    buyer = {"userId": "reader"}
    record: dict[str, Any] = {"buyer": buyer, "at": "2026-01-01T00:00:00Z", "offer": "audit_guide"}
    first = await home.data(READ, id="r-1", **record)
    again = await home.data(READ, id="r-1", **record)
    assert first["recordInteractions"]["results"] == [{"verdict": "ACCEPTED", "code": None}]
    assert again["recordInteractions"]["results"] == [{"verdict": "DUPLICATE", "code": None}]
    answer = await home.data(
        """query ($ref: BuyerRef!) { buyer(ref: $ref) { identities { kind value }
             journey { trail { offer { key } kind } episodes { acts entry { offer { key } } }
                       state { jobs { job { key } status } } } } }""",
        ref=buyer,
    )
    assert answer["buyer"] == {
        "identities": [{"kind": "user_id", "value": "reader"}],
        "journey": {
            "trail": [{"offer": {"key": "audit_guide"}, "kind": "COMPLETED"}],
            "episodes": [{"acts": 1, "entry": {"offer": {"key": "audit_guide"}}}],
            "state": {
                "jobs": [
                    {"job": {"key": "solution_exploration"}, "status": "OPEN"},
                    {"job": {"key": "requirements_building"}, "status": "OPEN"},
                    {"job": {"key": "validation"}, "status": "OPEN"},
                ]
            },
        },
    }


async def test_one_bad_interaction_does_not_cost_the_others(home: House) -> None:
    answer = await home.data(
        """mutation { recordInteractions(input: {interactions: [
             {messageId: "b-1", buyer: {userId: "mixed"}, kind: VIEWED, at: "2026-01-01T00:00:00Z",
              offer: "no_such_offer"},
             {messageId: "b-2", buyer: {userId: ""}, kind: VIEWED, at: "2026-01-01T00:00:00Z"},
             {messageId: "b-3", buyer: {userId: "mixed"}, kind: VIEWED, at: "1969-01-01T00:00:00Z"},
             {messageId: "b-4", buyer: {userId: "mixed"}, kind: VIEWED, at: "2026-01-01T00:00:00Z",
              decision: "nonsense"},
             {messageId: "b-5", buyer: {userId: "mixed"}, kind: VIEWED, at: "2026-01-01T00:00:00Z"}
           ]}) { results { messageId verdict code } } }"""
    )
    told = [
        (one["messageId"], one["verdict"], one["code"])
        for one in answer["recordInteractions"]["results"]
    ]
    assert told == [
        ("b-1", "REJECTED", "UNKNOWN_OFFER"),
        ("b-2", "REJECTED", "INVALID_IDENTITY"),
        ("b-3", "REJECTED", "INVALID_TIMESTAMP"),
        ("b-4", "REJECTED", "INVALID_DECISION"),
        ("b-5", "ACCEPTED", None),
    ]
    listed = await home.data("{ rejectedEvents(first: 3) { edges { node { code raw } } } }")
    codes = {edge["node"]["code"] for edge in listed["rejectedEvents"]["edges"]}
    assert len(listed["rejectedEvents"]["edges"]) == 3
    assert codes <= {"UNKNOWN_OFFER", "INVALID_IDENTITY", "INVALID_TIMESTAMP", "INVALID_DECISION"}


async def test_an_event_taken_in_by_one_process_shows_in_another(
    urls: Urls, database: Database
) -> None:
    """DESIGN 5: a second or so behind."""
    workspace, secret, _ = await furnish(database)
    popular = "{ explore(first: 1) { edges { node { key } } } }"
    async with running(urls.app, []) as one, running(urls.app, []) as other:
        here = House(one, database, workspace, secret, "")
        there = House(other, database, workspace, secret, "")
        first = await there.data(popular)
        assert first["explore"]["edges"][0]["node"]["key"] == "audit_guide"
        await here.data(
            READ, id="p-1", buyer={"userId": "x"}, at=iso_of(now()), offer="roi_calculator"
        )
        for _ in range(40):
            seen = await there.data(popular)
            if seen != first:
                break
            await asyncio.sleep(0.05)
        assert seen["explore"]["edges"][0]["node"]["key"] == "roi_calculator"


async def test_an_editors_change_is_seen_at_once(urls: Urls, database: Database) -> None:
    workspace, secret, _ = await furnish(database)
    async with running(urls.app, []) as client:
        home = House(client, database, workspace, secret, "")
        put = """mutation ($offers: [OfferInput!]!) { putOffers(input: {offers: $offers}) {
                   catalogueVersion userErrors { code field } } }"""
        offer = {"key": "fresh", "title": "Fresh", "format": "article", "requires": ["audit_guide"]}
        assert await home.data(put, offers=[offer]) == {
            "putOffers": {"catalogueVersion": 2, "userErrors": []}
        }
        assert await home.data('{ offer(id: "fresh") { title requires { key } } }') == {
            "offer": {"title": "Fresh", "requires": [{"key": "audit_guide"}]}
        }
        flawed = [offer | {"key": "a"}, offer | {"key": "b", "serves": [{"job": "no_such_job"}]}]
        assert await home.data(put, offers=flawed) == {
            "putOffers": {
                "catalogueVersion": None,
                "userErrors": [
                    {"code": "UNKNOWN_JOB", "field": ["offers", "1", "serves", "0", "job"]}
                ],
            }
        }
        assert await home.data('{ offer(id: "a") { title } }') == {"offer": None}
        gone = """mutation { removeOffer(input: {id: "fresh"}) {
                    catalogueVersion userErrors { code } } }"""
        assert await home.data(gone) == {"removeOffer": {"catalogueVersion": 3, "userErrors": []}}
        assert (await home.data(gone))["removeOffer"]["userErrors"] == [{"code": "NOT_FOUND"}]
