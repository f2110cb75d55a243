"""What a workspace offers and to whom, identified by the editors' own keys."""

from typing import ClassVar
from uuid import UUID, uuid4

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Index,
    SmallInteger,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlmodel import Field, SQLModel

from api.store.tables.columns import given_once, in_workspace, key, moment, refers, words, workspace


class CatalogueVersion(SQLModel, table=True):
    """Bumped last in every change: its row lock puts the versions in order."""

    __tablename__: ClassVar[str] = "catalogue_version"
    __table_args__ = (in_workspace(),)

    workspace_id: UUID = workspace()
    version: int = Field(sa_type=BigInteger)


class JobRow(SQLModel, table=True):
    __tablename__: ClassVar[str] = "job"
    __table_args__ = (in_workspace(),)

    workspace_id: UUID = workspace()
    key: str = key()
    position: int
    title: str = Field(sa_type=Text)
    after_purchase: bool = False
    always_on: bool = False


class PersonaRow(SQLModel, table=True):
    __tablename__: ClassVar[str] = "persona"
    __table_args__ = (in_workspace(), CheckConstraint("share > 0", name="share"))

    workspace_id: UUID = workspace()
    key: str = key()
    position: int
    title: str = Field(sa_type=Text)
    role: str = Field(sa_type=Text)
    vertical: str | None = Field(default=None, sa_type=Text)
    concerns: list[str] = words()
    share: float = 1.0


class OfferRow(SQLModel, table=True):
    """``canonical_url`` is what a page view finds its offer by."""

    __tablename__: ClassVar[str] = "offer"
    __table_args__ = (in_workspace(), given_once("offer", "canonical_url"))

    workspace_id: UUID = workspace()
    key: str = key()
    position: int
    title: str = Field(sa_type=Text)
    format: str = Field(sa_type=Text)
    url: str | None = Field(default=None, sa_type=Text)
    canonical_url: str | None = Field(default=None, sa_type=Text)
    summary: str = Field(default="", sa_type=Text)
    family: str | None = Field(default=None, sa_type=Text)
    channels: list[str] = words()
    motions: list[str] = words()
    relations: list[str] = words()
    verticals: list[str] = words()
    locales: list[str] = words()
    requires: list[str] = words()
    selling: bool = False
    forwardable: bool = False
    repeatable: bool = False
    minutes: int | None = None
    starts: int | None = moment(default=None)
    ends: int | None = moment(default=None)
    published: int | None = moment(default=None)
    changed: int | None = moment(default=None)
    retired: bool = False


class OfferTopicRow(SQLModel, table=True):
    """A table of its own: an index on an array is lost under row-level security."""

    __tablename__: ClassVar[str] = "offer_topic"
    __table_args__ = (
        refers("offer_key", "offer.key", gone="CASCADE"),
        Index(None, "workspace_id", "topic", "offer_key"),
    )

    workspace_id: UUID = workspace()
    offer_key: str = key()
    position: int = key(SmallInteger)
    topic: str = Field(sa_type=Text)


class OfferServiceRow(SQLModel, table=True):
    """A need that an offer serves; no persona means every persona, and so for the job."""

    __tablename__: ClassVar[str] = "offer_service"
    __table_args__ = (
        refers("offer_key", "offer.key", gone="CASCADE"),
        refers("persona_key", "persona.key", gone="CASCADE"),
        refers("job_key", "job.key", gone="CASCADE"),
    )

    workspace_id: UUID = workspace()
    offer_key: str = key()
    position: int = key(SmallInteger)
    persona_key: str | None = Field(default=None, sa_type=Text)
    job_key: str | None = Field(default=None, sa_type=Text)
    weight: float = 1.0


class LinkRow(SQLModel, table=True):
    __tablename__: ClassVar[str] = "link"
    __table_args__ = (
        UniqueConstraint(
            "workspace_id",
            "source_key",
            "target_key",
            "persona_key",
            name="link_edge_key",
            postgresql_nulls_not_distinct=True,
        ),
        refers("source_key", "offer.key", gone="CASCADE"),
        refers("target_key", "offer.key", gone="CASCADE"),
        refers("persona_key", "persona.key", gone="CASCADE"),
        Index(None, "workspace_id", "target_key"),
    )

    workspace_id: UUID = workspace()
    id: UUID = key(
        Uuid,
        default_factory=uuid4,
        sa_column_kwargs={"server_default": text("gen_random_uuid()")},
    )
    position: int
    source_key: str = Field(sa_type=Text)
    target_key: str = Field(sa_type=Text)
    persona_key: str | None = Field(default=None, sa_type=Text)
    weight: float = 1.0
