"""What every table is made of: names of constraints, columns, keys led by the workspace."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Text,
    TypeDecorator,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSON
from sqlmodel import Field, SQLModel
from typing_extensions import override

metadata = SQLModel.metadata
metadata.naming_convention = {
    "pk": "%(table_name)s_pkey",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "ck": "%(table_name)s_%(constraint_name)s_check",
}

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # of its own: migrations see the tables and nothing else


class Moment(TypeDecorator[int]):
    """A timestamptz that is an ``Instant`` on this side: whole milliseconds."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else EPOCH + timedelta(milliseconds=value)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - EPOCH) // timedelta(milliseconds=1)


def key(column: type[Any] | Any = Text, **rest: Any) -> Any:
    """A column of the primary key."""
    return Field(primary_key=True, sa_type=column, **rest)


def workspace() -> Any:
    """The first column of every primary key."""
    return key(Uuid)


def moment(*, default_now: bool = False, **rest: Any) -> Any:
    if default_now:
        rest["sa_column_kwargs"] = {"server_default": text("now()")}
    return Field(sa_type=Moment, **rest)


def words() -> Any:
    """An array of short texts, empty by default."""
    return Field(
        default_factory=list,
        sa_type=ARRAY(Text),
        nullable=False,
        sa_column_kwargs={"server_default": text("'{}'")},
    )


def document(**rest: Any) -> Any:
    """JSON kept as it was written: read whole, never searched."""
    return Field(sa_type=JSON, **rest)


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """A closed vocabulary as text: an enum would lose its index under row-level security."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def refers(column: str, to: str, *, gone: str | None = None) -> ForeignKeyConstraint:
    """A foreign key that cannot leave the workspace."""
    table, _, target = to.partition(".")
    return ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{table}.workspace_id", f"{table}.{target}"],
        ondelete=gone,
    )


def in_workspace() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["workspace_id"], ["workspace.id"])


def given_once(table: str, column: str) -> Index:
    """Unique in the workspace where it is given at all.

    Partial for a second reason. Before its first statistics a table's plans are guesses, kept for
    as long as the connection lives; an index that cannot answer "this workspace, this id" is not
    taken for the primary key by mistake, which would read the whole workspace for each row.
    The index of ``held`` does not begin with the workspace for the same reason.
    """
    return Index(
        f"{table}_{column}_key",
        "workspace_id",
        column,
        unique=True,
        postgresql_where=text(f"{column} IS NOT NULL"),
    )


def held(*columns: str) -> Index:
    """For looking rows up by an id of something else, which is unique by itself."""
    return Index(None, *columns)
