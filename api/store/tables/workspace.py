"""The tenant and the keys that open it."""

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Index, LargeBinary, Text, UniqueConstraint, Uuid
from sqlmodel import Field, SQLModel

from api.store.tables.columns import (
    document,
    in_workspace,
    key,
    moment,
    one_of,
    words,
    workspace,
)

KEY_KINDS = ("publishable", "secret")


class WorkspaceRow(SQLModel, table=True):
    __tablename__: ClassVar[str] = "workspace"
    __table_args__ = (UniqueConstraint("slug"),)

    id: UUID = key(Uuid)
    slug: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    created_at: int = moment()
    settings: dict[str, Any] = document(default_factory=dict, nullable=False)


class ApiKeyRow(SQLModel, table=True):
    """A key is kept as its digest; ``prefix`` and ``last4`` let people tell keys apart."""

    __tablename__: ClassVar[str] = "api_key"
    __table_args__ = (
        in_workspace(),
        one_of("kind", KEY_KINDS),
        Index(None, "digest"),
    )

    workspace_id: UUID = workspace()
    id: UUID = key(Uuid)
    kind: str = Field(sa_type=Text)
    digest: bytes = Field(sa_type=LargeBinary)
    prefix: str = Field(sa_type=Text)
    last4: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    scopes: list[str] = words()
    origins: list[str] = words()
    created_at: int = moment()
    expires_at: int | None = moment(default=None)
    revoked_at: int | None = moment(default=None)


class SigningSecretRow(SQLModel, table=True):
    """The secret itself is made from its id and the pepper, and kept nowhere."""

    __tablename__: ClassVar[str] = "signing_secret"
    __table_args__ = (in_workspace(),)

    workspace_id: UUID = workspace()
    id: UUID = key(Uuid)
    created_at: int = moment()
    expires_at: int | None = moment(default=None)
