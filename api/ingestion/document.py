"""Strict JSON. One bad event must not cost the others of its batch.

So a text that the strict parser refuses is read once more by a tolerant one, which lets the
flaw through as a value that ``flaw`` finds again in the event that holds it: bad UTF-8 and lone
surrogates as surrogates, NaN and endless numbers as floats that know how they were written.
"""

import json
from collections.abc import Iterable
from itertools import chain

import orjson
from typing_extensions import override

from api.errors import DeepBody, MalformedBody
from api.store.arrivals import Code

DEPTH = 32
NUMBER_LIMIT = 2**63
DIGITS = 20  # more than any 64-bit integer has


class Unbounded(float):
    """A number that may be beyond any bound, and its text."""

    def __init__(self, text: str) -> None:
        self._text = text

    @override
    def __str__(self) -> str:
        return self._text


def parse(raw: bytes) -> object:
    """The value of a JSON text; flaws inside it are for ``flaw`` to find.

    Raises MalformedBody, or DeepBody where no parser follows: beyond about a thousand levels.
    """
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return _tolerant(raw)


def _tolerant(raw: bytes) -> object:
    try:
        return json.loads(
            raw.decode("utf-8", "surrogateescape"),
            parse_int=lambda digits: int(digits) if len(digits) <= DIGITS else Unbounded(digits),
            parse_float=Unbounded,
            parse_constant=Unbounded,
            strict=False,  # a raw NUL is found as any other NUL
        )
    except RecursionError:
        raise DeepBody from None
    except ValueError:
        raise MalformedBody from None


def flaw(value: object, room: int = DEPTH) -> Code | None:
    """What makes a value unfit to be stored, if anything."""
    if isinstance(value, str):
        return _flaw_of_text(value)
    if isinstance(value, int | float):
        # Also true of NaN, of which no comparison holds.
        return None if -NUMBER_LIMIT <= value < NUMBER_LIMIT else Code.NUMBER_OUT_OF_RANGE
    if value is None:
        return None
    if room == 0:
        return Code.EVENT_TOO_DEEP
    for part in _parts(value):
        found = flaw(part, room - 1)
        if found:
            return found
    return None


def _parts(value: object) -> Iterable[object]:
    """Of an object its keys too; all that is left otherwise is a list."""
    if isinstance(value, dict):
        return chain(value, value.values())
    return value if isinstance(value, list) else ()


def _flaw_of_text(text: str) -> Code | None:
    lone = not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)
    return Code.INVALID_TEXT if lone or "\0" in text else None
