# ruff: noqa: ARG002  # a fake has the shape of what it stands for
"""The short cut answers what graphql-core answers, to the byte, whatever is asked and found."""

import math
from dataclasses import replace
from typing import Any

import orjson
import pytest
from graphql import GraphQLField, GraphQLObjectType, get_named_type, is_leaf_type
from hypothesis import given
from hypothesis import strategies as st
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from graph import executor
from graph.answers import Advice
from graph.entries import Entries
from graph.questions import Ask
from graph.schema import build
from recommender import Instant, Offer
from tests.graph import fakes
from tests.graph.fakes import DECISION, FakePorts, context

STOCK = build(executor=StrawberryGraphQLCoreExecutionContext)
SHORT = build()
ROOTS = {
    "nextSteps": 'nextSteps(buyer: {userId: "u"})',
    "explore": "explore(first: 2)",
    "buyer": 'buyer(ref: {userId: "u"})',
    "offer": 'offer(id: "demo")',
    "personas": "personas",
    "buyingJobs": "buyingJobs",
    "decision": f'decision(id: "{DECISION}")',
    "rejectedEvents": "rejectedEvents(first: 2)",
}


@st.composite
def selections(draw: st.DrawFn, type_: GraphQLObjectType, depth: int = 0) -> str:
    """Some fields of a type: repeated, under other names, in fragments, with directives."""
    names = draw(st.lists(st.sampled_from([*type_.fields, "__typename"]), min_size=1, max_size=5))
    parts = [draw(selection(type_, name, depth)) for name in names]
    if draw(st.booleans()):
        parts.append(f"... on {type_.name} {{ {parts[0]} }}")
    return "{ " + " ".join(parts) + " }"


@st.composite
def selection(draw: st.DrawFn, type_: GraphQLObjectType, name: str, depth: int) -> str:
    alias = draw(st.sampled_from(["", f"{name.strip('_')}2: "]))
    directive = draw(st.sampled_from(["", "", "", " @include(if: true)", " @skip(if: true)"]))
    below = "" if name == "__typename" else draw(subselection(type_.fields[name], depth))
    return f"{alias}{name}{directive} {below}"


def subselection(field: GraphQLField, depth: int) -> st.SearchStrategy[str]:
    named = get_named_type(field.type)
    if is_leaf_type(named):
        return st.just("")
    if depth == 4:
        return st.just("{ __typename }")
    assert isinstance(named, GraphQLObjectType)
    return selections(named, depth + 1)


@st.composite
def documents(draw: st.DrawFn) -> str:
    query = STOCK._schema.query_type
    assert query is not None
    root = draw(st.sampled_from(sorted(ROOTS)))
    named = get_named_type(query.fields[root].type)
    assert isinstance(named, GraphQLObjectType)
    return f"{{ {ROOTS[root]} {draw(selections(named))} }}"


class Broken(FakePorts):
    """Its data break what the schema promises."""

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self.broken = offer

    async def entries(self, workspace: Any) -> Entries:
        return Entries(replace(fakes.CATALOGUE, offers=(self.broken, fakes.DEMO)))

    async def preview(self, workspace: Any, ask: Ask, now: Instant) -> Advice:
        found = await super().preview(workspace, ask, now)
        state = replace(found.state, observed_share=math.nan)
        return replace(found, entries=await self.entries(workspace), state=state)


def broken(**fields: Any) -> FakePorts:
    return Broken(replace(fakes.GUIDE, **fields))


PORTS = (
    FakePorts(),
    broken(title=None),
    broken(minutes="ten"),
    broken(minutes=2**40),
    broken(summary=7),
    broken(published="yesterday"),
    broken(title=ValueError("held")),
)


async def answered(schema: Any, document: str, ports: FakePorts) -> bytes:
    result = await schema.run(schema.ready(document), context(ports))
    errors = [error.formatted for error in result.errors or ()]
    return orjson.dumps({"data": result.data, "errors": errors})


@given(document=documents(), ports=st.sampled_from(PORTS))
async def test_any_document_is_answered_alike(document: str, ports: FakePorts) -> None:
    expected = await answered(STOCK, document, ports)
    for _ in range(3):  # left to graphql-core, planned, run by the plan
        assert await answered(SHORT, document, ports) == expected


async def test_a_plan_is_made_when_a_document_comes_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[str] = []
    plan = executor.Planner.plan

    def noted(self: executor.Planner, type_: Any, nodes: Any) -> executor.Complete:
        made.append(nodes[0].name.value)
        return plan(self, type_, nodes)

    monkeypatch.setattr(executor.Planner, "plan", noted)
    document = "{ buyingJobs { again: id title } }"
    for times in (0, 4, 4):  # the list, its items, the two fields
        await answered(SHORT, document, FakePorts())
        assert len(made) == times


async def test_a_fragment_that_is_spread_again_adds_nothing_to_a_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ten that each spread the next one twice would else plan the field 1,024 times."""
    planned: list[int] = []
    plan = executor.Planner.plan

    def noted(self: executor.Planner, type_: Any, nodes: Any) -> executor.Complete:
        planned.append(len(nodes))
        return plan(self, type_, nodes)

    monkeypatch.setattr(executor.Planner, "plan", noted)
    doubling = " ".join(
        f"fragment f{n} on BuyingJob {{ ...f{n + 1} ...f{n + 1} }}" for n in range(10)
    )
    document = f"{{ buyingJobs {{ ...f0 }} }} {doubling} fragment f10 on BuyingJob {{ id }}"
    for _ in range(2):
        await answered(SHORT, document, FakePorts())
    assert planned == [1, 1, 1]  # the list, its items, the field


HOT = {
    "nextSteps": """{ nextSteps(buyer: {anonymousId: "a"}) {
      decisionId steps { ...step } chanceAnyTaken exhausted } }""",
    "decideNextSteps": """mutation { decideNextSteps(input: {buyer: {anonymousId: "a"}}) {
      nextSteps { decisionId steps { ...step } } userErrors { code message field } } }""",
}
STEP = """ fragment step on NextStep { slot chance serves { persona { key } job { title } }
  offer { __typename id key title url ... on Node { id } ...named } reasons { text } }
fragment named on Node { id }"""


@pytest.mark.parametrize("text", HOT.values(), ids=HOT)
async def test_a_hot_document_is_run_by_its_plan_alone(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interface and the fragments on it do not lead back to graphql-core."""
    found: list[executor.Complete | None] = []
    find = executor.Plans.find

    def noted(self: executor.Plans, *asked: Any) -> executor.Complete | None:
        found.append(find(self, *asked))
        return found[-1]

    expected = await answered(STOCK, text + STEP, FakePorts())
    for _ in range(2):
        assert await answered(SHORT, text + STEP, FakePorts()) == expected
    monkeypatch.setattr(executor.Plans, "find", noted)
    assert await answered(SHORT, text + STEP, FakePorts()) == expected
    assert [plan is not None for plan in found] == [True]
