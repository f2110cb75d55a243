"""Walks through the maze: ends, exits, what is heard of them and what not."""

from dataclasses import replace

import pytest

from recommender.evaluation.simulator.buyer import End
from recommender.evaluation.simulator.crowd import crowd
from recommender.evaluation.simulator.desk import Desk
from recommender.evaluation.simulator.facets import SHARP
from recommender.evaluation.simulator.maze import Maze, Traveller
from recommender.evaluation.simulator.plan import Habits, Plan, Sight
from recommender.evaluation.simulator.planting import plant
from recommender.evaluation.simulator.policies import POLICIES
from recommender.model.interaction import Interaction
from recommender.model.vocabulary import Kind

PLAN = Plan(learners=24, weeks=4, sight=Sight(hidden=0.0, late=0.0, lost=0.0))
WORLD = plant(SHARP, PLAN)


def walk(
    plan: Plan = PLAN, policy: str = "oracle", *, buyers: int = 24
) -> tuple[list[Traveller], Maze]:
    maze = Maze(WORLD, Desk(WORLD.shelf), POLICIES[policy], plan, 1)
    return maze.walk(crowd(buyers, plan.start, plan.end, plan.seed, 1)), maze


def kinds(log: list[Interaction], kind: Kind) -> list[Interaction]:
    return [act for act in log if act.kind is kind]


def test_everybody_comes_to_an_end() -> None:
    travellers, _ = walk()
    assert {traveller.buyer.end for traveller in travellers} <= set(End)
    assert all(traveller.buyer.end is not None for traveller in travellers)
    assert all(traveller.moments <= PLAN.moments for traveller in travellers)


def test_who_completed_has_nothing_left_to_do() -> None:
    travellers, _ = walk()
    completed = [t for t in travellers if t.buyer.end is End.COMPLETED]
    assert len(completed) >= 3
    assert all(traveller.steps >= 2 for traveller in completed)


def test_the_same_seed_walks_the_same_way() -> None:
    (_, one), (_, same) = walk(policy="cairn", buyers=8), walk(policy="cairn", buyers=8)
    assert one.desk.log == same.desk.log
    assert one.shown == same.shown


def test_nobody_leaves_unmet_or_let_down_who_would_not() -> None:
    """Both ways out are planted apart: poor content and poor pathways."""
    patient = replace(PLAN, habits=Habits(leave_unmet=0.0, leave_let_down=0.0))
    ends = {t.buyer.end for t in walk(patient)[0]}
    assert ends <= {End.COMPLETED, End.UNFINISHED}
    touchy = replace(PLAN, habits=Habits(leave_unmet=1.0, leave_let_down=0.0, own_way=0.0))
    travellers, maze = walk(touchy, "funnel")
    assert End.POOR_CONTENT not in {t.buyer.end for t in travellers}
    left = sum(t.buyer.end is End.POOR_PATHWAY for t in travellers)
    assert left == sum(not shown.taken for shown in maze.shown)


def test_what_was_shown_taken_and_read_is_all_heard_where_nothing_is_hidden() -> None:
    travellers, maze = walk()
    log = maze.desk.log
    assert len(kinds(log, Kind.CLICKED)) == sum(shown.taken for shown in maze.shown)
    assert len(kinds(log, Kind.VIEWED)) == sum(traveller.steps for traveller in travellers)
    assert len({act.id for act in log}) == len(log)


def test_nothing_is_heard_but_who_came_where_all_is_hidden() -> None:
    """R15."""
    hiding = replace(PLAN, sight=Sight(hidden=0.999999, late=0.0, lost=0.0))
    _, maze = walk(hiding, "popular")
    assert {act.kind for act in maze.desk.log} == {Kind.STATED}


def test_with_lost_feedback_sets_are_heard_of_and_answers_are_not() -> None:
    _, maze = walk(replace(PLAN, sight=Sight(lost=1.0)))
    assert {act.kind for act in maze.desk.log} == {Kind.STATED, Kind.SHOWN}


def test_late_feedback_is_heard_after_acts_that_came_later() -> None:
    _, maze = walk(replace(PLAN, sight=Sight(late=0.5, lost=0.0)))
    times = [act.at for act in maze.desk.log]
    assert times != sorted(times)


def test_nothing_is_shown_before_it_is_published() -> None:
    _, maze = walk(policy="cairn", buyers=12)
    published = dict(zip(WORLD.shelf.keys, WORLD.published, strict=True))
    shown = kinds(maze.desk.log, Kind.SHOWN)
    assert min(act.at - published[act.offer or ""] for act in shown) >= 0


def test_only_the_engine_tells_chances() -> None:
    assert all(shown.told is None for shown in walk(buyers=4)[1].shown)
    assert all(shown.told is not None for shown in walk(policy="cairn", buyers=4)[1].shown)


@pytest.mark.parametrize("policy", POLICIES)
def test_every_policy_shows_a_set_of_at_most_its_size_without_repeats(policy: str) -> None:
    _, maze = walk(policy=policy, buyers=3)
    by_decision: dict[object, list[str | None]] = {}
    for act in kinds(maze.desk.log, Kind.SHOWN):
        by_decision.setdefault(act.decision, []).append(act.offer)
    assert by_decision
    for offers in by_decision.values():
        assert len(offers) == len(set(offers)) <= PLAN.size
    single = policy in {"next_page", "funnel"}
    assert max(map(len, by_decision.values())) == (1 if single else PLAN.size)
