"""API keys: what they look like, and what is kept of them."""

import hashlib
import hmac
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
LENGTH = 43
"""Digits to base 62 that hold 256 bits."""
SHAPE = re.compile(rf"cairn_(pk|sk)_live_[{ALPHABET}]{{{LENGTH}}}", re.ASCII)


class KeyKind(StrEnum):
    PUBLISHABLE = "publishable"
    """For browsers: sends events, and asks in the buyer's voice by anonymous id."""
    SECRET = "secret"  # noqa: S105  # the name of a kind
    """For servers: everything."""


MARKS = {KeyKind.PUBLISHABLE: "pk", KeyKind.SECRET: "sk"}


@dataclass(frozen=True, slots=True, repr=False)
class ApiKey:
    """The key itself, as only its holder knows it. It has no ``repr``, so no log shows it."""

    kind: KeyKind
    text: str

    @classmethod
    def of(cls, kind: KeyKind, entropy: bytes) -> Self:
        """From 32 random bytes."""
        return cls(kind, f"cairn_{MARKS[kind]}_live_{_base62(int.from_bytes(entropy))}")

    @classmethod
    def read(cls, text: str) -> Self | None:
        """``None`` where the text cannot be a key."""
        found = SHAPE.fullmatch(text)
        if found is None:
            return None
        return cls(next(kind for kind, mark in MARKS.items() if mark == found[1]), text)

    @property
    def prefix(self) -> str:
        return self.text[:-LENGTH]

    @property
    def last4(self) -> str:
        return self.text[-4:]

    def digest(self, pepper: bytes) -> bytes:
        """What is stored, and what a key is found by."""
        return hmac.digest(pepper, self.text.encode(), hashlib.sha256)


def _base62(number: int) -> str:
    digits = []
    for _ in range(LENGTH):
        number, digit = divmod(number, 62)
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))
