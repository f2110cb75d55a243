import strawberry
from strawberry import ID, field

from graph import ids, questions
from graph.errors import BadInput
from graph.questions import JobWanted, text
from graph.types.vocabulary import Motion, Presence, Status
from recommender import Instant

MOST_VALUES = 50


@strawberry.input(description="How a buyer stands with a buying job.")
class JobFilter:
    job: ID = field(description="The buying job.")
    statuses: list[Status] = field(
        default_factory=lambda: [Status.ACTIVE, Status.REOPENED],
        description="One of these; at work on it, if none is named.",
    )

    def plain(self) -> JobWanted:
        return JobWanted(ids.bare("BuyingJob", text("job", self.job)), frozenset(self.statuses))


@strawberry.input(
    description="A segment of the buyers. Values of one field widen, fields and jobs narrow."
)
class BuyerFilter:
    jobs: list[JobFilter] = field(
        default_factory=list, description="They stand so with each of these buying jobs."
    )
    presence: list[Presence] = field(default_factory=list, description="They are about like this.")
    personas: list[ID] = field(
        default_factory=list, description="Most of what was seen of them fits one of these."
    )
    accounts: list[ID] = field(default_factory=list, description="Of one of these companies.")
    motions: list[Motion] = field(
        default_factory=list, description="Their purchase is of this kind."
    )
    seen_since: Instant | None = field(default=None, description="Seen then or later.")
    seen_before: Instant | None = field(default=None, description="Not seen since then.")

    def plain(self) -> questions.BuyerFilter:
        """Raises ``BadInput``."""
        lists = (self.jobs, self.presence, self.personas, self.accounts, self.motions)
        if any(len(values) > MOST_VALUES for values in lists):
            raise BadInput(f"each list of a filter holds at most {MOST_VALUES} values")
        return questions.BuyerFilter(
            jobs=tuple(job.plain() for job in self.jobs),
            presence=frozenset(self.presence),
            personas=frozenset(ids.bare("Persona", one) for one in self.personas),
            accounts=frozenset(ids.bare("Account", text("accounts", a)) for a in self.accounts),
            motions=frozenset(self.motions),
            seen_since=self.seen_since,
            seen_before=self.seen_before,
        )
