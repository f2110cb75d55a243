"""A desk is what the log and the catalogue say, however it came to be (DESIGN 5)."""

import asyncio
from dataclasses import replace
from uuid import UUID, uuid4

from api.services.desk import Desk, Desks
from api.services.serve import Serve
from api.store import catalogue, catalogue_writing, checkpoints, ingest
from api.store.arrivals import Arrival, IdentityKind
from api.store.checkpoints import Checkpoint
from api.store.database import Database
from recommender import Instant, Kind, encode_model
from tests.api.house import START, furnish

NOW = Instant(START + 1_000)


async def read_some(database: Database, workspace: UUID, buyer: str) -> None:
    arrivals = [
        Arrival(
            uuid4().hex,
            Instant(START + n),
            Instant(START + n),
            ((IdentityKind.USER_ID, buyer),),
            Kind.VIEWED,
            offer=offer,
        )
        for n, offer in enumerate(("audit_guide", "roi_calculator"))
    ]
    async with database.transaction(workspace) as connection:
        await ingest.write(connection, workspace, arrivals, now=NOW, source="test")


async def test_following_and_reading_in_full_agree(database: Database) -> None:
    workspace, _, _ = await furnish(database)
    serve = Serve(database)
    desk = await serve.open(workspace)
    for buyer in ("a", "b"):
        await read_some(database, workspace, buyer)
        assert await serve.renew(desk) == 2
    whole = await serve.open(workspace)
    desk.model.advance(0)
    whole.model.advance(0)
    assert encode_model(desk.model) == encode_model(whole.model)


async def test_a_start_from_a_checkpoint_agrees_with_a_full_read(database: Database) -> None:
    workspace, _, _ = await furnish(database)
    serve = Serve(database)
    desk = await serve.open(workspace)
    await read_some(database, workspace, "a")
    await serve.renew(desk)
    await serve.save(desk, NOW)
    await read_some(database, workspace, "b")
    await serve.renew(desk)
    again = await serve.open(workspace)
    desk.model.advance(0)
    again.model.advance(0)
    assert encode_model(again.model) == encode_model(desk.model)


async def test_a_damaged_checkpoint_is_passed_over(database: Database) -> None:
    workspace, _, _ = await furnish(database)
    serve = Serve(database)
    await read_some(database, workspace, "a")
    desk = await serve.open(workspace)
    far = Checkpoint(2**60, 1, b"damaged", NOW)
    await checkpoints.save(database, workspace, far)
    again = await serve.open(workspace)
    assert again.model.version == 2  # decisions may name the damaged one's
    again.model.advance(desk.model.position)
    again.model.version = desk.model.version
    assert encode_model(again.model) == encode_model(desk.model)


async def test_a_new_catalogue_is_laid_out_and_an_old_one_kept(database: Database) -> None:
    workspace, _, _ = await furnish(database)
    serve = Serve(database)
    desk = await serve.open(workspace)
    before = desk.layout
    await serve.renew(desk)
    assert desk.layout is before
    present = await catalogue.read(database, workspace)
    await catalogue_writing.replace(database, workspace, replace(present, links=()))
    await serve.renew(desk)
    assert (desk.layout.catalogue.version, desk.layout.catalogue.links) == (2, ())


async def test_a_desk_is_made_once_for_all_who_wait(database: Database) -> None:
    workspace, _, _ = await furnish(database)
    serve = Serve(database)
    opened: list[UUID] = []

    async def load(asked: UUID) -> Desk:
        opened.append(asked)
        return await serve.open(asked)

    desks = Desks(load)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(desks.at(workspace)) for _ in range(5)]
    assert opened == [workspace]
    assert len({id(task.result()) for task in tasks}) == 1


async def test_renewals_at_once_learn_nothing_twice(database: Database) -> None:
    workspace, _, _ = await furnish(database)
    serve = Serve(database)
    desk = await serve.open(workspace)
    await read_some(database, workspace, "a")
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(serve.renew(desk)) for _ in range(3)]
    assert sorted(task.result() for task in tasks) == [0, 0, 2]
