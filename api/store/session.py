"""SQLModel sessions that name their workspace before anything else."""

from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Connection, event, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session
from sqlmodel.ext.asyncio.session import AsyncSession

from api.store.connection import alchemy, enter
from api.store.patience import Patience


class WorkspaceSession(Session):
    """A class of its own, so that the listener below hears no other sessions."""


@event.listens_for(WorkspaceSession, "after_begin")
def _enter(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    if not transaction.nested:
        connection.execute(text(enter(session.info["workspace"])))


def open_session(engine: AsyncEngine, workspace: UUID) -> AsyncSession:
    return AsyncSession(
        engine,
        sync_session_class=WorkspaceSession,
        expire_on_commit=False,
        info={"workspace": workspace},
    )


def open_engine(dsn: str, size: int, patience: Patience) -> AsyncEngine:
    """It connects at first use."""
    return create_async_engine(
        alchemy(dsn),
        pool_size=size,
        max_overflow=0,
        pool_timeout=patience.acquire,
        json_serializer=_dump,
        json_deserializer=orjson.loads,
        connect_args={
            "timeout": 3,
            "command_timeout": patience.command,
            "server_settings": patience.settings(),
        },
    )


def _dump(value: Any) -> str:
    return orjson.dumps(value).decode()
