"""Signed tokens: read by a fixed algorithm and a key of ours, whatever their headers ask for.

No claim of the header but ``alg``, ``typ`` and ``kid`` is looked at: a ``jku``, ``x5u`` or ``jwk``
would let a token bring its own key. The times are held against ours here, and not by the library,
so that the moment is an argument as everywhere.
"""

from collections.abc import Mapping
from math import isfinite
from typing import Any

import jwt
from jwt.types import Options

from api.errors import BadToken
from graph.errors import BadInput
from graph.questions import text
from recommender import MINUTE, SECOND, Instant

LONGEST = 4096
"""Bytes of a token."""
DOTS = 2
LEEWAY = 30 * SECOND
"""How far clocks may be apart."""
TYPES = frozenset({None, "JWT", "jwt", "at+jwt", "application/at+jwt"})
UNTIMED: Options = {"verify_exp": False, "verify_iat": False, "verify_nbf": False}
BROKEN = (jwt.PyJWTError, ValueError, TypeError, RecursionError)
"""What the library, and the parser below it, raise for what is no token."""


def looks_signed(text: str) -> bool:
    """Whether it is of the form of a token, which no key is."""
    return text.count(".") == DOTS


def header(token: str) -> Mapping[str, Any]:
    """Unverified. Raises ``BadToken``."""
    if len(token) > LONGEST:
        raise BadToken
    try:
        found = jwt.get_unverified_header(token)
    except BROKEN:
        raise BadToken from None
    if found.get("typ") not in TYPES:
        raise BadToken
    return found


def claims(token: str, key: Any, algorithm: str, **expected: Any) -> dict[str, Any]:
    """Those of a token with this signature. Raises ``BadToken``.

    ``expected`` is the ``issuer`` and the ``audience``; without them neither is looked at.
    """
    needed = ["exp", "iat", "sub", *(["iss", "aud"] if expected else [])]
    options: Options = {"require": needed, "verify_aud": bool(expected), **UNTIMED}
    try:
        found = jwt.decode(token, key, algorithms=[algorithm], options=options, **expected)
    except BROKEN:
        raise BadToken from None
    return found


def timely(found: Mapping[str, Any], now: Instant, longest: int | None = None) -> bool:
    """Whether it holds now and, where that is asked, for at most so many minutes."""
    issued, ends, begins = (_instant(found.get(name)) for name in ("iat", "exp", "nbf"))
    if issued is None or ends is None:
        return False
    started = max(issued, begins or 0) <= now + LEEWAY
    bounded = longest is None or ends - issued <= longest * MINUTE
    return started and now < ends + LEEWAY and bounded


def subject(found: Mapping[str, Any]) -> str:
    """Raises ``BadToken``."""
    named = found["sub"]
    try:
        return text("sub", named if isinstance(named, str) else "")
    except BadInput:
        raise BadToken from None


def _instant(seconds: object) -> float | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not isfinite(seconds):
        return None
    return seconds * SECOND
