from typing import Any

from graph.answers import Flaw
from graph.questions import Act, Ask, BuyerRef, RefKind, Shelved
from graph.schema import build
from recommender import Channel, Instant, Kind, StepContext
from tests.graph.fakes import DECISION, FakePorts, context

SCHEMA = build()


async def ask(query: str, ports: FakePorts, **variables: Any) -> Any:
    result = await SCHEMA.run(SCHEMA.ready(query), context(ports), variables)
    assert result.errors is None
    return result.data


async def test_a_decided_set_carries_its_id() -> None:
    ports = FakePorts()
    answer = await ask(
        """mutation { decideNextSteps(input: {buyer: {userId: "u"}, decisionKey: "k"}) {
             nextSteps { decisionId steps { offer { id } } } } }""",
        ports,
    )
    steps = {"decisionId": str(DECISION), "steps": [{"offer": {"id": "Offer:guide"}}]}
    assert answer == {"decideNextSteps": {"nextSteps": steps}}
    assert ports.asked == [Ask(BuyerRef(RefKind.USER_ID, "u"), StepContext(), "k")]


async def test_interactions_are_told_one_by_one() -> None:
    ports = FakePorts()
    answer = await ask(
        """mutation { recordInteractions(input: {interactions: [
             {messageId: "m1", buyer: {userId: "u"}, kind: COMPLETED, at: "2026-01-01T00:00:00Z",
              offer: "guide", depth: 0.5, facts: [{key: "role", value: "finance"}]},
             {messageId: "m2", buyer: {anonymousId: "a"}, kind: MET,
              at: "2026-01-01T01:00:00+01:00", channel: SALES}]}) {
             results { messageId verdict code message } } }""",
        ports,
    )
    assert answer["recordInteractions"]["results"] == [
        {"messageId": name, "verdict": "ACCEPTED", "code": None, "message": None}
        for name in ("m1", "m2")
    ]
    new_year = Instant(1_767_225_600_000)
    assert ports.asked == [
        (
            Act(
                "m1",
                BuyerRef(RefKind.USER_ID, "u"),
                Kind.COMPLETED,
                new_year,
                offer="guide",
                depth=0.5,
                facts=(("role", "finance"),),
            ),
            Act(
                "m2",
                BuyerRef(RefKind.ANONYMOUS_ID, "a"),
                Kind.MET,
                new_year,
                channel=Channel.SALES,
            ),
        )
    ]


async def test_entries_reach_the_curator_under_the_names_of_the_file() -> None:
    ports = FakePorts()
    answer = await ask(
        """mutation { putOffers(input: {offers: [{key: "a", title: "A", format: "article",
             serves: [{persona: "finance"}], channels: [WEB], starts: "2026-01-01T00:00:00Z"}]}) {
             catalogueVersion userErrors { code } } }""",
        ports,
    )
    assert answer == {"putOffers": {"catalogueVersion": 4, "userErrors": []}}
    given = {
        "key": "a",
        "title": "A",
        "format": "article",
        "summary": "",
        "serves": [{"persona": "finance", "weight": 1.0}],
        "topics": [],
        "channels": ["web"],
        "motions": [],
        "relations": [],
        "verticals": [],
        "locales": [],
        "requires": [],
        "selling": False,
        "forwardable": False,
        "repeatable": False,
        "starts": "2026-01-01T00:00:00.000Z",
        "retired": False,
    }
    assert ports.asked == [(Shelved.OFFERS, given)]


async def test_flaws_come_back_as_data() -> None:
    flaw = Flaw("UNKNOWN_PERSONA", "unknown persona", ("links", "0", "persona"))
    answer = await ask(
        """mutation { putLinks(input: {links: [{source: "a", target: "b", persona: "x"}]}) {
             catalogueVersion userErrors { code message field } } }""",
        FakePorts(flaws=(flaw,)),
    )
    told = {
        "code": "UNKNOWN_PERSONA",
        "message": "unknown persona",
        "field": ["links", "0", "persona"],
    }
    assert answer == {"putLinks": {"catalogueVersion": None, "userErrors": [told]}}


async def test_every_kind_of_entry_can_be_put_and_removed() -> None:
    ports = FakePorts()
    await ask(
        """mutation {
             putPersonas(input: {personas: [{key: "p", title: "P", role: "r"}]}) {
               catalogueVersion }
             putBuyingJobs(input: {jobs: [{key: "j", title: "J"}]}) { catalogueVersion }
             removeOffer(input: {id: "o"}) { catalogueVersion }
             removePersona(input: {id: "p"}) { catalogueVersion }
             removeBuyingJob(input: {id: "j"}) { catalogueVersion }
             removeLink(input: {link: {source: "a", target: "b"}}) { catalogueVersion } }""",
        ports,
    )
    persona = {"key": "p", "title": "P", "role": "r", "concerns": [], "share": 1.0}
    job = {"key": "j", "title": "J", "after_purchase": False, "always_on": False}
    assert ports.asked == [
        (Shelved.PERSONAS, persona),
        (Shelved.JOBS, job),
        (Shelved.OFFERS, {"key": "o"}),
        (Shelved.PERSONAS, {"key": "p"}),
        (Shelved.JOBS, {"key": "j"}),
        (Shelved.LINKS, {"source": "a", "target": "b"}),
    ]
