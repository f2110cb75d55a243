"""Recorded decisions: append-only, without foreign keys to what may be gone years later."""

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Float, LargeBinary, SmallInteger, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel

from api.store.tables.columns import document, given_once, held, key, moment, refers, workspace


class DecisionRow(SQLModel, table=True):
    """``draw`` replays the decision; the other columns are what it said.

    A buyer never seen before has no id yet: the identifiers asked with are in ``context``.
    """

    __tablename__: ClassVar[str] = "decision"
    __table_args__ = (
        given_once("decision", "decision_key"),
        held("buyer_id", "at"),
    )

    workspace_id: UUID = workspace()
    id: UUID = key(Uuid)
    decision_key: str | None = Field(default=None, sa_type=Text)
    buyer_id: UUID | None = Field(default=None, sa_type=Uuid)
    at: int = moment()
    context: dict[str, Any] = document(nullable=False)
    chance: float = Field(sa_type=Float)
    exhausted: str | None = Field(default=None, sa_type=Text)
    belief: list[Any] = document(nullable=False)
    left_out: list[Any] = document(nullable=False)
    draw: bytes = Field(sa_type=LargeBinary)
    ordered_propensity: float = Field(sa_type=Float)
    set_propensity: float = Field(sa_type=Float)
    display: list[int] = Field(
        sa_type=ARRAY(SmallInteger),
        nullable=False,
    )
    model_version: int = Field(sa_type=BigInteger)
    model_position: int = Field(sa_type=BigInteger)


class DecisionStepRow(SQLModel, table=True):
    __tablename__: ClassVar[str] = "decision_step"
    __table_args__ = (refers("decision_id", "decision.id"),)

    workspace_id: UUID = workspace()
    decision_id: UUID = key(Uuid)
    position: int = key(SmallInteger)
    offer_key: str = Field(sa_type=Text)
    slot: str = Field(sa_type=Text)
    chance: float = Field(sa_type=Float)
    gain: float = Field(sa_type=Float)
    selection_probability: float = Field(sa_type=Float)
    serves: list[Any] = document(nullable=False)
    reasons: list[Any] = document(nullable=False)
