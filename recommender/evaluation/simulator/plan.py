"""What is simulated: how large the world is, how buyers behave, what the engine gets to see."""

from dataclasses import dataclass

from recommender.model.instant import DAY, Instant

START = Instant(1_767_571_200_000)
"""Monday, 2026-01-05T00:00:00Z: weeks are counted from here, whenever it is run."""


@dataclass(frozen=True, slots=True)
class Habits:
    """Chances at each moment of a buyer's journey."""

    own_way: float = 0.5
    """To look around without regard to what is recommended: links, search, what lies about."""
    jump: float = 0.1
    """To turn to another of their jobs though this one is not done."""
    reopen: float = 0.1
    """To take up a job again that was done, when turning to another."""
    behalf: float = 0.1
    """To look for something that a colleague needs."""
    forward: float = 0.5
    """To hand on what was found for a colleague."""
    leave_let_down: float = 0.35
    """To give up for good after a step that was poor."""
    leave_unmet: float = 0.15
    """To give up for good after a set with nothing in it."""
    dismiss: float = 0.1
    """To wave one away where none is taken."""
    come_back: float = 0.35
    """To go on in a day or a few rather than at once."""
    pause: float = 0.05
    """To go on after five weeks or many more."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What the engine learns of an act."""

    hidden: float = 0.0
    """The chance that it never hears of anything that a buyer did at a moment (R15)."""
    late: float = 0.15
    """The chance that it hears hours later."""
    lost: float = 0.03
    """The chance that it hears what was shown and never what became of it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Of one run."""

    seed: int = 7
    worlds: int = 2
    """How many are planted for each kind of needs, from this seed and those after it."""
    offers: int = 120
    size: int = 4
    """Steps of a set."""
    mistagged: float = 0.2
    """The part of the offers that editors tagged with a need that they do not serve."""
    weeks: int = 12
    """How long the engine serves and learns before it is looked at."""
    learners: int = 600
    """Buyers who come to a world in this time."""
    watched: int = 120
    """Buyers of it who are asked, between acts of their own, what they would take of any set."""
    travellers: int = 32
    """Buyers of it who go their whole way with each of the policies."""
    moments: int = 32
    """How often a traveller looks before the story ends without an ending."""
    habits: Habits = Habits()
    sight: Sight = Sight()
    most_hidden: float = 0.83
    """The part of all acts that is hidden where it is measured what that costs."""
    start: Instant = START

    def __post_init__(self) -> None:
        if not (0.0 <= self.sight.hidden < 1.0 and 1 <= self.size <= 10 <= self.offers):  # noqa: PLR2004  # sizes that a decision can have
            raise ValueError("hidden within 0..1, size within 1..10, at least 10 offers")

    @property
    def end(self) -> Instant:
        """Of the time in which the engine learns."""
        return Instant(self.start + 7 * self.weeks * DAY)
