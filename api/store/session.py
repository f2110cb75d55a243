"""SQLModel sessions that name their workspace before anything else."""

from uuid import UUID

from sqlalchemy import Connection, event, text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session
from sqlmodel.ext.asyncio.session import AsyncSession

from api.store.connection import enter


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
