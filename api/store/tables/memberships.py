"""Users of an issuer of OpenID Connect, and what they are in a workspace."""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from api.store.tables.columns import held, in_workspace, key, moment, one_of, workspace

ROLES = ("viewer", "editor", "seller", "admin")


class MembershipRow(SQLModel, table=True):
    """``subject`` is the issuer's own id of the user."""

    __tablename__: ClassVar[str] = "membership"
    __table_args__ = (in_workspace(), one_of("role", ROLES), held("subject"))

    workspace_id: UUID = workspace()
    subject: str = key()
    role: str = Field(sa_type=Text)
    created_at: int = moment()
