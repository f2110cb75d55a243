"""The public keys of an issuer: fetched from one address of ours, kept for a while.

A key that a token names and that is not among them may be new, so the set is fetched again; how
often is bounded, or whoever sends made-up names could make us hammer the issuer.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx
import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from api.errors import Unavailable
from recommender import MINUTE, SECOND, Instant

KEPT = 10 * MINUTE
AGAIN = 10 * SECOND
"""The least time between two fetches."""
LARGEST = 64 * 1024
MOST_KEYS = 20
SHORTEST_RSA = 2048
"""Bits."""


class Jwks:
    def __init__(self, address: str) -> None:
        self._address = address
        self._keys: Mapping[str, tuple[str, Any]] = {}
        self._tried: Instant | None = None
        self._fetched: Instant | None = None
        self._fetching = asyncio.Lock()

    async def find(self, kid: str, now: Instant) -> tuple[str, Any] | None:
        """The algorithm and the key of this name. Raises ``Unavailable``."""
        async with self._fetching:
            if self._stale(now) or (kid not in self._keys and self._may_try(now)):
                await self._fetch(now)
        return self._keys.get(kid)

    def _stale(self, now: Instant) -> bool:
        return self._fetched is None or now - self._fetched >= KEPT

    def _may_try(self, now: Instant) -> bool:
        return self._tried is None or now - self._tried >= AGAIN

    async def _fetch(self, now: Instant) -> None:
        if not self._may_try(now):
            raise Unavailable
        self._tried = now
        try:
            self._keys = _usable(orjson.loads(await self._read()))
        except (httpx.HTTPError, ValueError):
            raise Unavailable from None
        self._fetched = now

    async def _read(self) -> bytes:
        content = b""
        async with (
            httpx.AsyncClient(timeout=3.0, trust_env=False) as client,
            client.stream("GET", self._address) as response,
        ):
            response.raise_for_status()
            async for part in response.aiter_bytes():
                content += part
                if len(content) > LARGEST:
                    raise ValueError
        return content


def _usable(document: object) -> dict[str, tuple[str, Any]]:
    """By their names, those that sign as we take it."""
    listed = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(listed, list):
        raise ValueError  # noqa: TRY004  # a wrong value of a stranger's, not a wrong call of ours
    found = {}
    for one in listed[:MOST_KEYS]:
        if isinstance(one, dict) and isinstance(one.get("kid"), str):
            read = _read_key(one)
            if read is not None:
                found[one["kid"]] = read
    return found


def _read_key(one: Mapping[str, Any]) -> tuple[str, Any] | None:
    """One that is for something else, or that we do not know, is no reason to lose the others."""
    try:
        key = jwt.PyJWK(dict(one)).key
    except (jwt.PyJWTError, ValueError, TypeError, KeyError):
        return None
    algorithm = _algorithm(key)
    fits = one.get("use", "sig") == "sig" and one.get("alg", algorithm) == algorithm
    return (algorithm, key) if algorithm is not None and fits else None


def _algorithm(key: object) -> str | None:
    """Given by the key, never by a token: so no key is used in another way than it was made for."""
    if isinstance(key, RSAPublicKey) and key.key_size >= SHORTEST_RSA:
        return "RS256"
    if isinstance(key, EllipticCurvePublicKey) and isinstance(key.curve, SECP256R1):
        return "ES256"
    return None
