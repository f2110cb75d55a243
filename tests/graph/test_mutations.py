from dataclasses import replace
from typing import Any

import pytest
from graphql import get_named_type

from graph.answers import Flaw
from graph.paging import Place
from graph.questions import Act, Ask, AskMany, BuyerFilter, BuyerRef, RefKind, Shelved
from graph.schema import build
from recommender import Channel, Instant, Kind, StepContext
from tests.graph.fakes import BUYER, DECISION, FakePorts, context

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


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('decideNextSteps(input: {buyer: {userId: "u"}, size: 0})', ["size"]),
        ('decideNextSteps(input: {buyer: {email: "x"}})', ["email"]),
        ('decideNextSteps(input: {buyer: {userId: "u"}, decisionKey: ""})', ["decisionKey"]),
        (
            'decideNextSteps(input: {buyer: {userId: "u"}, context: {exclude: ["\\u0000"]}})',
            ["exclude"],
        ),
        ("recordInteractions(input: {interactions: []})", ["interactions"]),
        ("putOffers(input: {offers: []})", ["offers"]),
        ("putLinks(input: {links: []})", ["links"]),
        ("putPersonas(input: {personas: []})", ["personas"]),
        ("putBuyingJobs(input: {jobs: []})", ["jobs"]),
    ],
)
async def test_input_that_cannot_be_meant_is_told_as_data(text: str, path: list[str]) -> None:
    ports = FakePorts()
    answer = await ask(f"mutation {{ done: {text} {{ userErrors {{ code field }} }} }}", ports)
    assert answer == {"done": {"userErrors": [{"code": "BAD_USER_INPUT", "field": path}]}}
    assert ports.asked == []


class Busy(Exception):  # noqa: N818  # a test's own
    code = "RETRY"
    message = "another try is safe"
    retryable = True


@pytest.mark.parametrize(
    ("failure", "code"), [(Busy(), "RETRY"), (RuntimeError("secret"), "INTERNAL")]
)
async def test_what_no_other_input_mends_stays_an_error(failure: Exception, code: str) -> None:
    document = SCHEMA.ready(
        """mutation { decideNextSteps(input: {buyer: {userId: "u"}}) { userErrors { code } } }"""
    )
    result = await SCHEMA.run(document, context(FakePorts(failure=failure)))
    assert [(e.extensions or {})["code"] for e in result.errors or ()] == [code]


def test_every_payload_tells_user_errors() -> None:
    mutation = SCHEMA.core.mutation_type
    assert mutation is not None
    payloads = [get_named_type(field.type) for field in mutation.fields.values()]
    assert [p.name for p in payloads if "userErrors" not in getattr(p, "fields", {})] == []


FOR = """mutation Many($input: DecideNextStepsForInput!) { decideNextStepsFor(input: $input) {
  results { buyer { id } nextSteps { decisionId } error { code message field } }
  hasNextPage endCursor userErrors { code message field } } }"""


async def test_many_are_told_one_by_one() -> None:
    ports = FakePorts()
    given = {"buyers": [{"userId": "u"}, {"email": "x"}], "size": 2, "distinct": True}
    answer = (await ask(FOR, ports, input=given))["decideNextStepsFor"]
    assert answer == {
        "results": [
            {
                "buyer": {"id": f"Buyer:{BUYER}"},
                "nextSteps": {"decisionId": str(DECISION)},
                "error": None,
            },
            {
                "buyer": None,
                "nextSteps": None,
                "error": {"code": "KEY_REUSED", "message": "It was used.", "field": []},
            },
        ],
        "hasNextPage": False,
        "endCursor": None,
        "userErrors": [],
    }
    flaw = Flaw("BAD_USER_INPUT", "email has text on both sides of one @", ("email",))
    whom = (BuyerRef(RefKind.USER_ID, "u"), flaw)
    assert ports.asked[0] == AskMany(whom, StepContext(size=2), distinct=True, first=20)


async def test_a_segment_is_gone_through_by_its_cursor() -> None:
    ports = FakePorts()
    given = {"segment": {"accounts": ["Account:acme"]}, "decisionKey": "spring", "first": 5}
    answer = (await ask(FOR, ports, input=given))["decideNextStepsFor"]
    place = Place(5, str(BUYER))
    assert (answer["hasNextPage"], answer["endCursor"]) == (True, place.written())
    await ask(FOR, ports, input=given | {"after": answer["endCursor"]})
    wanted = BuyerFilter(accounts=frozenset({"acme"}))
    expected = AskMany(wanted, StepContext(), "spring", first=5)
    assert [one for one in ports.asked if isinstance(one, AskMany)] == [
        expected,
        replace(expected, after=place),
    ]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "BAD_USER_INPUT"),
        ({"buyers": []}, "BAD_USER_INPUT"),
        ({"buyers": [{"userId": f"u-{n}"} for n in range(101)]}, "BAD_USER_INPUT"),
        ({"buyers": [{"userId": "u"}], "segment": {}}, "BAD_USER_INPUT"),
        ({"buyers": [{"userId": "u"}], "first": 1}, "BAD_USER_INPUT"),
        ({"segment": {}, "first": 0}, "BAD_USER_INPUT"),
        ({"segment": {}, "after": "x"}, "BAD_CURSOR"),
        ({"segment": {}, "size": 11}, "BAD_USER_INPUT"),
    ],
)
async def test_what_cannot_be_meant_of_many_is_told(given: dict[str, Any], code: str) -> None:
    ports = FakePorts()
    answer = (await ask(FOR, ports, input=given))["decideNextStepsFor"]
    assert [flaw["code"] for flaw in answer["userErrors"]] == [code]
    assert (answer["results"], ports.asked) == ([], [])


def test_what_many_cost_follows_their_number() -> None:
    ready = SCHEMA.ready(FOR)
    operation = next(iter(ready.operations.values()))
    some = [operation.cost({"input": {"buyers": [{}] * number}}) for number in (1, 2, 100)]
    assert some[2] - some[1] == 98 * (some[1] - some[0])
    assert operation.cost({"input": {"segment": {}, "first": 2}}) == some[1]
