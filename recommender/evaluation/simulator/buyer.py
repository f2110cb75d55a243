"""A buyer in the maze: what they are, what they have to do, how they move on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from recommender.evaluation.simulator.dice import Dice
from recommender.evaluation.simulator.plan import Habits
from recommender.evaluation.simulator.world import JOBS, need_of


class End(StrEnum):
    """How a journey came out."""

    COMPLETED = "completed"
    POOR_CONTENT = "poor_content"
    """The chosen step disappointed."""
    POOR_PATHWAY = "poor_pathway"
    """There was nothing to choose."""
    UNFINISHED = "unfinished"


@dataclass(slots=True)
class Buyer:
    """All that decides what this buyer does next; the engine sees some of the acts."""

    id: UUID
    account: int
    dice: Dice
    persona: int
    vertical: int
    stated: bool
    """Whether the engine was told the vertical."""
    jobs: dict[int, int]
    """What is to be done: by job the helpful steps that are still missing."""
    job: int
    colleagues: Sequence["Buyer"] = ()
    seeker: "Buyer | None" = None
    """The colleague for whom this moment's step is sought."""
    taken: set[int] = field(default_factory=set)
    last: int | None = None
    """The offer that is open."""
    end: End | None = None

    @property
    def need(self) -> int:
        """That the next step should serve: the buyer's own or that of a colleague (R22)."""
        return need_of((self.seeker or self).persona, self.job)

    def move_on(self, habits: Habits) -> None:
        """Mostly the same job as before; now and then another, or one that was done (R4)."""
        if not self.jobs.get(self.job) or self.dice.below(habits.jump):
            self.job = self._another(habits)
        self.seeker = None
        if self.colleagues and self.dice.below(habits.behalf):
            self.seeker = self.colleagues[self.dice.number(len(self.colleagues))]

    def _another(self, habits: Habits) -> int:
        done = [job for job, missing in self.jobs.items() if not missing and job != self.job]
        if done and self.dice.below(habits.reopen):
            self.job = done[self.dice.number(len(done))]
            self.jobs[self.job] = 1
            return self.job
        left = [job for job, missing in self.jobs.items() if missing and job != self.job]
        return left[self.dice.number(len(left))] if left else self.job

    def helped(self) -> None:
        """A step that served the need brings whoever needed it nearer to the end."""
        who = self.seeker or self
        missing = who.jobs.get(self.job, 0)
        if missing:
            who.jobs[self.job] = missing - 1

    @property
    def done(self) -> bool:
        return not any(self.jobs.values())


def jobs_of(dice: Dice, entry: Sequence[float]) -> dict[int, int]:
    """The job that brings a buyer, first; beside it each other by chance."""
    first = dice.one_of(entry)
    others = [job for job in range(len(JOBS)) if job != first and dice.below(0.35)]
    return {job: 2 + dice.number(3) for job in (first, *others)}
