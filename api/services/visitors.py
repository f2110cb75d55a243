"""Visitor tokens: a site signs who is in front of it, so that a page can ask for that buyer.

A JSON Web Token by HS256 with ``sub``, the userId, ``iat`` and ``exp``, at most 15 minutes later.
An ``email`` in it is vouched for as well.
"""

from collections.abc import Iterable

from api.errors import BadToken
from api.services import tokens
from graph.access import Visitor
from recommender import Instant

ALGORITHM = "HS256"
LONGEST = 15
"""Minutes that a token may hold for."""


def visitor(token: str, secrets: Iterable[str], now: Instant) -> Visitor:
    """Raises ``BadToken``."""
    tokens.header(token)
    for secret in secrets:
        try:
            found = tokens.claims(token, secret, ALGORITHM)
        except BadToken:
            continue
        if not tokens.timely(found, now, LONGEST):
            raise BadToken
        email = found.get("email")
        return Visitor(tokens.subject(found), email.lower() if isinstance(email, str) else None)
    raise BadToken
