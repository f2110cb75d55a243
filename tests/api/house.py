"""The whole app over a real database, in process, with one small workspace in it."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import httpx
from pydantic import SecretStr

from api.app import create_app
from api.keys import KeyKind
from api.settings import Settings
from api.store import api_keys, catalogue_writing, workspaces
from api.store.database import Database
from api.store.patience import BACKGROUND
from recommender import Catalogue, Channel, Instant, Job, Link, Offer, Persona, Service

PEPPER = b"pepper"
START = Instant(1_750_000_000_000)

CATALOGUE = Catalogue(
    offers=(
        Offer(
            "audit_guide",
            "A guide to audits",
            "article",
            url="https://www.example.com/audit/",
            summary="What auditors ask, and how finance answers.",
            serves=(Service("finance", "validation"),),
            topics=("audit", "compliance"),
        ),
        Offer(
            "roi_calculator",
            "Return calculator",
            "calculator",
            serves=(Service("finance", "solution_exploration"),),
            topics=("return on investment",),
            repeatable=True,
        ),
        Offer(
            "integration_map",
            "Integration map",
            "article",
            serves=(Service("it", "requirements_building"),),
            topics=("integration",),
        ),
        Offer("pricing_call", "Talk about prices", "meeting", selling=True, topics=("price",)),
        Offer("sales_sheet", "Sheet for sales", "sheet", channels=frozenset({Channel.SALES})),
        Offer("old_news", "Old news about audits", "article", retired=True),
    ),
    links=(Link("audit_guide", "roi_calculator", 2.0),),
    personas=(Persona("finance", "Finance", "finance"), Persona("it", "IT", "it")),
    jobs=(
        Job("solution_exploration", "Exploring"),
        Job("requirements_building", "Requirements"),
        Job("validation", "Validation", always_on=True),
    ),
)


@dataclass
class House:
    client: httpx.AsyncClient
    database: Database
    workspace: UUID
    secret: str
    publishable: str
    statements: list[str] = field(default_factory=list)
    """What requests sent to the database."""

    async def graphql(self, query: str, **variables: Any) -> dict[str, Any]:
        body = {"query": query, "variables": variables}
        response = await self.client.post("/graphql", json=body, headers=self.bearer)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    async def data(self, query: str, **variables: Any) -> Any:
        answer = await self.graphql(query, **variables)
        assert "errors" not in answer, answer
        return answer["data"]

    @property
    def bearer(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.secret}"}

    async def count(self, table: str) -> int:
        async with self.database.read(self.workspace) as reader:
            found = await reader.fetchval(
                f"SELECT count(*) FROM {table} WHERE workspace_id = $1",  # noqa: S608  # a test's own
                self.workspace,
            )
        assert isinstance(found, int)
        return found


async def furnish(database: Database, catalogue: Catalogue = CATALOGUE) -> tuple[UUID, str, str]:
    """A workspace with a catalogue, and its two keys."""
    workspace = await workspaces.create(database, slug=f"w-{uuid4().hex}", name="Example", at=START)
    await catalogue_writing.replace(database, workspace, catalogue)
    keys = [
        await api_keys.issue(database, workspace, kind, name="test", pepper=PEPPER, at=START)
        for kind in (KeyKind.SECRET, KeyKind.PUBLISHABLE)
    ]
    return workspace, keys[0].text, keys[1].text


@contextlib.asynccontextmanager
async def running(url: str, statements: list[str], **more: Any) -> AsyncIterator[httpx.AsyncClient]:
    """The app, started and stopped as a server would."""
    settings = Settings(
        DATABASE_URL=url,  # type: ignore[call-arg]  # an alias
        key_pepper=SecretStr(PEPPER.decode()),
        pool_size=2,
        **more,
    )
    app = create_app(settings, patience=BACKGROUND, on_query=statements.append)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://cairn.test") as client:
            yield client


@contextlib.asynccontextmanager
async def house(url: str, database: Database) -> AsyncIterator[House]:
    workspace, secret, publishable = await furnish(database)
    statements: list[str] = []
    async with running(url, statements) as client:
        yield House(client, database, workspace, secret, publishable, statements)
