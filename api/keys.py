"""API keys: what they look like, what they may do, and what is kept of them."""

import hashlib
import hmac
import re
import zlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from uuid import UUID

from graph.access import Permission

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
ENTROPY = 43
"""Digits to base 62 that hold 256 bits."""
CHECKSUM = 6
"""The same for 32 bits."""
SHAPE = re.compile(rf"cairn_(pk|sk)_live_[{ALPHABET}]{{{ENTROPY + CHECKSUM}}}", re.ASCII)


class KeyKind(StrEnum):
    PUBLISHABLE = "publishable"
    """For browsers: sends events, and asks in the buyer's voice by anonymous id."""
    SECRET = "secret"  # noqa: S105  # the name of a kind
    """For servers: everything, or the scopes that it is given."""


MARKS = {KeyKind.PUBLISHABLE: "pk", KeyKind.SECRET: "sk"}
BROWSERS = frozenset(
    {Permission.ANY, Permission.NEXT_STEPS_READ, Permission.CATALOGUE_READ, Permission.EVENTS_WRITE}
)
"""What a publishable key may do at most: whoever reads a page can read its key."""
MOST = {KeyKind.PUBLISHABLE: BROWSERS, KeyKind.SECRET: frozenset(Permission)}
"""What a key may do where no scopes are named, and the most that can be named."""


@dataclass(frozen=True, slots=True, repr=False)
class ApiKey:
    """The key itself, as only its holder knows it. It has no ``repr``, so no log shows it."""

    kind: KeyKind
    text: str

    @classmethod
    def of(cls, kind: KeyKind, entropy: bytes) -> Self:
        """From 32 random bytes."""
        return cls(kind, _written(MARKS[kind], entropy))

    @classmethod
    def read(cls, text: str) -> Self | None:
        """``None`` where the text cannot be a key: one that is mistyped costs no query."""
        found = SHAPE.fullmatch(text)
        if found is None or not text.endswith(_checksum(text[:-CHECKSUM])):
            return None
        return cls(next(kind for kind, mark in MARKS.items() if mark == found[1]), text)

    @property
    def prefix(self) -> str:
        return self.text[: -ENTROPY - CHECKSUM]

    @property
    def last4(self) -> str:
        return self.text[-4:]

    def digest(self, pepper: bytes) -> bytes:
        """What is stored, and what a key is found by."""
        return hmac.digest(pepper, self.text.encode(), hashlib.sha256)


def signing_secret(workspace: UUID, id_: UUID, pepper: bytes) -> str:
    """What a site signs visitor tokens with; whoever holds the pepper can make it again."""
    named = f"visitor tokens {workspace} {id_}".encode()
    return _written("vs", hmac.digest(pepper, named, hashlib.sha256))


def _written(mark: str, entropy: bytes) -> str:
    """32 bytes as a key of Cairn's: its kind, the digits, and a checksum over both."""
    text = f"cairn_{mark}_live_{_base62(int.from_bytes(entropy), ENTROPY)}"
    return text + _checksum(text)


def _checksum(text: str) -> str:
    return _base62(zlib.crc32(text.encode()), CHECKSUM)


def _base62(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, digit = divmod(number, 62)
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))
