"""The sites whose pages may use a key: one by one, or all below a domain.

This keeps a key from being used by another site's pages, not from whoever writes the header by
hand: what a publishable key may do has to be harmless anyway.
"""

import re
from collections.abc import Iterable

from api.errors import InvalidValue

PATTERN = re.compile(r"https?://(\*\.[a-z0-9-]+\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?", re.ASCII)
BELOW = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*", re.ASCII)


def spelled(text: str) -> str:
    """As browsers write it, ``https://`` where nothing is said. Raises ``InvalidValue``."""
    given = text.strip().lower().rstrip("/")
    whole = given if "://" in given else f"https://{given}"
    if not PATTERN.fullmatch(whole):
        raise InvalidValue(f"{text!r} is neither an origin nor of the form *.example.com.")
    return whole


def allows(patterns: Iterable[str], origin: str) -> bool:
    return any(_fits(pattern, origin.lower()) for pattern in patterns)


def _fits(pattern: str, origin: str) -> bool:
    scheme, star, rest = pattern.partition("*")
    if not star:
        return origin == pattern
    inside = origin.removeprefix(scheme).removesuffix(rest)
    return origin == scheme + inside + rest and BELOW.fullmatch(inside) is not None
