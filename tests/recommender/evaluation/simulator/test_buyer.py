"""How a buyer gets on, turns to other jobs, comes back to some, and looks for colleagues."""

from uuid import UUID

from recommender.evaluation.simulator.buyer import Buyer, jobs_of
from recommender.evaluation.simulator.dice import Dice
from recommender.evaluation.simulator.plan import Habits
from recommender.evaluation.simulator.world import ENTRY, need_of

CALM = Habits(jump=0.0, reopen=0.0, behalf=0.0)


def buyer(jobs: dict[int, int], persona: int = 0, seed: int = 1) -> Buyer:
    return Buyer(
        id=UUID(int=seed),
        account=0,
        dice=Dice(seed),
        persona=persona,
        vertical=0,
        stated=False,
        jobs=jobs,
        job=next(iter(jobs)),
    )


def test_a_job_is_kept_until_it_is_done() -> None:
    one = buyer({2: 2, 0: 1})
    for _ in range(20):
        one.move_on(CALM)
        assert one.job == 2
    one.helped()
    one.move_on(CALM)
    assert (one.job, one.jobs, one.done) == (2, {2: 1, 0: 1}, False)
    one.helped()
    one.move_on(CALM)
    assert (one.job, one.need) == (0, need_of(0, 0))
    one.helped()
    assert one.done


def test_jobs_are_jumped_between_and_reopened() -> None:
    """R4."""
    one = buyer({0: 0, 1: 1, 2: 1})
    seen = set()
    for _ in range(200):
        one.move_on(Habits(jump=0.5, reopen=0.5, behalf=0.0))
        seen.add(one.job)
    assert seen == {0, 1, 2}
    assert one.jobs[0] == 1


def test_a_step_for_a_colleague_helps_the_colleague() -> None:
    """R22."""
    one, other = buyer({0: 1}), buyer({0: 2}, persona=2, seed=2)
    one.colleagues = [other]
    one.move_on(Habits(jump=0.0, behalf=1.0))
    assert one.need == need_of(2, 0)
    one.helped()
    assert (one.jobs, other.jobs) == ({0: 1}, {0: 1})
    one.move_on(CALM)
    assert one.need == need_of(0, 0)


def test_the_job_that_brings_a_buyer_is_the_first_of_theirs() -> None:
    found = [jobs_of(Dice(seed), ENTRY) for seed in range(400)]
    first = [next(iter(jobs)) for jobs in found]
    assert abs(first.count(0) / 400 - ENTRY[0]) < 0.08
    assert {missing for jobs in found for missing in jobs.values()} == {2, 3, 4}
    assert max(map(len, found)) == 4
