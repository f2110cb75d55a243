"""Every field and mutation x every principal x own and other workspace.

Allowed exactly where the schema's text says so, and nothing of another workspace ever. Two layers
keep workspaces apart, the filters of the statements and row-level security; each is taken away
alone, and then both, which has to show.
"""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import asyncpg
import httpx
import pytest

from api.interchange.manifest import digest
from api.keys import BROWSERS, MOST, KeyKind
from api.roles import PERMISSIONS, Role
from api.store import api_keys, documents, memberships
from api.store.api_keys import Grant
from api.store.database import Database
from api.store.documents import Kept
from graph.access import Permission
from recommender import Catalogue, Job, Offer, Persona, Service
from tests.api.crowd import gather
from tests.api.house import CATALOGUE, PEPPER, START, furnish, running
from tests.api.issuer import AUDIENCE, NAME, SigningKey, serving
from tests.api.matrix import Case, Matrix
from tests.conftest import Urls

KEY = SigningKey.es256("matrix")
FEW = frozenset({Permission.ANY, Permission.CATALOGUE_READ})
PRINCIPALS = {
    "publishable": BROWSERS,
    "secret": MOST[KeyKind.SECRET],
    "few scopes": FEW,
    **{role.value: PERMISSIONS[role] for role in Role},
}
ZEBRA = Catalogue(
    offers=(Offer("zebra", "Zebra", "article", serves=(Service("zebra", "zebra", 1.0),)),),
    personas=(Persona("zebra", "Zebra", "zebra"),),
    jobs=(Job("zebra", "Zebra"),),
)
"""Of the other workspace: none of it may ever be told."""
MARK = (
    "UPDATE account SET key = 'zebra-' || key, name = 'Zebra' WHERE workspace_id = $1",
    "UPDATE opportunity SET key = 'zebra-' || key, name = 'Zebra' WHERE workspace_id = $1",
)
TABLES = ("buyer", "account", "buying_group", "opportunity", "interaction", "decision", "offer")
FIRST = """
{ accounts(first: 1) { edges { node { id groups { id opportunities { id } } } } }
  buyers(first: 1) { edges { node { id decisions(first: 1) { edges { node { id } } } } } }
  personas { id } buyingJobs { id } offers(first: 1) { edges { node { id } } } }
"""
DECIDE = """mutation ($id: ID!) { decideNextSteps(input: {buyer: {id: $id}}) {
  nextSteps { decisionId } } }"""


@dataclass(frozen=True)
class Scene:
    """One app, and two workspaces of which one asks."""

    client: httpx.AsyncClient
    database: Database
    keys: dict[str, str]
    own: tuple[Case, ...]
    others: tuple[Case, ...]
    """The same fields, asked for by the ids of the other workspace."""
    secrets: frozenset[str]
    """What only the other workspace holds."""

    async def ask(self, case: Case, bearer: str | None) -> httpx.Response:
        name = f"sha256:{digest(case.text)}"
        headers = {"authorization": f"Bearer {bearer}"} if bearer else {}
        return await self.client.post("/graphql", json={"documentId": name}, headers=headers)

    async def leak(self, case: Case) -> bool:
        response = await self.ask(case, self.keys["secret"])
        return any(one in response.text for one in self.secrets if one not in case.text)


async def _settle(client: httpx.AsyncClient, database: Database, catalogue: Catalogue) -> Any:
    """A workspace with somebody and something of everything."""
    workspace, secret, _ = await furnish(database, catalogue)
    offer = catalogue.offers[0].key
    await gather(database, workspace, companies=1, people=2, offer=offer)
    if catalogue is ZEBRA:
        async with database.transaction(workspace) as connection:
            for statement in MARK:
                await connection.execute(statement, workspace)
    headers = {"authorization": f"Bearer {secret}"}
    await client.post("/v1/track", json={"event": "x", "messageId": "bad"}, headers=headers)
    found = await _laid_out(client, headers)
    buyer = found["buyers"]["edges"][0]["node"]["id"]
    made = await _asked(client, headers, DECIDE, id=buyer)
    account = found["accounts"]["edges"][0]["node"]
    named = {
        "Buyer": buyer,
        "Account": account["id"],
        "BuyingGroup": account["groups"][0]["id"],
        "Opportunity": account["groups"][0]["opportunities"][0]["id"],
        "Offer": found["offers"]["edges"][0]["node"]["id"],
        "Persona": found["personas"][0]["id"],
        "BuyingJob": found["buyingJobs"][0]["id"],
        "Decision": f"Decision:{made['decideNextSteps']['nextSteps']['decisionId']}",
    }
    return workspace, secret, named


async def _laid_out(client: httpx.AsyncClient, headers: dict[str, str]) -> Any:
    """The catalogue came by another way, and an app that knew the workspace looks once a second."""
    async with asyncio.timeout(60):
        while not (found := await _asked(client, headers, FIRST))["offers"]["edges"]:  # noqa: ASYNC110  # no event tells it
            await asyncio.sleep(0.05)
    return found


async def _asked(
    client: httpx.AsyncClient, headers: dict[str, str], query: str, **variables: Any
) -> Any:
    body = {"query": query, "variables": variables}
    told = (await client.post("/graphql", json=body, headers=headers)).json()
    assert "errors" not in told, told
    return told["data"]


async def _scene(client: httpx.AsyncClient, database: Database) -> Scene:
    ours, secret, named = await _settle(client, database, CATALOGUE)
    theirs, _, other = await _settle(client, database, ZEBRA)
    own, others = (tuple(Matrix(one).cases()) for one in (named, other))
    hashes = {digest(case.text): case.text for case in (*own, *others)}
    kept = [Kept(f"sha256:{one}", one, text, START) for one, text in hashes.items()]
    await documents.put(database, ours, kept)
    keys = {"secret": secret}
    for name, kind, scopes in (
        ("publishable", KeyKind.PUBLISHABLE, BROWSERS),
        ("few scopes", KeyKind.SECRET, FEW),
    ):
        given = Grant(kind, name, scopes)
        made = await api_keys.grant(database, ours, given, pepper=PEPPER, at=START)
        keys[name] = made.text
    for role in Role:
        await memberships.put(database, ours, f"{role} of {ours}", role, at=START)
        keys[role.value] = KEY.token(at=int(time.time()), sub=f"{role} of {ours}", exp=2**33)
    return Scene(client, database, keys, own, others, await _secrets(database, theirs))


async def _secrets(database: Database, workspace: Any) -> frozenset[str]:
    found = {"zebra", "Zebra"}
    async with database.read(workspace) as reader:
        for table in TABLES[:-1]:
            rows = await reader.fetch(
                f"SELECT id FROM {table} WHERE workspace_id = $1",  # noqa: S608  # a test's own
                workspace,
            )
            found |= {str(row["id"]) for row in rows}
    return frozenset(found)


@pytest.fixture(scope="module")
async def scene(urls: Urls, database: Database) -> AsyncIterator[Scene]:
    with serving(KEY) as server:
        issuer = {
            "oidc_issuer": NAME,
            "oidc_audience": AUDIENCE,
            "oidc_jwks_url": server.address,
        }
        async with running(urls.app, [], **issuer) as client:
            yield await _scene(client, database)


def refused(response: httpx.Response) -> bool:
    errors = response.json().get("errors", ())
    return any(error["extensions"]["code"] == "FORBIDDEN" for error in errors)


@pytest.mark.parametrize("principal", PRINCIPALS)
async def test_each_may_exactly_what_the_schema_says(scene: Scene, principal: str) -> None:
    wrong = []
    for case in sorted(scene.own, key=lambda case: case.mutates):
        response = await scene.ask(case, scene.keys[principal])
        expected = not case.needs <= PRINCIPALS[principal]
        told = expected and "__typename" in response.text
        if refused(response) is not expected or told or "INTERNAL" in response.text:
            wrong.append((case.name, case.needs, response.text))
    assert wrong == []


async def test_nobody_may_nothing(scene: Scene) -> None:
    for case in scene.own:
        response = await scene.ask(case, None)
        assert (response.status_code, "data" in response.json()) == (401, False)


@pytest.mark.parametrize("principal", PRINCIPALS)
async def test_nobody_is_told_of_another_workspace(scene: Scene, principal: str) -> None:
    for case in scene.others:
        if case.needs <= PRINCIPALS[principal]:
            response = await scene.ask(case, scene.keys[principal])
            told = [one for one in scene.secrets if one in response.text and one not in case.text]
            assert (case.name, told, "INTERNAL" in response.text) == (case.name, [], False)


async def test_own_things_are_told(scene: Scene) -> None:
    """Or the rest would prove nothing."""
    told = [
        case.name
        for case in scene.own
        if case.name.endswith(".id")
        and '"id":"' in (await scene.ask(case, scene.keys["secret"])).text
    ]
    assert {"Buyer.id", "Offer.id", "BuyingJob.id"} <= set(told)


FILTER = re.compile(r"(?:\b\w+\.)?\bworkspace_id = (\$\d+)(?:::UUID)?")
SENDING = ("fetch", "fetchrow", "fetchval", "execute", "executemany", "prepare")


def _unfiltered(method: Callable[..., Any]) -> Callable[..., Any]:
    def sent(connection: Any, query: str, *args: Any, **rest: Any) -> Any:
        return method(connection, FILTER.sub(r"\1::uuid IS NOT NULL", query), *args, **rest)

    return sent


@pytest.fixture
def filters_off(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From then on no statement of the app asks for its workspace's rows alone."""

    def off() -> None:
        for name in SENDING:
            method = getattr(asyncpg.Connection, name)
            monkeypatch.setattr(asyncpg.Connection, name, _unfiltered(method))

    return off


async def _rows_open(urls: Urls) -> None:
    owner = await asyncpg.connect(urls.owner)
    for row in await owner.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"):
        await owner.execute(f"ALTER TABLE {row[0]} DISABLE ROW LEVEL SECURITY")
    await owner.close()


@pytest.mark.parametrize(
    ("filters", "rows", "kept"),
    [(True, False, True), (False, True, True), (False, False, False)],
    ids=["filters alone", "row-level security alone", "neither"],
)
async def test_each_layer_alone_keeps_workspaces_apart_and_without_both_it_shows(
    fresh_urls: Urls,
    fresh_database: Database,
    filters_off: Callable[[], None],
    filters: bool,  # noqa: FBT001  # a case
    rows: bool,  # noqa: FBT001  # a case
    kept: bool,  # noqa: FBT001  # a case
) -> None:
    async with running(fresh_urls.app, []) as client:
        scene = await _scene(client, fresh_database)
        if not rows:
            await _rows_open(fresh_urls)
        if not filters:
            filters_off()
        leaks = [
            case.name
            for cases in (scene.own, scene.others)
            for case in cases
            if not case.mutates and await scene.leak(case)
        ]
    assert (leaks == []) is kept, leaks
