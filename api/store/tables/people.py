"""Buyers, the identifiers that lead to them, their companies, groups and opportunities."""

from typing import ClassVar
from uuid import UUID

from sqlalchemy import Text, UniqueConstraint, Uuid
from sqlmodel import Field, SQLModel

from api.store.tables.columns import (
    held,
    in_workspace,
    key,
    moment,
    one_of,
    refers,
    words,
    workspace,
)

IDENTITY_KINDS = ("user_id", "crm_id", "email", "anonymous_id")
"""From the strongest to the weakest."""
MEMBER_STATUSES = ("suggested", "confirmed", "dismissed")


class AccountRow(SQLModel, table=True):
    __tablename__: ClassVar[str] = "account"
    __table_args__ = (in_workspace(), UniqueConstraint("workspace_id", "key"))

    workspace_id: UUID = workspace()
    id: UUID = key(Uuid)
    key: str = Field(sa_type=Text)
    name: str | None = Field(default=None, sa_type=Text)
    vertical: str | None = Field(default=None, sa_type=Text)


class BuyerRow(SQLModel, table=True):
    """``merged_into`` points at the survivor of a merge, in one hop always."""

    __tablename__: ClassVar[str] = "buyer"
    __table_args__ = (
        in_workspace(),
        refers("merged_into", "buyer.id"),
        refers("account_id", "account.id"),
        held("merged_into"),
        held("account_id"),
    )

    workspace_id: UUID = workspace()
    id: UUID = key(Uuid)
    merged_into: UUID | None = Field(default=None, sa_type=Uuid)
    account_id: UUID | None = Field(default=None, sa_type=Uuid)
    created_at: int = moment()


class IdentityRow(SQLModel, table=True):
    __tablename__: ClassVar[str] = "identity"
    __table_args__ = (
        one_of("kind", IDENTITY_KINDS),
        refers("buyer_id", "buyer.id", gone="CASCADE"),
        held("buyer_id"),
    )

    workspace_id: UUID = workspace()
    kind: str = key()
    value: str = key()
    buyer_id: UUID = Field(sa_type=Uuid)


class BuyingGroupRow(SQLModel, table=True):
    """The people who decide one purchase; a new buying centre is a new group."""

    __tablename__: ClassVar[str] = "buying_group"
    __table_args__ = (
        in_workspace(),
        UniqueConstraint("workspace_id", "key"),
        refers("account_id", "account.id"),
        held("account_id"),
    )

    workspace_id: UUID = workspace()
    id: UUID = key(Uuid)
    key: str = Field(sa_type=Text)
    account_id: UUID = Field(sa_type=Uuid)
    name: str = Field(sa_type=Text)
    motion: str | None = Field(default=None, sa_type=Text)
    created_at: int = moment()


class MemberRow(SQLModel, table=True):
    """A dismissal is kept, so that the same suggestion does not come back."""

    __tablename__: ClassVar[str] = "member"
    __table_args__ = (
        one_of("status", MEMBER_STATUSES),
        refers("group_id", "buying_group.id", gone="CASCADE"),
        refers("buyer_id", "buyer.id", gone="CASCADE"),
        held("buyer_id"),
    )

    workspace_id: UUID = workspace()
    group_id: UUID = key(Uuid)
    buyer_id: UUID = key(Uuid)
    roles: list[str] = words()
    status: str = Field(sa_type=Text)


class OpportunityRow(SQLModel, table=True):
    """A stage is proven by evidence, never typed in as a probability."""

    __tablename__: ClassVar[str] = "opportunity"
    __table_args__ = (
        in_workspace(),
        UniqueConstraint("workspace_id", "key"),
        refers("account_id", "account.id"),
        refers("group_id", "buying_group.id"),
        held("account_id"),
    )

    workspace_id: UUID = workspace()
    id: UUID = key(Uuid)
    key: str = Field(sa_type=Text)
    account_id: UUID = Field(sa_type=Uuid)
    group_id: UUID | None = Field(default=None, sa_type=Uuid)
    name: str = Field(sa_type=Text)
    motion: str | None = Field(default=None, sa_type=Text)
    stage: str | None = Field(default=None, sa_type=Text)
    opened_at: int = moment()
    closed_at: int | None = moment(default=None)
    outcome: str | None = Field(default=None, sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)


class OpportunityEvidenceRow(SQLModel, table=True):
    """An observed act that proves a stage. The log has no foreign keys, so neither has this id."""

    __tablename__: ClassVar[str] = "opportunity_evidence"
    __table_args__ = (refers("opportunity_id", "opportunity.id", gone="CASCADE"),)

    workspace_id: UUID = workspace()
    opportunity_id: UUID = key(Uuid)
    stage: str = key()
    interaction_id: UUID = key(Uuid)
    noted_at: int = moment()
