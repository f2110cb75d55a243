"""The demo's companies: who is in their buying groups, and what happened to them in a year."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from api.demo.content import text_of
from recommender import Channel, Motion, Outcome, Relation


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a buying group."""

    user: str
    name: str
    email: str
    title: str
    persona: str
    roles: tuple[str, ...]
    pace: float
    """How often this person is seen, beside the others."""
    locale: str
    dismisses: frozenset[str]
    """Offers that this person waves away whenever they are shown."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A span of days before the demo's own day in which the group was at work."""

    first: int
    last: int
    motion: Motion
    jobs: Mapping[str, float]
    pace: float
    outcome: Outcome | None
    reason: str | None
    left: bool
    """The company stopped being a customer when the chapter ended."""


@dataclass(frozen=True, slots=True)
class Incident:
    subject: str
    user: str
    opened: int
    closed: int | None
    channel: Channel


@dataclass(frozen=True, slots=True)
class Statement:
    """What a member said of themselves, in a survey or to a seller."""

    user: str
    day: int
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BuyingGroup:
    key: str
    name: str
    motion: Motion


@dataclass(frozen=True, slots=True)
class Account:
    key: str
    name: str
    domain: str
    vertical: str
    relation: Relation
    """What the company was to the vendor when the year began."""
    group: BuyingGroup
    members: tuple[Member, ...]
    guests: tuple[str, ...]
    """Users from elsewhere who have a say in this group too."""
    chapters: tuple[Chapter, ...]
    incidents: tuple[Incident, ...]
    statements: tuple[Statement, ...]

    def relation_on(self, day: int) -> Relation:
        """``day`` counts back: what ended before it has taken effect."""
        relation = self.relation
        for chapter in self.chapters:
            if chapter.last > day and chapter.outcome is Outcome.WON:
                relation = Relation.CUSTOMER
            if chapter.last > day and chapter.left:
                relation = Relation.FORMER
        return relation


def read_accounts() -> tuple[Account, ...]:
    return tuple(_account(given) for given in yaml.safe_load(text_of("accounts.yaml"))["accounts"])


def user_of(name: str) -> str:
    return name.lower().replace(" ", ".")


def _account(given: Mapping[str, Any]) -> Account:
    return Account(
        key=given["key"],
        name=given["name"],
        domain=given["domain"],
        vertical=given["vertical"],
        relation=Relation(given["relation"]),
        group=BuyingGroup(**{**given["group"], "motion": Motion(given["group"]["motion"])}),
        members=tuple(_member(member, given["domain"]) for member in given["members"]),
        guests=tuple(user_of(name) for name in given.get("guests", ())),
        chapters=tuple(_chapter(chapter) for chapter in given["chapters"]),
        incidents=tuple(_incident(incident) for incident in given.get("incidents", ())),
        statements=tuple(_statement(said) for said in given.get("statements", ())),
    )


def _member(given: Mapping[str, Any], domain: str) -> Member:
    user = user_of(given["name"])
    return Member(
        user=user,
        name=given["name"],
        email=given.get("email", f"{user}@{domain}"),
        title=given["title"],
        persona=given["persona"],
        roles=tuple(given["roles"]),
        pace=given["pace"],
        locale=given.get("locale", "en"),
        dismisses=frozenset(given.get("dismisses", ())),
    )


def _chapter(given: Mapping[str, Any]) -> Chapter:
    return Chapter(
        first=given["from"],
        last=given["to"],
        motion=Motion(given["motion"]),
        jobs=given["jobs"],
        pace=given.get("pace", 1.0),
        outcome=Outcome(given["outcome"]) if "outcome" in given else None,
        reason=given.get("reason"),
        left=given.get("left", False),
    )


def _incident(given: Mapping[str, Any]) -> Incident:
    channel = Channel(given.get("channel", Channel.SUPPORT))
    user = user_of(given["member"])
    return Incident(given["subject"], user, given["opened"], given.get("closed"), channel)


def _statement(given: Mapping[str, Any]) -> Statement:
    facts = {name: said for name, said in given.items() if name not in {"member", "day"}}
    return Statement(user_of(given["member"]), given["day"], facts)
