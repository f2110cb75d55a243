from typing import Any
from uuid import UUID

import pytest

from graph.paging import Place, Window
from graph.questions import Ask, BuyerRef, OfferFilter, RefKind, Search
from graph.schema import build
from recommender import Channel, Motion, StepContext
from tests.graph.fakes import BUYER, DECISION, FakePorts, context

SCHEMA = build()


async def ask(query: str, ports: FakePorts, **variables: Any) -> Any:
    result = await SCHEMA.run(SCHEMA.ready(query), context(ports), variables)
    assert result.errors is None
    return result.data


STEPS = """
{ nextSteps(buyer: {anonymousId: "a-1"}, context: {channel: EMAIL, page: "demo", motion: RENEWAL,
    locale: "de", exclude: ["x"], among: ["a", "b"], pinned: ["b", "a"]}, size: 3, voice: %s) {
  decisionId chanceAnyTaken exhausted
  steps { offer { id key title } slot chance gain selectionProbability
          serves { persona { key } job { key } } reasons { id term weight text } }
  leftOut { offer { key } gate rule }
  journey { jobs { job { key } status confidence last }
            belief { need { persona { key } job { id } } share }
            observedShare presence relation motion openIncidents }
} }
"""


def told(*reasons: dict[str, Any]) -> dict[str, Any]:
    return {
        "nextSteps": {
            "decisionId": None,
            "chanceAnyTaken": 0.25,
            "exhausted": "BELOW_FLOOR",
            "steps": [
                {
                    "offer": {"id": "Offer:guide", "key": "guide", "title": "A guide to audits"},
                    "slot": "CHOSEN",
                    "chance": 0.25,
                    "gain": 0.2,
                    "selectionProbability": 0.5,
                    "serves": [{"persona": {"key": "finance"}, "job": {"key": "validation"}}],
                    "reasons": list(reasons),
                }
            ],
            "leftOut": [
                {"offer": {"key": "demo"}, "gate": "WHOLE_COMPANY_GUARD", "rule": "open_incident"}
            ],
            "journey": {
                "jobs": [
                    {
                        "job": {"key": "validation"},
                        "status": "ACTIVE",
                        "confidence": 0.5,
                        "last": "2026-02-02T02:40:00.000Z",
                    }
                ],
                "belief": [
                    {
                        "need": {
                            "persona": {"key": "finance"},
                            "job": {"id": "BuyingJob:validation"},
                        },
                        "share": 0.75,
                    },
                    {"need": None, "share": 0.25},
                ],
                "observedShare": 0.125,
                "presence": "ACTIVE",
                "relation": "PROSPECT",
                "motion": "NET_NEW",
                "openIncidents": ["T-1"],
            },
        }
    }


FIT = {"id": "need_fit:validation", "term": "need_fit", "weight": 0.75}
RATE = {"id": "response", "term": "response", "weight": 0.25}


async def test_a_preview_answers_in_the_voice_of_the_buyer() -> None:
    """R48: what only sellers are told is left out."""
    ports = FakePorts()
    answer = await ask(STEPS % "BUYER", ports)
    assert answer == told({**FIT, "text": "Helps to validate"})
    moment = StepContext(
        Channel.EMAIL,
        "demo",
        Motion.RENEWAL,
        "de",
        exclude=frozenset({"x"}),
        size=3,
        among=frozenset({"a", "b"}),
        pinned=("b", "a"),
    )
    assert ports.asked == [Ask(BuyerRef(RefKind.ANONYMOUS_ID, "a-1"), moment)]


async def test_the_seller_hears_the_same_facts_in_another_voice() -> None:
    """R48: one ledger, two voices."""
    answer = await ask(STEPS % "SELLER", FakePorts())
    assert answer == told(
        {**FIT, "text": "They validate now"}, {**RATE, "text": "Taken by 3 of 10"}
    )


async def test_explore_asks_for_words_buyer_and_filter() -> None:
    """R21."""
    ports = FakePorts()
    answer = await ask(
        """{ explore(buyer: {userId: "u"}, search: " audit ", first: 2, after: "WzEsImEiXQ",
             filter: {formats: ["article"], personas: ["finance"], jobs: ["validation"],
                      topics: ["audit"], channel: WEB}) {
             edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }""",
        ports,
    )
    assert answer == {
        "explore": {
            "edges": [{"cursor": "WzcsImd1aWRlIl0", "node": {"id": "Offer:guide"}}],
            "pageInfo": {"hasNextPage": True, "endCursor": "WzcsImd1aWRlIl0"},
        }
    }
    narrowed = OfferFilter(
        frozenset({"article"}),
        frozenset({"finance"}),
        frozenset({"validation"}),
        frozenset({"audit"}),
        Channel.WEB,
    )
    buyer = BuyerRef(RefKind.USER_ID, "u")
    assert ports.asked == [Search("audit", buyer, narrowed, Window(2, after=Place(1, "a")))]


async def test_an_offer_shows_all_of_it() -> None:
    ports = FakePorts()
    answer = await ask(
        """{ offer(id: "guide") { id key title format url summary
             serves { persona { id } job { key } weight } topics
             family channels motions relations verticals locales requires { id } selling
             forwardable repeatable minutes starts ends published changed retired
             links { target { id } } } }""",
        ports,
    )
    assert answer["offer"] == {
        "id": "Offer:guide",
        "key": "guide",
        "title": "A guide to audits",
        "format": "article",
        "url": "https://example.com/guide",
        "summary": "What auditors ask.",
        "serves": [
            {"persona": {"id": "Persona:finance"}, "job": {"key": "validation"}, "weight": 2.0}
        ],
        "topics": ["audit"],
        "family": None,
        "channels": ["EMAIL", "WEB"],
        "motions": [],
        "relations": [],
        "verticals": [],
        "locales": [],
        "requires": [],
        "selling": False,
        "forwardable": False,
        "repeatable": False,
        "minutes": None,
        "starts": None,
        "ends": None,
        "published": "2025-10-09T08:53:20.000Z",
        "changed": None,
        "retired": False,
        "links": [],
    }


async def test_the_editors_links_hang_on_their_offer() -> None:
    """R19."""
    answer = await ask(
        """{ offer(id: "Offer:demo") { links {
             id source { id } target { title } weight persona { title } } } }""",
        FakePorts(),
    )
    link = {
        "id": "Link:demo/guide/finance",
        "source": {"id": "Offer:demo"},
        "target": {"title": "A guide to audits"},
        "weight": 2.0,
        "persona": {"title": "Head of finance"},
    }
    assert answer == {"offer": {"links": [link]}}


async def test_what_is_not_there_is_null() -> None:
    answer = await ask(
        """{ offer(id: "none") { id } decision(id: "nonsense") { id }
             other: decision(id: "00000000-0000-0000-0000-000000000000") { id } }""",
        FakePorts(),
    )
    assert answer == {"offer": None, "decision": None, "other": None}


async def test_the_library_lists_personas_and_jobs() -> None:
    """R6: the framework of jobs is data."""
    answer = await ask(
        """{ personas { id key title role vertical concerns share }
             buyingJobs { id key title afterPurchase alwaysOn }
             offers(first: 1) { edges { node { id } } pageInfo { hasNextPage endCursor } } }""",
        FakePorts(),
    )
    assert answer == {
        "personas": [
            {
                "id": "Persona:finance",
                "key": "finance",
                "title": "Head of finance",
                "role": "finance",
                "vertical": None,
                "concerns": ["risk"],
                "share": 1.0,
            }
        ],
        "buyingJobs": [
            {
                "id": "BuyingJob:validation",
                "key": "validation",
                "title": "Validation",
                "afterPurchase": False,
                "alwaysOn": True,
            }
        ],
        "offers": {"edges": [], "pageInfo": {"hasNextPage": False, "endCursor": None}},
    }


async def test_a_decision_names_offers_that_are_gone() -> None:
    answer = await ask(
        f"""{{ decision(id: "{DECISION}") {{ id at buyer {{ id }} modelVersion modelPosition
               orderedPropensity setPropensity
               steps {{ offer {{ key title retired }} }} }} }}""",
        FakePorts(),
    )
    assert answer["decision"] == {
        "id": f"Decision:{DECISION}",
        "at": "2026-02-02T02:40:00.000Z",
        "buyer": {"id": f"Buyer:{BUYER}"},
        "modelVersion": 1,
        "modelPosition": "1099511627776",
        "orderedPropensity": 0.5,
        "setPropensity": 0.5,
        "steps": [{"offer": {"key": "guide", "title": "guide", "retired": True}}],
    }


async def test_a_buyer_comes_with_the_journey() -> None:
    ports = FakePorts()
    answer = await ask(
        """{ buyer(ref: {email: " Ann@Example.com "}) { id account { key } created
             identities { kind value } journey { state { observedShare } trail { at }
             episodes { start } facts { key } } } }""",
        ports,
    )
    assert answer["buyer"] == {
        "id": f"Buyer:{BUYER}",
        "account": {"key": "acme"},
        "created": "2026-02-02T02:40:00.000Z",
        "identities": [{"kind": "email", "value": "ann@example.com"}],
        "journey": {"state": {"observedShare": 0.125}, "trail": [], "episodes": [], "facts": []},
    }
    assert ports.asked == [
        BuyerRef(RefKind.EMAIL, "ann@example.com"),
        ("accounts", "id", UUID(int=11)),
        ("journeys", BUYER),
    ]


@pytest.mark.parametrize(
    ("ref", "plain"),
    [
        (f'{{id: "{BUYER}"}}', BuyerRef(RefKind.ID, str(BUYER))),
        (f'{{id: "Buyer:{BUYER}"}}', BuyerRef(RefKind.ID, str(BUYER))),
        ('{userId: "U"}', BuyerRef(RefKind.USER_ID, "U")),
        ('{crmId: "003"}', BuyerRef(RefKind.CRM_ID, "003")),
        ('{anonymousId: "a"}', BuyerRef(RefKind.ANONYMOUS_ID, "a")),
    ],
)
async def test_a_buyer_can_be_named_in_each_way(ref: str, plain: BuyerRef) -> None:
    ports = FakePorts()
    await ask(f"{{ buyer(ref: {ref}) {{ id }} }}", ports)
    assert ports.asked == [plain]


async def test_rejected_events_are_listed() -> None:
    answer = await ask(
        "{ rejectedEvents(first: 5) { edges { node { id at code message raw } } } }",
        FakePorts(),
    )
    event = {
        "id": f"RejectedEvent:{UUID(int=10)}",
        "at": "2026-02-02T02:40:00.000Z",
        "code": "UNKNOWN_OFFER",
        "message": "no such offer",
        "raw": "{}",
    }
    assert answer == {"rejectedEvents": {"edges": [{"node": event}]}}
