"""Documents of GraphQL that a workspace trusts."""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from api.store.tables.columns import in_workspace, key, moment, workspace


class DocumentRow(SQLModel, table=True):
    """``name`` is what callers ask by: a word, or a hash such as ``sha256:...``."""

    __tablename__: ClassVar[str] = "document"
    __table_args__ = (in_workspace(),)

    workspace_id: UUID = workspace()
    name: str = key()
    sha256: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    created_at: int = moment()
