"""Buyers in a maze with planted truth: what sets are worth, where the truth is known."""

from recommender.evaluation.simulator.facets import ALL_FACETS, Facets
from recommender.evaluation.simulator.plan import Plan, Sight
from recommender.evaluation.simulator.planting import plant
from recommender.evaluation.simulator.report import Level, Report
from recommender.evaluation.simulator.simulation import simulate
from recommender.evaluation.simulator.study import season

__all__ = [
    "ALL_FACETS",
    "Facets",
    "Level",
    "Plan",
    "Report",
    "Sight",
    "plant",
    "season",
    "simulate",
]
