"""The address of a page, so written that one page has one address."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

LIMIT = 2_000
HOST_FOLLOWS = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)


@lru_cache(maxsize=8192)
def canonical(url: str) -> str | None:
    """Without scheme, ``www.``, query, fragment and final slash; the host in lower case."""
    try:
        parts = urlsplit(url if HOST_FOLLOWS.match(url) else f"//{url}")
    except ValueError:
        return None
    host = parts.netloc.rpartition("@")[2].lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}"[:LIMIT] if host else None
