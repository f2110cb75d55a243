"""What is counted for each offer. Offers are numbered in the order of first sight."""

from array import array

from recommender.learning.counts import Counts
from recommender.learning.popularity import Popularity
from recommender.model.instant import Instant
from recommender.model.vocabulary import Motion


class Tallies:
    """All that the model knows of offers, apart from the trails that teach it."""

    __slots__ = (
        "changes", "companions", "first_seen", "keys", "motions", "numbers", "popularity",
        "sequels", "shown", "taken", "touched", "visits",
    )  # fmt: skip

    def __init__(self) -> None:
        self.changes = 0
        """How many acts taught something since this process began; what is kept goes by it."""
        self.keys: list[str] = []
        self.numbers: dict[str, int] = {}
        self.first_seen = array("q")
        """When the offer was first taken up; 0 while it never was."""
        self.touched = array("q")
        """In how many trails the offer occurs."""
        self.shown = array("q")
        self.taken = array("q")
        """How many of the exposures were answered by taking the offer."""
        self.visits = 0
        """How many trails began."""
        self.popularity = Popularity()
        self.companions = Counts()
        """In how many trails two offers occur together, in either order."""
        self.sequels = Counts()
        """What came after what, 1/gap each time, whatever the motion."""
        self.motions: dict[Motion, Counts] = {}
        """The same apart for each motion (R8)."""

    def number(self, key: str) -> int:
        """The number of an offer that an act names."""
        number = self.numbers.get(key)
        return self._admit(key) if number is None else number

    def see(self, number: int, at: Instant) -> None:
        """Somebody took it up at this time: being shown or waved away makes nothing new."""
        first = self.first_seen[number]
        self.first_seen[number] = min(at, first) if first else at

    def _admit(self, key: str) -> int:
        self.numbers[key] = len(self.keys)
        self.keys.append(key)
        for tally in (self.first_seen, self.touched, self.shown, self.taken):
            tally.append(0)
        self.popularity.admit()
        return self.numbers[key]
