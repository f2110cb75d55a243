"""Questions about the training itself, asked as the cases ask."""

from recommender.evaluation.replay import Log, LogLine, Part, parts
from recommender.evaluation.replay.probes import ahead, along, in_parts
from recommender.fitting import AHEAD
from recommender.model.instant import Instant

TRAILS = 40
"""Of these, every second has two items and the others three."""


def log() -> Log:
    """Of every trail the first item is its own."""
    return Log.of(
        LogLine(f"{trail}", item, Instant(10 * trail + step))
        for trail in range(TRAILS)
        for step, item in enumerate((f"own {trail}", "a", "b")[: 2 + trail % 2])
    )


def test_one_left_out_or_one_given_is_asked_in_parts():
    assert parts({"s": [2, 2, 2]}) == [Part(2, 3)] * 3
    assert parts({"s": [1, 1, 1]}) == [Part(1, 3)] * 3
    assert parts({1: [1, 1], 2: [1]}) == [Part(1, 2)] * 2


def test_questions_that_grow_are_asked_along_the_trail():
    assert parts({"s": [1, 2, 3], "t": [1]}) == []
    assert parts({"s": [1, 2], "t": [4, 4]}) == []  # as many of one kind as of the other
    assert parts({}) == []


def test_as_many_later_picks_count_as_are_left_open():
    assert ahead([Part(2, 3), Part(1, 2)]) == (0, 1.0)
    assert ahead([Part(1, 4)]) == (2, 1.0)
    assert ahead([]) is AHEAD


def test_parts_are_of_trails_of_which_nothing_is_known_yet():
    whole = log()
    probes = list(in_parts(whole, [Part(2, 3), Part(1, 9)]))
    assert probes
    for probe in probes:
        before, after = whole.around(probe.spot)
        assert not before
        known = {line.item for line in probe.trail}
        assert (len(known), len(probe.rest)) == (2, 1)
        assert known | probe.rest == {line.item for line in after}
    assert len({frozenset(line.item for line in probe.trail) for probe in probes}) > 3


def test_along_the_trail_all_that_is_taken_later_counts():
    for probe in along(log()):
        assert probe.trail[0].item.startswith("own")
        assert probe.next in probe.rest
        assert probe.rest <= {"a", "b"}
