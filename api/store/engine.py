"""SQLAlchemy's engine over connections that the driver opens, so that both read one address."""

import re
from typing import Any

import asyncpg
import orjson
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from api.store.patience import Patience


def pooled(dsn: str, size: int, patience: Patience) -> AsyncEngine:
    """It connects at first use."""
    return _engine(
        dsn,
        {"command_timeout": patience.command, "server_settings": patience.settings()},
        pool_size=size,
        max_overflow=0,
        pool_timeout=patience.acquire,
        pool_pre_ping=True,  # after a restart of PostgreSQL no editor is to meet a dead connection
    )


def passing(dsn: str) -> AsyncEngine:
    """For a moment's work, such as a migration: it keeps no connection and sets no limits."""
    return _engine(dsn, {}, poolclass=NullPool)


def _engine(dsn: str, connect: dict[str, Any], **pool: Any) -> AsyncEngine:
    address = re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql://", dsn)
    return create_async_engine(
        "postgresql+asyncpg://",
        async_creator=lambda: asyncpg.connect(address, timeout=3, **connect),
        json_serializer=lambda value: orjson.dumps(value).decode(),
        json_deserializer=orjson.loads,
        **pool,
    )
