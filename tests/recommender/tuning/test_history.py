"""Of a recorded decision it is known what had been tuned when it was made."""

from recommender.slate import Acceptance
from recommender.tuning import UNTUNED, History, Tuned
from recommender.tuning.history import KEPT

COLD = Tuned(Acceptance(shift=-1.0, common=0.5))
WARM = Tuned(Acceptance(shift=1.0), told=((0.2, 0.3),), jobs=(("validation", 1.5),))


def test_a_version_has_what_was_tuned_last_before_it() -> None:
    history = History.start(3).then(5, COLD).then(9, WARM)
    assert [history.at(version) for version in (2, 3, 4, 5, 8, 9, 20)] == [
        *(None, UNTUNED, UNTUNED, COLD, COLD, WARM, WARM)
    ]
    assert history.latest == WARM


def test_the_same_again_is_no_change() -> None:
    history = History.start(1).then(2, COLD)
    assert history.then(3, COLD) == history


def test_what_held_long_ago_is_forgotten() -> None:
    history = History.start(1)
    for version in range(2, KEPT + 2):
        history = history.then(version, Tuned(Acceptance(shift=float(version))))
    assert len(history.entries) == KEPT
    assert history.at(1) is None
    assert history.at(2) == Tuned(Acceptance(shift=2.0))
