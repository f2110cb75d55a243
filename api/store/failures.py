"""Failures of the database, told apart by what a caller can do about them."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from api.errors import InvalidValue, Overloaded, Unavailable

TRANSIENT = (
    OSError,  # which TimeoutError is
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.LockNotAvailableError,
    asyncpg.TransactionRollbackError,
)
"""Worth another try of the whole transaction. A dying server raises the second and third."""
BAD_ROWS = (
    asyncpg.DataError,
    asyncpg.IntegrityConstraintViolationError,
    UnicodeEncodeError,
)
"""The values themselves are wrong, some before they are sent; another try changes nothing."""


@contextmanager
def told() -> Iterator[None]:
    """A caller hears whether to try again; the cause stays inside."""
    try:
        yield
    except asyncpg.QueryCanceledError as error:
        raise Overloaded from error
    except TRANSIENT as error:
        raise Unavailable from error


@contextmanager
def checked() -> Iterator[None]:
    """What the database cannot hold, such as a NUL, is for the caller to mend."""
    try:
        yield
    except BAD_ROWS as error:
        raise InvalidValue from error


@contextmanager
def unwrapped() -> Iterator[None]:
    """Under SQLAlchemy an error of the driver wears two coats; callers know the bare one."""
    try:
        yield
    except PoolTimeout as error:
        raise Unavailable from error
    except DBAPIError as error:
        cause = getattr(error.orig, "__cause__", None)
        if cause is None:
            raise
        raise cause from error
