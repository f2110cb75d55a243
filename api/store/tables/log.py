"""What was observed, and what is folded from it at once."""

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Index, Text, Uuid, text
from sqlmodel import Field, SQLModel

from api.store.tables.columns import document, held, in_workspace, key, moment, refers, workspace


class InteractionRow(SQLModel, table=True):
    """The event log: append-only. No foreign keys: acceptance checks, and the log outlives.

    ``tx`` is the position that followers read by: rows below the oldest open transaction are
    complete, so a follower that stays below it skips nothing. ``detail`` holds the rarer fields.
    """

    __tablename__: ClassVar[str] = "interaction"
    __table_args__ = (
        held("buyer_id", "occurred_at"),
        Index(None, "workspace_id", "tx", "id"),
        Index(
            None,
            *("workspace_id", "decision_id"),
            postgresql_where=text("decision_id IS NOT NULL"),
        ),
    )

    workspace_id: UUID = workspace()
    id: UUID = key(Uuid)
    tx: int = Field(
        sa_type=BigInteger,
        sa_column_kwargs={"server_default": text("(pg_current_xact_id()::text)::bigint")},
    )
    buyer_id: UUID = Field(sa_type=Uuid)
    kind: str = Field(sa_type=Text)
    occurred_at: int = moment()
    received_at: int = moment(default_now=True)
    channel: str = Field(sa_type=Text)
    offer_key: str | None = Field(default=None, sa_type=Text)
    decision_id: UUID | None = Field(default=None, sa_type=Uuid)
    detail: dict[str, Any] | None = document(default=None)


class JourneyRow(SQLModel, table=True):
    """The fold of a buyer's part of the log; ``state`` is the canonical text of it."""

    __tablename__: ClassVar[str] = "journey"
    __table_args__ = (refers("buyer_id", "buyer.id", gone="CASCADE"),)

    workspace_id: UUID = workspace()
    buyer_id: UUID = key(Uuid)
    state: str = Field(sa_type=Text)
    updated_at: int = moment(default_now=True)


class IncidentRow(SQLModel, table=True):
    """Open while its latest opening is later than its latest closing; either may come first."""

    __tablename__: ClassVar[str] = "incident"
    __table_args__ = (refers("buyer_id", "buyer.id", gone="CASCADE"),)

    workspace_id: UUID = workspace()
    buyer_id: UUID = key(Uuid)
    subject: str = key()
    opened_at: int | None = moment(default=None)
    closed_at: int | None = moment(default=None)


class DeadLetterRow(SQLModel, table=True):
    """An event that was refused, as it came, with the code of the refusal."""

    __tablename__: ClassVar[str] = "dead_letter"
    __table_args__ = (in_workspace(), Index(None, "workspace_id", "received_at", "id"))

    workspace_id: UUID = workspace()
    id: UUID = key(Uuid)
    received_at: int = moment(default_now=True)
    code: str = Field(sa_type=Text)
    message: str = Field(sa_type=Text)
    event: str = Field(sa_type=Text)
    source: str = Field(sa_type=Text)


class ImportRunRow(SQLModel, table=True):
    """How far a file, known by its digest, was read: an interrupted import goes on from there."""

    __tablename__: ClassVar[str] = "import_run"
    __table_args__ = (in_workspace(),)

    workspace_id: UUID = workspace()
    digest: str = key()
    position: int = Field(default=0, sa_type=BigInteger)
    accepted: int = Field(default=0, sa_type=BigInteger)
    duplicate: int = Field(default=0, sa_type=BigInteger)
    rejected: int = Field(default=0, sa_type=BigInteger)
    finished_at: int | None = moment(default=None)
