"""The composition root: the one place that knows who provides what."""

import asyncio
import contextlib
import gc
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import partial
from random import Random
from uuid import uuid4

from fastapi import FastAPI
from starlette.routing import Route

from api.clock import now
from api.errors import CairnError
from api.kernels import warming
from api.logs import write_logs
from api.routes import sdk_settings
from api.routes.admission import Admission
from api.routes.cors import allow_browsers
from api.routes.entrance import Entrance, Lane
from api.routes.graphql import GraphQLEndpoint
from api.routes.graphql_document import Choice
from api.routes.health import Check, health_router
from api.routes.ingestion import PATHS, ingestion_router
from api.routes.many import BATCH, many_router
from api.routes.mcp import Mcp
from api.routes.meter import Meter
from api.routes.next_steps import next_steps_router
from api.routes.openapi import openapi_router
from api.routes.operations import operations_router
from api.routes.problem import tell_problems
from api.routes.reception import Reception
from api.services.advise import Advise
from api.services.advise_many import AdviseMany
from api.services.authenticate import Authenticate
from api.services.brief import Brief
from api.services.chronicle import Chronicle
from api.services.companies import Companies
from api.services.curate import Curate
from api.services.desk import Desks
from api.services.documents import Documents
from api.services.explore import Explore
from api.services.fit import Fit
from api.services.library import Library
from api.services.people import People
from api.services.rates import Rates
from api.services.record import Recorder, recording
from api.services.report import Report
from api.services.serve import Serve
from api.services.users import Issuer, Users
from api.settings import Settings
from api.store.connection import OnQuery
from api.store.database import Database
from api.store.examination import revisions
from api.store.migration import heads
from api.store.patience import BACKGROUND, INGEST, INTERACTIVE, Patience
from api.workers.fitter import Fitter
from api.workers.follower import Follower
from api.workers.librarian import Librarian
from graph.ports import Ports
from graph.schema import build

BACKGROUND_POOL = 2
CROWDS = 2
"""Calls for many buyers that are worked on at once: each takes what others leave."""
WAITING = 8
"""How many questions may wait for each that is worked on."""
PATIENCE = 1.0
"""Seconds that a request may wait to be worked on."""


@dataclass(frozen=True, slots=True)
class Databases:
    """A pool for each kind of work, so that none of them waits for another."""

    interactive: Database
    ingest: Database
    background: Database


@dataclass(frozen=True, slots=True)
class Back:
    """What is behind the routes and outlives a request."""

    desks: Desks
    serve: Serve
    recorder: Recorder
    documents: Documents


def create_app(
    settings: Settings, *, patience: Patience = INTERACTIVE, on_query: OnQuery | None = None
) -> FastAPI:
    """Needs ``settings.database_url``: whoever runs the app has started the database.

    ``patience`` is that of questions; ``on_query`` hears each statement that they take.
    """

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        compiled = warming()
        async with (
            _databases(settings, patience, on_query) as databases,
            _house(app, settings, databases),
        ):
            # A request must not wait for a compiler, nor all others with it.
            await asyncio.shield(asyncio.wrap_future(compiled))
            yield

    write_logs()
    app = FastAPI(title="Cairn", openapi_url=None, lifespan=lifespan)
    app.state.ending = asyncio.Event()  # set by whoever runs the app, ahead of its end
    tell_problems(app)
    app.add_middleware(Entrance, new_id=lambda: uuid4().hex, lane_of=_lanes(settings))
    allow_browsers(app)  # outermost: a script has to be able to read every refusal
    return app


def _lanes(settings: Settings) -> Callable[[str], Lane]:
    receiving = partial(Reception, seconds=settings.body_seconds, most=settings.body_memory)
    asked = Lane(
        receiving(settings.body_limit),
        Admission(settings.in_flight, WAITING * settings.in_flight, PATIENCE),
    )
    events = Lane(
        receiving(settings.ingest_body_limit),
        Admission(settings.ingest_in_flight, settings.ingest_in_flight, PATIENCE),
        key_in_body=True,
    )
    crowds = Lane(receiving(settings.ingest_body_limit), Admission(CROWDS, CROWDS, PATIENCE))
    lanes = {BATCH: crowds, **dict.fromkeys(PATHS, events)}
    return lambda path: lanes.get(path, asked)


@contextlib.asynccontextmanager
async def _databases(
    settings: Settings, patience: Patience, on_query: OnQuery | None
) -> AsyncIterator[Databases]:
    if settings.database_url is None:
        raise ValueError("an app needs the address of a database")
    opening = partial(Database.open, settings.database_url)
    async with contextlib.AsyncExitStack() as stack:
        interactive = await opening(size=settings.pool_size, patience=patience, on_query=on_query)
        stack.push_async_callback(interactive.close)
        ingest = await opening(size=settings.pool_size, patience=INGEST)
        stack.push_async_callback(ingest.close)
        background = await opening(size=BACKGROUND_POOL, patience=BACKGROUND)
        stack.push_async_callback(background.close)
        yield Databases(interactive, ingest, background)


@contextlib.asynccontextmanager
async def _house(app: FastAPI, settings: Settings, databases: Databases) -> AsyncIterator[None]:
    """The services, their routes, and what goes on beside the requests."""
    random = Random()  # noqa: S311  # it spreads retries, it keeps no secret
    serve = Serve(databases.background)
    desks = Desks(serve.open)
    follower = Follower(databases.background, desks, serve, random, on_warm=_settle)
    fitter = Fitter(desks, Fit(databases.background, serve), random)
    documents = Documents(databases.background, build(introspection=settings.introspection))
    librarian = Librarian(documents, random)
    async with recording(databases.ingest, random=random) as recorder, asyncio.TaskGroup() as group:
        beside = [group.create_task(one.run()) for one in (follower, fitter, librarian)]
        mcp = _route(app, settings, databases.interactive, Back(desks, serve, recorder, documents))
        beside.append(group.create_task(mcp.run()))
        app.include_router(health_router(_checks(databases.interactive, follower)))
        try:
            yield
        finally:
            for task in beside:
                task.cancel()


def _settle() -> None:
    """Leave what is imported and what the desks hold out of every later collection.

    A full one over all of it would stop the loop for a tenth of a second, every now and then.
    """
    gc.collect()
    gc.freeze()


def _route(app: FastAPI, settings: Settings, database: Database, back: Back) -> Mcp:
    """What answers only while it runs is given back."""
    meter = Meter(Rates(settings.rate))
    doorkeeper = Authenticate(database, settings.pepper(), _users(settings, database))
    advise = Advise(database, back.desks, uuid4)
    many = AdviseMany(database, back.desks, uuid4, app.state.ending.is_set)
    ports = Ports(
        advisor=advise,
        crowd_advisor=many,
        briefer=Brief(database, back.desks),
        explorer=Explore(database, back.desks),
        library=Library(back.desks),
        registry=People(database, back.desks),
        companies=Companies(database),
        chronicle=Chronicle(database, back.desks),
        curator=Curate(database, back.desks, back.serve),
        recorder=Report(database, back.recorder),
    )
    graphql = GraphQLEndpoint(Choice(back.documents), ports, doorkeeper, meter, now)
    app.router.routes.append(Route("/graphql", graphql, include_in_schema=False))
    app.include_router(openapi_router(back.documents, doorkeeper, now))
    app.include_router(operations_router(back.documents, ports, doorkeeper, meter, now))
    app.include_router(next_steps_router(advise, doorkeeper, meter, now))
    app.include_router(many_router(many, doorkeeper, now))
    app.include_router(
        ingestion_router(back.recorder, doorkeeper, now, limit=settings.ingest_body_limit)
    )
    app.include_router(sdk_settings.router)
    hosts = frozenset(settings.mcp_hosts.split(","))
    mcp = Mcp(back.documents, ports, doorkeeper, meter, now, hosts)
    app.router.routes.append(Route("/mcp", mcp, include_in_schema=False))
    return mcp


def _users(settings: Settings, database: Database) -> Users | None:
    name, audience, jwks = settings.oidc_issuer, settings.oidc_audience, settings.oidc_jwks_url
    return Users(database, Issuer(name, audience, jwks)) if name and audience and jwks else None


def _checks(database: Database, follower: Follower) -> dict[str, Check]:
    newest = heads()

    async def answers() -> bool:
        try:
            async with database.connection() as connection:
                return bool(await connection.fetchval("SELECT true"))
        except CairnError:
            return False

    async def migrated() -> bool:
        try:
            return await revisions(database) == newest
        except Exception:  # noqa: BLE001  # whatever keeps it from being known
            return False

    async def warm() -> bool:
        return follower.warm

    return {"database": answers, "migrations": migrated, "workspaces": warm}
