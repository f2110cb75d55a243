import asyncio

from api.store.database import Database
from tests.api.house import running
from tests.conftest import Urls


async def test_a_warm_server_is_ready(fresh_urls: Urls) -> None:
    async with running(fresh_urls.app, []) as client:
        alive = await client.get("/healthz")
        assert (alive.status_code, alive.json()) == (200, {"status": "ok", "checks": {}})
        for _ in range(40):
            ready = await client.get("/readyz")
            if ready.status_code == 200:
                break
            await asyncio.sleep(0.05)
        assert ready.json() == {
            "status": "ok",
            "checks": {"database": True, "migrations": True, "workspaces": True},
        }


async def test_the_head_alone_is_told_as_well(fresh_urls: Urls) -> None:
    async with running(fresh_urls.app, []) as client:
        for path in ("/healthz", "/readyz"):
            whole, head = await client.get(path), await client.head(path)
            assert head.status_code in {200, 503}
            assert head.headers["content-type"] == whole.headers["content-type"]


async def test_readiness_is_asked_over_the_connections_that_are_open(fresh_urls: Urls) -> None:
    statements: list[str] = []
    async with running(fresh_urls.app, statements) as client:
        await client.get("/readyz")
    assert statements[-2:] == ["SELECT true", "SELECT version_num FROM alembic_version"]


async def test_a_server_with_another_schema_is_not_ready(
    fresh_urls: Urls,
) -> None:
    owner = await Database.open(fresh_urls.owner, size=1)
    async with running(fresh_urls.app, []) as client:
        async with owner.connection() as connection:
            await connection.execute("UPDATE alembic_version SET version_num = '0001'")
        await owner.close()
        response = await client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["migrations"] is False
