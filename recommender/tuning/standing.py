"""All that is fitted in a workspace, as a checkpoint of its model carries it."""

from typing import NamedTuple

from recommender.engine import Settings
from recommender.evidence import Ranker, UnusableWeights, ranker
from recommender.learning import Fitted
from recommender.tuning.history import History
from recommender.tuning.marks import Marks

DEFAULTS = Settings()


class Standing(NamedTuple):
    ranker: Ranker
    marks: Marks
    history: History

    @property
    def settings(self) -> Settings:
        return self.history.latest.applied(DEFAULTS)

    def fitted(self) -> Fitted:
        return self.ranker.fitted({"marks": self.marks._asdict(), "tuned": self.history.facts()})

    @classmethod
    def start(cls, version: int) -> "Standing":
        """Nothing is fitted."""
        return cls(ranker(None), Marks(), History.start(version))

    @classmethod
    def read(cls, fitted: Fitted | None, version: int) -> "Standing":
        """What a model of that version carries; weights of another release have to be fitted anew.

        Raises:
            UnusableWeights: a number is none, or infinite, or all of it is no fit at all.
        """
        if fitted is None:
            return cls.start(version)
        try:
            found, none = ranker(fitted), ranker(None)
            marks = Marks.read(fitted.facts.get("marks", {}))
            history = History.read(fitted.facts.get("tuned"), version)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise UnusableWeights("what a checkpoint carries as fitted is not") from error
        return cls(found, Marks(tuned=marks.tuned) if found is none else marks, history)
