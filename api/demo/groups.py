"""The people of the buying groups: first a cookie, then a name, then months of work together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from api.demo.accounts import Account, Chapter, Incident, Member
from api.demo.appetite import Appetite
from api.demo.messages import Message, Sender
from api.demo.rhythm import moments
from api.demo.visit import Visit
from api.demo.walker import Act, Walker
from recommender import DAY, HOUR, Catalogue, Channel, Instant, Outcome, Persona, Relation

VISITS_A_WEEK = 0.42
SEEPING = 0.3
"""How much of the always-on jobs there is in every chapter (R5)."""
SECOND_DEVICE = 0.3
FIRST_AS_STRANGER = 0.85


@dataclass(frozen=True, slots=True)
class Groups:
    """All known people of a year."""

    catalogue: Catalogue
    appetite: Appetite
    end: Instant
    seed: str

    def messages(self, accounts: tuple[Account, ...]) -> Iterator[Message]:
        for account in accounts:
            for member in account.members:
                yield from MemberYear.of(self, account, member).messages()

    def before(self, days: int) -> Instant:
        return Instant(self.end - days * DAY)


@dataclass(slots=True)
class MemberYear:
    """One member's year, told in the order in which it is written down, not of its times."""

    groups: Groups
    account: Account
    member: Member
    walker: Walker
    sender: Sender
    told: Relation | None = None
    """What the vendor's systems last said of the company's relation."""

    @classmethod
    def of(cls, groups: Groups, account: Account, member: Member) -> "MemberYear":
        rng = Random(f"{groups.seed}/{member.user}")  # noqa: S311  # a story, no secret
        others = {other.persona for other in account.members} - {member.persona}
        walker = Walker(
            rng=rng,
            persona=member.persona,
            vertical=account.vertical,
            locale=member.locale,
            anonymous=_device(rng),
            colleagues=tuple(sorted(others)),
            dismisses=member.dismisses,
        )
        return cls(groups, account, member, walker, Sender(walker, member.user, groups.catalogue))

    def messages(self) -> Iterator[Message]:
        for chapter in self.account.chapters:
            yield from self._chapter(chapter)
        for incident in self.account.incidents:
            if incident.user == self.member.user:
                yield from self._incident(incident)
        for statement in self.account.statements:
            if statement.user == self.member.user:
                at = Instant(self.groups.before(statement.day) + 10 * HOUR)
                yield self.sender.act(Act("stated", at, Channel.EMAIL, properties=statement.facts))

    def _chapter(self, chapter: Chapter) -> Iterator[Message]:
        self.walker.motion = chapter.motion
        self.walker.jobs = self._jobs(chapter.jobs)
        first, end = self.groups.before(chapter.first), self.groups.before(chapter.last)
        expected = (chapter.first - chapter.last) / 7 * VISITS_A_WEEK
        expected = max(1.0, expected * chapter.pace * self.member.pace)
        for start in moments(self.walker.rng, first, end, expected):
            yield from self._introduction(start)
            for act in Visit(self.groups.appetite, self.walker, start, end).acts():
                yield self.sender.act(act)
        if chapter.outcome is not None and self.member == _decider(self.account):
            yield from self._conclusion(chapter, chapter.outcome)

    def _jobs(self, planned: Mapping[str, float]) -> Mapping[str, float]:
        seeping = {job.key: SEEPING for job in self.groups.catalogue.jobs if job.always_on}
        return {**seeping, **planned}

    def _introduction(self, at: Instant) -> Iterator[Message]:
        """Who it is, and what the company is to the vendor, whenever that is new."""
        days = (self.groups.end - at) // DAY
        self.walker.relation = self.account.relation_on(days)
        rng = self.walker.rng
        if self.walker.user is None and not self._steps_out(rng):
            return
        if self.walker.user is None:
            yield from self._named(at)
        elif rng.random() < SECOND_DEVICE / 10:
            self.walker.anonymous = _device(rng)
        if self.told is not self.walker.relation:
            self.told = self.walker.relation
            traits = {"name": self.account.name, "industry": self.account.vertical}
            yield self.sender.group(at, self.account.key, {**traits, "relation": self.told.value})

    def _steps_out(self, rng: Random) -> bool:
        """A prospect's first visit is mostly a stranger's; customers are signed in."""
        known = self.walker.relation is Relation.CUSTOMER or self.sender.sent > 0
        return known or rng.random() > FIRST_AS_STRANGER

    def _named(self, at: Instant) -> Iterator[Message]:
        self.walker.user = self.member.user
        persona = _persona(self.groups.catalogue, self.member.persona)
        traits = {"email": self.member.email, "name": self.member.name, "role": persona.role}
        yield self.sender.identify(at, {**traits, "position": self.member.title})
        if self.walker.rng.random() < SECOND_DEVICE:
            yield from self._other_device(at)

    def _other_device(self, at: Instant) -> Iterator[Message]:
        """What was read on a phone before the name was known, joined to the name now."""
        phone = _device(self.walker.rng)
        known, self.walker.user = self.walker.user, None
        desk, self.walker.anonymous = self.walker.anonymous, phone
        earlier = Instant(at - self.walker.rng.randint(1, 4) * DAY)
        for act in Visit(self.groups.appetite, self.walker, earlier, at).acts():
            yield self.sender.act(act)
        self.walker.user, self.walker.anonymous = known, desk
        yield self.sender.alias(at, phone)

    def _conclusion(self, chapter: Chapter, outcome: Outcome) -> Iterator[Message]:
        at = Instant(self.groups.before(chapter.last) + 11 * HOUR)
        if outcome is Outcome.WON:
            yield self.sender.act(Act("purchased", at, Channel.SALES))
        end = {"outcome": outcome.value, "reason": chapter.reason}
        yield self.sender.act(Act("concluded", Instant(at + HOUR), Channel.SALES, properties=end))

    def _incident(self, incident: Incident) -> Iterator[Message]:
        opened = Instant(self.groups.before(incident.opened) + 7 * HOUR)
        named = {"subject": incident.subject}
        yield self.sender.act(Act("incident_opened", opened, incident.channel, properties=named))
        self.walker.jobs, self.walker.relation = {"support": 1.0}, Relation.CUSTOMER
        for act in Visit(self.groups.appetite, self.walker, opened, self.groups.end).acts():
            yield self.sender.act(act)
        if incident.closed is not None:
            closed = Instant(self.groups.before(incident.closed) + 15 * HOUR)
            yield self.sender.act(
                Act("incident_closed", closed, incident.channel, properties=named)
            )


def _decider(account: Account) -> Member:
    return next(member for member in account.members if "decider" in member.roles)


def _device(rng: Random) -> str:
    return f"anon-{rng.getrandbits(64):016x}"


def _persona(catalogue: Catalogue, key: str) -> Persona:
    return next(persona for persona in catalogue.personas if persona.key == key)
