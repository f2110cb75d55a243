"""Why not: which rule kept each offer out."""

from collections.abc import Iterator
from dataclasses import dataclass

from recommender.model.decision import LeftOut
from recommender.policy.rule import GATES, RULES

PASSED = len(RULES)
"""The code of an offer that no rule refused; other codes are places in ``RULES``."""


@dataclass(frozen=True, slots=True)
class Refusals:
    """The offers left out, in the order of the shelf; each is made when it is read."""

    keys: tuple[str, ...]
    codes: bytes
    """One for each offer of the shelf."""

    def __len__(self) -> int:
        return len(self.codes) - self.codes.count(PASSED)

    def __iter__(self) -> Iterator[LeftOut]:
        for key, code in zip(self.keys, self.codes, strict=True):
            if code != PASSED:
                rule = RULES[code]
                yield LeftOut(key, GATES[rule], rule.value)

    def __contains__(self, item: object) -> bool:
        return any(item == left_out for left_out in self)
