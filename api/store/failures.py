"""Failures of the database, told apart by what a caller can do about them."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from api.errors import Overloaded, Unavailable

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
