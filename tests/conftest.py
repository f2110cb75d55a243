"""One embedded server per run, migrated once; each test has a workspace of its own.

Row-level security isolates the tests as it isolates tenants, so nothing is rolled back or deleted.
Tests that look across workspaces, or break the schema, take ``fresh_database``. Tests may run in
several processes at once: each has a server of its own.

Nothing asserts a time: whatever waits or is bounded here is as patient as a busy machine needs.
"""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, settings

from api.embedded import EmbeddedPostgres
from api.store import workspaces
from api.store.database import Database
from api.store.migration import migrate
from api.store.patience import BACKGROUND
from recommender import Instant

QUICK = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
"""Never where durability is claimed."""
START = Instant(1_750_000_000_000)
PATIENCE = 120.0
"""Seconds for what has to happen some time."""

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@dataclass(frozen=True)
class Urls:
    """The two ways into one database."""

    app: str
    owner: str


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    folder = Path(tempfile.mkdtemp(prefix="cairn-tests-"))
    folder.chmod(0o755)  # the account that runs PostgreSQL for root must get in
    with EmbeddedPostgres(folder, settings=QUICK) as server:
        yield server
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
async def template(postgres: EmbeddedPostgres) -> str:
    """A migrated database that nobody stays connected to, so that it can be cloned."""
    await migrate(postgres.dsn("cairn_owner"))
    return "cairn"


@pytest.fixture(scope="session")
def urls(postgres: EmbeddedPostgres, template: str) -> Urls:
    return _clone(postgres, template, "shared")


@pytest.fixture(scope="session")
async def database(urls: Urls) -> AsyncIterator[Database]:
    opened = await Database.open(urls.app, patience=BACKGROUND)
    yield opened
    await opened.close()


@pytest.fixture
async def workspace(database: Database) -> UUID:
    return await workspaces.create(database, slug=f"w-{uuid4().hex}", name="Test", at=START)


@pytest.fixture
def fresh_urls(postgres: EmbeddedPostgres, template: str, numbers: Iterator[int]) -> Iterator[Urls]:
    name = f"fresh_{next(numbers)}"
    yield _clone(postgres, template, name)
    postgres.drop_database(name)


@pytest.fixture
async def fresh_database(fresh_urls: Urls) -> AsyncIterator[Database]:
    opened = await Database.open(fresh_urls.app, size=2, patience=BACKGROUND)
    yield opened
    await opened.close()


@pytest.fixture
async def fresh_workspace(fresh_database: Database) -> UUID:
    return await workspaces.create(fresh_database, slug="fresh", name="Fresh", at=START)


@pytest.fixture(scope="session")
def numbers() -> Iterator[int]:
    return count()


def _clone(postgres: EmbeddedPostgres, template: str, name: str) -> Urls:
    postgres.create_database(name, template)
    return Urls(postgres.dsn("cairn_app", name), postgres.dsn("cairn_owner", name))
