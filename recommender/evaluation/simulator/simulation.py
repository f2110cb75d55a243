"""Buyers in a maze with planted truth, and what the engine does for them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count

from recommender.engine import DEFAULTS, Settings
from recommender.evaluation.simulator.facets import ALL_FACETS, Facets
from recommender.evaluation.simulator.goals import goals
from recommender.evaluation.simulator.plan import Plan
from recommender.evaluation.simulator.report import Report
from recommender.evaluation.simulator.study import STAGES, study
from recommender.evaluation.simulator.summary import level
from recommender.evaluation.simulator.watch import EVENTS

Seen = Callable[[int, int], None]
"""Told how many stages are done, and how many there are."""


def simulate(
    plan: Plan,
    facets: Sequence[Facets] = ALL_FACETS,
    settings: Settings = DEFAULTS,
    on_progress: Seen = lambda _done, _total: None,
) -> Report:
    """The same report for the same plan and settings."""
    done, total = count(1), len(facets) * plan.worlds * STAGES
    hidden = plan.sight.hidden, plan.most_hidden
    plans = [replace(plan, seed=plan.seed + number) for number in range(plan.worlds)]

    def stage() -> None:
        on_progress(next(done), total)

    levels = [
        level(one, [study(one, planted, settings, stage) for planted in plans], hidden)
        for one in facets
    ]
    return Report(plan.seed, plan.worlds, EVENTS, tuple(levels), goals(levels))
