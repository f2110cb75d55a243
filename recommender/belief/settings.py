"""How acts are heard: the prior weights behind a belief."""

from dataclasses import dataclass

from recommender.belief.serving import TAGGED, Serving
from recommender.model.instant import DAY


@dataclass(frozen=True, slots=True)
class BeliefSettings:
    unknown: float = 0.1
    """Prior share of needs that the workspace has no word for."""
    tags: float = 10.0
    """How many observations an editor's tag counts as, against one of anything at all."""
    acts: int = 16
    """How many of the latest touches are heard."""
    half_life: int = 30 * DAY
    """After so long an act says half as much."""
    thin: float = 0.5
    """What an act still says when nothing else of the journey was seen (R15)."""
    drift: float = 0.15
    """Chance that a buyer turns to another job between two acts."""
    behalf: float = 0.2
    """Chance that an act is on behalf of another persona (R22)."""
    colleagues: float = 0.3
    """How much an act of a colleague says of the jobs that they are at, against one's own."""
    beyond: float = 0.08
    """Prior weight of the jobs after a purchase for those who have not bought."""
    before: float = 0.35
    """Prior weight of the jobs before a purchase for those who have."""
    done: float = 0.4
    """Weight of a job that is done with, unless it is always on."""
    stated: float = 100.0
    """How much a stated role or persona lifts the personas that match it; no act lowers them."""
    vertical: float = 4.0
    floor: float = 1e-4
    """The least likelihood of an act under any need: one odd act kills none."""
    personas: tuple[tuple[str, float], ...] = ()
    """Learned shares of personas by key, in place of what the catalogue says."""
    jobs: tuple[tuple[str, float], ...] = ()
    """Learned weights of jobs by key; 1 for those not named."""
    turns: tuple[tuple[str, float], ...] = ()
    """Learned weights of the jobs that buyers turn to; those of ``jobs`` where none are learned."""
    serving: Serving = TAGGED
    """What offers serve, where that was learned."""
    taken: float = 0.2
    """Chance that an offer is taken up when it is shown to somebody who needs it."""
    cells: int = 40
    """How many needs are kept; what the others had goes to the unknown one."""
