"""Opaque places in a list: they carry the sort key, so they outlive what comes and goes."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

import orjson

from graph.errors import BadInput

LONGEST = 1_000
NO_CURSOR = "after is not a cursor of this list"
BOUND = 2**52
"""More than any score or instant."""


def write(number: int, text: str) -> str:
    return urlsafe_b64encode(orjson.dumps((number, text))).decode().rstrip("=")


def read(cursor: str | None) -> tuple[int, str] | None:
    """Raises ``BadInput`` where it is no cursor."""
    if cursor is None:
        return None
    try:
        match orjson.loads(urlsafe_b64decode(cursor[:LONGEST] + "=" * (-len(cursor) % 4))):
            case [int(number), str(text)] if abs(number) < BOUND:
                return number, text
    except ValueError:
        pass
    raise BadInput(NO_CURSOR)
