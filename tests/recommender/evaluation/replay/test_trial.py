"""The chance that is told of a set goes by what came true on later picks of the training."""

from recommender.evaluation.replay import Log, LogLine, Question, answer_questions
from recommender.evaluation.replay.answering import Moment
from recommender.evaluation.replay.probes import along
from recommender.evaluation.replay.trial import set_told
from recommender.evaluation.replay.world import World
from recommender.journey import Journey
from recommender.model.instant import HOUR, SECOND, Instant
from tests.recommender.evaluation.replay.test_static import NOW


def log(walks: int, surprises: int) -> Log:
    """From a to b always, then in one walk of so many to an item of its own."""
    return Log.of(
        LogLine(f"walk {walk}", item, Instant(walk * HOUR + step * 10 * SECOND))
        for walk in range(walks)
        for step, item in enumerate(("a", "b", f"own {walk}" if walk % surprises == 0 else "c"))
    )


def test_what_came_true_is_told():
    (answer,) = answer_questions(log(900, 3), [Question(0, NOW, ("a", "b"))])
    assert answer.ranked[0] == "c"
    assert abs(answer.any_taken - 2 / 3) < 0.1


def test_too_few_picks_leave_the_chance_as_it_is():
    world = World()
    few = log(20, 3)
    world.learn(few)
    world.lay_out()
    set_told(
        world, few, along(few), lambda _world, _trail, now: Moment("", Journey.empty(), None, now)
    )
    assert world.points == ()
