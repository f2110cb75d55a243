"""Checkpoints of the model: a fold of the log up to a position."""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, LargeBinary
from sqlmodel import Field, SQLModel

from api.store.tables.columns import in_workspace, key, moment, workspace


class ModelCheckpointRow(SQLModel, table=True):
    __tablename__: ClassVar[str] = "model_checkpoint"
    __table_args__ = (in_workspace(),)

    workspace_id: UUID = workspace()
    position: int = key(BigInteger)
    version: int = Field(sa_type=BigInteger)
    payload: bytes = Field(sa_type=LargeBinary)
    created_at: int = moment()
