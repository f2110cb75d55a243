"""The decisions of a log, one at a time, down to the few numbers of each that two policies need."""

from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from recommender.evaluation.offpolicy.comparison import Estimate, PolicyValue, versus
from recommender.evaluation.offpolicy.estimators import Floats, Sample
from recommender.evaluation.offpolicy.logged_set import LeftAside, LoggedSet, Unusable, read
from recommender.evaluation.offpolicy.reward_model import RewardModel
from recommender.evaluation.offpolicy.set_policy import SetPolicy
from recommender.evaluation.offpolicy.weighing import DRAWS, Weighed, weigh
from recommender.model.shelf import Shelf


@dataclass(frozen=True, slots=True)
class PolicyComparison:
    decisions: int
    accounts: int
    taken: float
    """The part of the sets that were shown of which a step was taken."""
    left_aside: Mapping[LeftAside, int]
    """Decisions that say nothing of these policies."""
    values: tuple[PolicyValue, PolicyValue]
    difference: Mapping[str, Estimate]
    """How much better the second is, by estimator; none where either was declined."""


class _Column:
    """What was found of one policy: an entry a decision, of ``told`` several."""

    __slots__ = ("told", "unsupported", "weights")

    def __init__(self) -> None:
        self.weights, self.told, self.unsupported = array("d"), array("d"), array("d")

    def add(self, weighed: Weighed) -> None:
        self.weights.append(weighed.weight)
        self.told.extend(weighed.told)
        self.unsupported.append(weighed.unsupported)

    def sample(self, rewards: Floats, told: Floats, model: RewardModel) -> Sample:
        expected = model.expects(np.array(self.told)).reshape(-1, DRAWS).mean(axis=1)
        return Sample(rewards, np.array(self.weights), model.expects(told), expected)

    def mass(self) -> float:
        """That could not be shown, of all."""
        return sum(self.unsupported) / max(len(self.unsupported), 1)


class PolicyLog:
    """Keeps some hundred bytes of a decision, however large its record is."""

    def __init__(self, a: SetPolicy, b: SetPolicy, shelf: Shelf) -> None:
        """The shelf tells which offers share a format or a family, which no record does."""
        self._policies = a, b
        self._shelf = shelf
        self._columns = _Column(), _Column()
        self._taken, self._told, self._accounts = array("d"), array("d"), array("q")
        self._numbers: dict[str, int] = {}
        self._left_aside: Counter[LeftAside] = Counter()

    def add(self, logged: LoggedSet) -> None:
        try:
            shown = read(logged)
            both = [weigh(shown, policy, self._shelf) for policy in self._policies]
        except Unusable as unusable:
            self._left_aside[unusable.why] += 1
            return
        for column, weighed in zip(self._columns, both, strict=True):
            column.add(weighed)
        self._taken.append(logged.taken)
        self._told.append(shown.told)
        self._accounts.append(self._numbers.setdefault(logged.account, len(self._numbers)))

    def compare(self, generator: Generator) -> PolicyComparison:
        rewards, told = np.array(self._taken), np.array(self._told)
        model = RewardModel.fitted(told, rewards)
        a, b = (column.sample(rewards, told, model) for column in self._columns)
        masses = self._columns[0].mass(), self._columns[1].mass()
        found = versus((a, b), np.array(self._accounts), generator, masses)
        return PolicyComparison(
            decisions=len(rewards),
            accounts=len(self._numbers),
            taken=float(rewards.mean()) if len(rewards) else 0.0,
            left_aside=dict(self._left_aside),
            values=found.values,
            difference=found.difference,
        )
