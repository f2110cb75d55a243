"""Buyers, their companies, groups and opportunities; each thing looked up once, and together."""

from typing import Any

from graph.paging import Window
from graph.questions import BuyerFilter, JobWanted
from graph.schema import build
from recommender import Instant, Motion, Presence, Status
from tests.graph.fakes import ACME, ACT, BUYER, DECISION, FakePorts, context

SCHEMA = build()


async def ask(text: str, ports: FakePorts, **variables: Any) -> Any:
    result = await SCHEMA.run(SCHEMA.ready(text), context(ports), variables)
    assert result.errors is None
    return result.data


async def test_a_segment_is_asked_for_by_ids_or_keys() -> None:
    ports = FakePorts()
    answer = await ask(
        """{ buyers(first: 2, filter: {
             jobs: [{job: "BuyingJob:validation"}, {job: "support", statuses: [OPEN]}],
             presence: [DORMANT], personas: ["Persona:finance", "it"], accounts: ["Account:acme"],
             motions: [RENEWAL], seenSince: "1970-01-01T00:00:01Z",
             seenBefore: "1970-01-01T00:00:02Z"}) { edges { node { id } } } }""",
        ports,
    )
    assert answer == {"buyers": {"edges": [{"node": {"id": f"Buyer:{BUYER}"}}]}}
    at_work = frozenset({Status.ACTIVE, Status.REOPENED})
    wanted = BuyerFilter(
        jobs=(
            JobWanted("validation", at_work),
            JobWanted("support", frozenset({Status.OPEN})),
        ),
        presence=frozenset({Presence.DORMANT}),
        personas=frozenset({"finance", "it"}),
        accounts=frozenset({"acme"}),
        motions=frozenset({Motion.RENEWAL}),
        seen_since=Instant(1000),
        seen_before=Instant(2000),
    )
    assert ports.asked == [(wanted, Window(first=2))]


async def test_an_account_leads_to_its_people_groups_and_opportunities() -> None:
    """R17, R40, R43."""
    ports = FakePorts()
    answer = await ask(
        """{ account(id: "acme") { id key name vertical
             buyers(first: 1) { edges { node { identities { value } account { key } } } }
             groups { key name motion created account { id } opportunities { key }
                      members { roles standing buyer { id groups { key } } } }
             opportunities { key name stage opened closed outcome reason motion account { key }
                             group { key } evidence { stage noted interaction { id } } } } }""",
        ports,
    )
    at = "2026-02-02T02:40:00.000Z"
    assert answer["account"] == {
        "id": "Account:acme",
        "key": "acme",
        "name": "Acme",
        "vertical": "retail",
        "buyers": {
            "edges": [
                {
                    "node": {
                        "identities": [{"value": "ann@example.com"}],
                        "account": {"key": "acme"},
                    }
                }
            ]
        },
        "groups": [
            {
                "key": "core",
                "name": "The core",
                "motion": "NET_NEW",
                "created": at,
                "account": {"id": "Account:acme"},
                "opportunities": [{"key": "deal"}],
                "members": [
                    {
                        "roles": ["decider"],
                        "standing": "CONFIRMED",
                        "buyer": {"id": f"Buyer:{BUYER}", "groups": [{"key": "core"}]},
                    }
                ],
            }
        ],
        "opportunities": [
            {
                "key": "deal",
                "name": "The deal",
                "stage": "need",
                "opened": at,
                "closed": None,
                "outcome": None,
                "reason": None,
                "motion": None,
                "account": {"key": "acme"},
                "group": {"key": "core"},
                "evidence": [
                    {
                        "stage": "need",
                        "noted": at,
                        "interaction": {"id": f"Interaction:{ACT.id}"},
                    }
                ],
            }
        ],
    }
    assert len(ports.asked) == len(set(ports.asked)) == 10


async def test_a_buyer_leads_to_what_happened() -> None:
    """R13: what was shown, and what came of it."""
    answer = await ask(
        """query ($id: ID!) { node(id: $id) { ... on Buyer {
             interactions(last: 3) { edges { node { at kind channel depth topics
               offer { key } job { key } persona { key } decision { id } buyer { id }
               facts { key value } } } pageInfo { hasPreviousPage } }
             decisions { edges { node { id steps { offer { key } } } } } } } }""",
        FakePorts(),
        id=f"Buyer:{BUYER}",
    )
    act = {
        "at": "2026-02-02T02:40:00.000Z",
        "kind": "VIEWED",
        "channel": "WEB",
        "depth": 0.5,
        "topics": [],
        "offer": {"key": "guide"},
        "job": {"key": "validation"},
        "persona": {"key": "finance"},
        "decision": {"id": f"Decision:{DECISION}"},
        "buyer": {"id": f"Buyer:{BUYER}"},
        "facts": [{"key": "role", "value": "finance"}],
    }
    decided = {"id": f"Decision:{DECISION}", "steps": [{"offer": {"key": "guide"}}]}
    assert answer["node"] == {
        "interactions": {"edges": [{"node": act}], "pageInfo": {"hasPreviousPage": False}},
        "decisions": {"edges": [{"node": decided}]},
    }


async def test_what_is_asked_for_at_one_time_is_looked_up_together() -> None:
    ports = FakePorts()
    await ask(
        """query ($ids: [ID!]!) { nodes(ids: $ids) {
             ... on BuyingGroup { account { key } } ... on Opportunity { account { key } }
             ... on Buyer { account { key } } } }""",
        ports,
        ids=["BuyingGroup:core", "Opportunity:deal", f"Buyer:{BUYER}", "BuyingGroup:none"],
    )
    assert ports.asked == [
        ("groups", "key", "core", "none"),
        ("opportunities", "key", "deal"),
        ("buyers", BUYER),
        ("accounts", "id", ACME.id),
    ]


async def test_lists_of_companies_and_groups_are_found_by_id_or_key() -> None:
    ports = FakePorts()
    answer = await ask(
        """{ accounts(first: 1) { edges { node { key } } pageInfo { hasNextPage } }
             one: account(id: "Account:acme") { key } none: account(id: "x") { key }
             buyingGroup(id: "BuyingGroup:core") { key } opportunity(id: "deal") { key } }""",
        ports,
    )
    assert answer == {
        "accounts": {"edges": [{"node": {"key": "acme"}}], "pageInfo": {"hasNextPage": True}},
        "one": {"key": "acme"},
        "none": None,
        "buyingGroup": {"key": "core"},
        "opportunity": {"key": "deal"},
    }
