"""A whole small run: sets beat a ranking, and a ranking beats a single path."""

from functools import cache

import pytest

from recommender.evaluation.simulator.facets import SHARP
from recommender.evaluation.simulator.plan import Plan
from recommender.evaluation.simulator.policies import POLICIES
from recommender.evaluation.simulator.report import Level, Report
from recommender.evaluation.simulator.simulation import simulate
from recommender.evaluation.simulator.study import STAGES

PLAN = Plan(seed=2, worlds=1, learners=200, watched=50, travellers=10, weeks=6)
SEEN: list[tuple[int, int]] = []


@cache
def report() -> Report:
    return simulate(PLAN, [SHARP], on_progress=lambda done, of: SEEN.append((done, of)))


def sharp() -> Level:
    (level,) = report().levels
    return level


def mean(policy: str) -> float:
    (found,) = [one for one in sharp().rates if one.policy == policy]
    return sum(found.rates) / len(found.rates)


def test_sets_beat_a_ranking_and_both_beat_a_single_path() -> None:
    """R1: at least one of a set, against the one best next page, and a funnel that is the same."""
    assert mean("cairn_sure") >= mean("top_n")
    assert mean("top_n") > mean("next_page") + 0.1
    assert mean("cairn") > mean("funnel") + 0.1


def test_nobody_beats_who_knows_more() -> None:
    assert mean("oracle") >= mean("true_mixture") >= mean("true_top_n")
    for policy in POLICIES:
        assert mean(policy) <= mean("oracle") + 1e-9


def test_regret_is_what_the_oracle_has_more() -> None:
    oracle = next(one for one in sharp().rates if one.policy == "oracle")
    for one in sharp().rates:
        apart = [best - rate for best, rate in zip(oracle.rates, one.rates, strict=True)]
        assert one.regrets == pytest.approx(apart)


def test_journeys_have_one_end_each() -> None:
    for one in sharp().ways:
        ends = one.completed + one.poor_content + one.poor_pathway + one.unfinished
        assert ends == pytest.approx(1.0)
        assert 0.0 <= one.groups <= 1.0


def test_the_belief_sharpens_with_what_is_heard_and_less_where_most_is_hidden() -> None:
    heard, hidden = sharp().believed
    assert (heard.hidden, hidden.hidden) == (0.0, 0.83)
    assert heard.true_need[-1] > heard.true_need[0] + 0.05
    assert heard.true_need[-1] > hidden.true_need[-1]


def test_progress_is_told_stage_by_stage() -> None:
    report()
    assert [(stage, STAGES) for stage in range(1, STAGES + 1)] == SEEN


def test_goals_are_told_with_what_was_reached() -> None:
    first, worst, error, fall = report().goals
    assert first.reached == sharp().over_top_n[0].mean
    assert error.reached == sharp().told.calibration.error
    assert worst.reached in {one.mean for one in sharp().over_top_n}
    assert fall.met == (fall.reached < 1 / 3)
