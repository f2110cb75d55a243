"""However much an answer holds, the number of queries follows the shape of the document alone."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from api.store.database import Database
from tests.api.crowd import gather
from tests.api.house import House, house
from tests.conftest import Urls

FRAME = ("BEGIN", "ROLLBACK", "SELECT * FROM find_key")
"""Around the statements of each read, and of whoever asks, once in half a second."""
COMPANIES = """
{ accounts(first: %d) { edges { node { id key name
    buyers(first: 10) { edges { node { id identities { value } account { id } groups { id }
      journey { state { presence } } interactions(first: 10) { edges { node { id } } } } } }
    groups { id account { id } members { buyer { id } } opportunities { id } }
    opportunities { id account { id } group { id } evidence { interaction { id kind } } } } } } }
"""
PEOPLE = """
{ buyers(first: %d) { edges { node { id account { id } groups { id }
    journey { state { presence } trail { offer { id } } }
    interactions(first: 10) { edges { node { id buyer { id } offer { id } decision { id } } } }
    decisions(first: 10) { edges { node { id buyer { id } steps { offer { id } } } } } } } } }
"""
DECIDE = """
mutation ($user: String!) { decideNextSteps(input: {buyer: {userId: $user}, size: 2}) {
  nextSteps { decisionId } } }
"""


@pytest.fixture(scope="module")
async def home(urls: Urls, database: Database) -> AsyncIterator[House]:
    async with house(urls.app, database) as one:
        await gather(database, one.workspace, companies=3, people=4)
        for number in range(12):
            await one.data(DECIDE, user=f"c{number // 4}-p{number % 4}")
        yield one


async def queries(home: House, text: str) -> tuple[Any, int]:
    home.statements.clear()
    answer = await home.data(text)
    return answer, sum(not statement.startswith(FRAME) for statement in home.statements)


def ids(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (value["id"] for _ in [0] if "id" in value)
        for inside in value.values():
            yield from ids(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from ids(inside)


@pytest.mark.parametrize(("text", "expected"), [(COMPANIES, 19), (PEOPLE, 11)])
async def test_a_larger_answer_takes_no_more_queries(home: House, text: str, expected: int) -> None:
    small, few = await queries(home, text % 1)
    large, many = await queries(home, text % 6)
    assert len(set(ids(large))) > 2 * len(set(ids(small)))
    assert (few, many) == (expected, expected)


async def test_every_id_finds_what_carries_it(home: House) -> None:
    answer = [(await queries(home, text % 6))[0] for text in (COMPANIES, PEOPLE)]
    library = await home.data(
        """{ offers { edges { node { id links { id } } } } personas { id } buyingJobs { id } }"""
    )
    await home.data(
        """mutation { recordInteractions(input: {interactions: [{messageId: "x", kind: VIEWED,
             buyer: {userId: "u"}, at: "2026-01-01T00:00:00Z", offer: "none"}]}) {
             results { verdict } } }"""
    )
    rejected = await home.data("{ rejectedEvents { edges { node { id } } } }")
    given = sorted({*ids(answer), *ids(library), *ids(rejected)})
    assert {one.partition(":")[0] for one in given} == {
        *("Account", "Buyer", "BuyingGroup", "BuyingJob", "Decision", "Interaction"),
        *("Link", "Offer", "Opportunity", "Persona", "RejectedEvent"),
    }
    found = await home.data("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=given)
    assert [node["id"] for node in found["nodes"]] == given


async def test_what_is_not_asked_for_is_not_read(home: House) -> None:
    for text, expected in (
        ('{ offer(id: "audit_guide") { title links { target { title } } } }', 0),
        ('{ buyer(ref: {userId: "c0-p0"}) { id } }', 3),
        ("{ buyers(first: 2) { edges { node { id } } } }", 2),
        ("{ accounts(first: 2) { edges { node { name } } } }", 1),
        ('{ account(id: "c0") { opportunities { name stage } } }', 3),
    ):
        assert (await queries(home, text))[1] == expected, text


async def test_another_workspace_finds_none_of_it(
    home: House, urls: Urls, database: Database
) -> None:
    answer, _ = await queries(home, COMPANIES % 6)
    given = sorted({one for one in ids(answer) if not one.startswith("Offer:")})[:100]
    async with house(urls.app, database) as other:
        found = await other.data("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=given)
        assert found == {"nodes": [None] * len(given)}
