"""What a call for many buyers asks, as its body says it."""

from datetime import datetime
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from api.errors import InvalidValue
from api.routes.next_steps import Moment, Named, validated
from graph.answers import Flaw
from graph.errors import BadInput
from graph.paging import read
from graph.questions import AskMany, BuyerFilter, BuyerRef, JobWanted, text
from recommender import Instant, Motion, Presence, Status, instant_of

MOST_BUYERS = 500
MOST_VALUES = 50
PAGE = 100
"""Buyers of a segment in an answer for which no number was said."""


class Wanted(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)


class JobFilter(Wanted):
    """How a buyer stands with a buying job: one of these, at work on it if none is named."""

    job: str
    statuses: list[Status] = Field(
        default=[Status.ACTIVE, Status.REOPENED], max_length=MOST_VALUES, min_length=1
    )


class Segment(Wanted):
    """Values of one field widen, fields and jobs narrow."""

    jobs: list[JobFilter] = Field(default=[], max_length=MOST_VALUES)
    presence: list[Presence] = Field(default=[], max_length=MOST_VALUES)
    personas: list[str] = Field(default=[], max_length=MOST_VALUES)
    accounts: list[str] = Field(default=[], max_length=MOST_VALUES)
    motions: list[Motion] = Field(default=[], max_length=MOST_VALUES)
    seen_since: AwareDatetime | None = None
    seen_before: AwareDatetime | None = None

    def plain(self) -> BuyerFilter:
        """Raises ``BadInput``."""
        return BuyerFilter(
            jobs=tuple(
                JobWanted(text("job", one.job), frozenset(one.statuses)) for one in self.jobs
            ),
            presence=frozenset(self.presence),
            personas=frozenset(text("personas", one) for one in self.personas),
            accounts=frozenset(text("accounts", one) for one in self.accounts),
            motions=frozenset(self.motions),
            seen_since=_instant("seenSince", self.seen_since),
            seen_before=_instant("seenBefore", self.seen_before),
        )


class ManyQuestion(Moment):
    """A list of buyers or a segment, and the moment that all of them share."""

    buyers: list[Any] | None = Field(default=None, min_length=1, max_length=MOST_BUYERS)
    segment: Segment | None = None
    first: int | None = Field(default=None, ge=1, le=MOST_BUYERS, strict=True)
    after: str | None = None
    distinct: bool = Field(default=False, strict=True)

    def ask(self, *, whole: bool) -> AskMany:
        """All of a segment, where ``whole``. Raises ``BadInput``."""
        if (self.buyers is None) == (self.segment is None):
            raise BadInput("one of buyers and segment is needed")
        if self.segment is None and (self.first, self.after) != (None, None):
            raise BadInput("first and after go through a segment")
        return AskMany(
            whom=self._whom(),
            context=self.context(),
            decision_key=self.key(),
            distinct=self.distinct,
            first=None if whole and self.first is None else self.first or PAGE,
            after=read("after", self.after),
        )

    def named(self, place: int) -> dict[str, str]:
        """The buyer at this place as the caller has named them, as far as that can be meant."""
        given = None if self.buyers is None else self.buyers[place]
        if not isinstance(given, dict):
            return {}
        return {name: value for name, value in given.items() if isinstance(value, str)}

    def _whom(self) -> tuple[BuyerRef | Flaw, ...] | BuyerFilter:
        return self.segment.plain() if self.segment else tuple(map(_buyer, self.buyers or ()))


def _buyer(given: Any) -> BuyerRef | Flaw:
    try:
        return validated(Named, given).buyer()
    except (BadInput, InvalidValue) as bad:
        return Flaw(InvalidValue.code, bad.message)


def _instant(name: str, given: datetime | None) -> Instant | None:
    try:
        return None if given is None else instant_of(given)
    except ValueError:
        raise BadInput(f"{name} lies outside of the years 1 to 9999 in UTC") from None
