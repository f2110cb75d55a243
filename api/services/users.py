"""Users of an issuer of OpenID Connect: signed in there, members here."""

from dataclasses import dataclass

from api.errors import BadToken, NotAMember
from api.roles import PERMISSIONS
from api.services import tokens
from api.services.jwks import Jwks
from api.services.memory import Memory
from api.store import memberships
from api.store.database import Database
from api.store.memberships import Membership
from graph.access import Principal
from recommender import Instant


@dataclass(frozen=True, slots=True)
class Issuer:
    """Whose tokens are taken, and for whom they have to be made out."""

    name: str
    audience: str
    jwks: str
    """The address of its keys."""


class Users:
    def __init__(self, database: Database, issuer: Issuer) -> None:
        self._database = database
        self._issuer = issuer
        self._jwks = Jwks(issuer.jwks)
        self._members = Memory[str, tuple[Membership, ...]]()

    async def principal(self, token: str, workspace: str | None, now: Instant) -> Principal:
        """``workspace`` is a slug; none is needed by a member of one alone.

        Raises:
            BadToken: It is not the issuer's, not for us, or not now.
            NotAMember: It is in order, and its user is nobody there.
            Unavailable: The issuer's keys cannot be had.
        """
        subject = await self._subject(token, now)
        there = await self._members.recall(subject, now, lambda: self._find(subject))
        wanted = [one for one in there if workspace in {None, one.slug}]
        if len(wanted) != 1:
            raise NotAMember
        return Principal(wanted[0].workspace, PERMISSIONS[wanted[0].role], caller=subject)

    async def _subject(self, token: str, now: Instant) -> str:
        kid = tokens.header(token).get("kid")
        found = await self._jwks.find(kid, now) if isinstance(kid, str) else None
        if found is None:
            raise BadToken
        algorithm, key = found
        issuer = self._issuer
        claims = tokens.claims(token, key, algorithm, issuer=issuer.name, audience=issuer.audience)
        if not tokens.timely(claims, now):
            raise BadToken
        return tokens.subject(claims)

    async def _find(self, subject: str) -> tuple[Membership, ...]:
        return tuple(await memberships.find(self._database, subject))
