"""What would have been recommended before each of the later picks in a workspace's own log."""

from recommender.evaluation.heldout.buyers import Buyers, Person
from recommender.evaluation.heldout.companies import Companies
from recommender.evaluation.heldout.judging import WAYS, Judge, Judged
from recommender.evaluation.heldout.picks import Pick, picks, thinned
from recommender.evaluation.heldout.readings import Future, Past
from recommender.evaluation.heldout.report import HeldOut, Row

__all__ = [
    "WAYS",
    "Buyers",
    "Companies",
    "Future",
    "HeldOut",
    "Judge",
    "Judged",
    "Past",
    "Person",
    "Pick",
    "Row",
    "picks",
    "thinned",
]
