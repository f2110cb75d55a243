"""What was tuned, by the version of the model from which on it held.

A recorded decision names the version that it came from; so it is known what its odds were made of.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from recommender.tuning.tuned import UNTUNED, Tuned

KEPT = 16
"""So many are kept: more than there are among the latest answers."""
RULES = 2
"""The version of what its numbers mean."""


class History(NamedTuple):
    entries: tuple[tuple[int, Tuned], ...]
    """The oldest first."""

    @classmethod
    def start(cls, version: int) -> "History":
        """Nothing is tuned; what held before that version is not known."""
        return cls(((version, UNTUNED),))

    @property
    def latest(self) -> Tuned:
        return self.entries[-1][1]

    def at(self, version: int) -> Tuned | None:
        """``None`` where that is not known any more."""
        held = [tuned for since, tuned in self.entries if since <= version]
        return held[-1] if held else None

    def then(self, version: int, tuned: Tuned) -> "History":
        """From that version on."""
        if tuned == self.latest:
            return self
        return History((*self.entries, (version, tuned))[-KEPT:])

    def facts(self) -> dict[str, Any]:
        """As JSON has it."""
        entries = [[version, tuned.facts()] for version, tuned in self.entries]
        return {"rules": RULES, "entries": entries}

    @classmethod
    def read(cls, facts: Mapping[str, Any] | None, version: int) -> "History":
        """A new one if there is none that can be read."""
        if facts is None or facts.get("rules") != RULES:
            return cls.start(version)
        return cls(tuple([(int(since), Tuned.read(one)) for since, one in facts["entries"]]))
