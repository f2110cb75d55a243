"""What a simulation found, as plain values."""

from dataclasses import dataclass

from recommender.evaluation.scores import Calibration


@dataclass(frozen=True, slots=True)
class Difference:
    """A mean difference between two policies at the same moments, and its standard error."""

    mean: float
    error: float


@dataclass(frozen=True, slots=True)
class Rates:
    """The chance that at least one step is taken, by the number of acts before; in truth."""

    policy: str
    title: str
    rates: tuple[float, ...]
    regrets: tuple[float, ...]
    """How much less than that of one who knows the need."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What became of buyers who went their whole way with one policy."""

    policy: str
    title: str
    completed: float
    groups: float
    """The part of the accounts of which every member completed."""
    poor_content: float
    poor_pathway: float
    unfinished: float
    answered: float
    """The part of all sets of which a step was taken."""


@dataclass(frozen=True, slots=True)
class Told:
    """The told chance of a set against the true one."""

    log_loss: float
    least: float
    """The log loss of the true chances: nobody can tell better."""
    calibration: Calibration


@dataclass(frozen=True, slots=True)
class Believed:
    """The belief over needs against the true need."""

    hidden: float
    """The part of all acts that the engine did not hear of."""
    rates: tuple[float, ...]
    """Of Cairn's set without exploration, by acts."""
    true_need: tuple[float, ...]
    """The share that the true need was believed to have, by acts."""
    log_loss: tuple[float, ...]
    likeliest: Calibration
    """The share that the likeliest need was believed to have, and how often it was the one."""


@dataclass(frozen=True, slots=True)
class Level:
    """All worlds with needs of one kind."""

    facets: str
    rates: tuple[Rates, ...]
    ways: tuple[Ways, ...]
    told: Told
    """Of the sets that travellers were shown by Cairn."""
    told_watched: Told
    """At the moments at which all policies were asked."""
    believed: tuple[Believed, ...]
    """With all that there is to be heard, and with most of it hidden."""
    over_top_n: tuple[Difference, ...]
    """Of Cairn's set, without exploration, over a ranking by the same scores; by acts."""
    over_path: tuple[Difference, ...]
    """Of Cairn's set over the one best page; by acts."""
    completed_over_path: Difference


@dataclass(frozen=True, slots=True)
class Goal:
    name: str
    reached: float
    goal: str
    met: bool


@dataclass(frozen=True, slots=True)
class Report:
    seed: int
    worlds: int
    events: tuple[int, ...]
    levels: tuple[Level, ...]
    goals: tuple[Goal, ...]
