"""Ids that follow from what they name, so that whoever makes one again makes the same one.

UUID version 8. An interaction's begins with a time, in the layout of version 7: rows sort by it.
"""

from hashlib import blake2b
from uuid import UUID

from asyncpg.pgproto import pgproto

from recommender import Instant


def interaction_id(workspace: UUID, message: str, sent: Instant | None) -> UUID:
    """48 bits of the client's own milliseconds, then a hash of the message: a repeat finds its row.

    Without a time of the client the first part is 0: only the message can tell a repeat then.
    """
    digest = blake2b(workspace.bytes + message.encode(), digest_size=10).digest()
    return _version_8((sent or 0) << 80 | int.from_bytes(digest))


def buyer_id(workspace: UUID, kind: str, value: str) -> UUID:
    """Of the buyer whom this identity founded."""
    return _of(workspace, f"buyer:{kind}:{value}")


def account_id(workspace: UUID, key: str) -> UUID:
    return _of(workspace, f"account:{key}")


def dead_letter_id(workspace: UUID, event: str) -> UUID:
    return _of(workspace, f"dead letter:{event}")


def _of(workspace: UUID, name: str) -> UUID:
    digest = blake2b(workspace.bytes + name.encode(), digest_size=16).digest()
    return _version_8(int.from_bytes(digest))


def _version_8(value: int) -> UUID:
    value = value & ~(0xF << 76) | 8 << 76  # version
    value = value & ~(0b11 << 62) | 0b10 << 62  # variant
    return pgproto.UUID(value.to_bytes(16))  # a UUID whose hash is not Python code
