"""A log that goes on while it is asked about."""

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.evaluation.replay import Answer, Ask, Log, LogLine, StreamLine, answer_stream
from recommender.evaluation.replay.world import ROOM
from recommender.model.instant import DAY, HOUR, Instant

START = Instant(20_000 * DAY)


def line(number: int, trail: str, item: str, at: int | None = None, *, predict: bool = True):
    when = Instant(START + (number * HOUR if at is None else at))
    return StreamLine(Ask(number, trail, when), predict, item)


def stream(*steps: str, train: Log | None = None) -> list[Answer]:
    """``"ax"`` is a touch of item x by the person a."""
    lines = [line(number, trail, item) for number, (trail, item) in enumerate(steps)]
    return list(answer_stream(train or Log.of([]), lines))


def test_what_nobody_has_touched_yet_is_unknown():
    assert [answer.ranked for answer in stream("ax", "ay", "bz")] == [(), (), ("y", "x")]


def test_a_new_item_is_an_answer_with_the_very_next_line():
    assert [answer.ranked for answer in stream("ax", "by")] == [(), ("x",)]


def test_what_a_person_has_taken_is_no_answer_however_long_ago():
    train = Log.of([LogLine("a", "x", Instant(START - 3_000 * DAY))])
    assert [answer.ranked for answer in stream("ay", "by", train=train)] == [(), ("y", "x")]


def test_a_person_goes_on_from_the_training():
    train = Log.of(
        LogLine(trail, item, Instant(START - DAY + number))
        for number, (trail, item) in enumerate(("ax", "ay", "bx", "by", "cz", "cz", "dx"))
    )
    (answer,) = stream("dy", train=train)
    assert answer.ranked == ("y", "z")


def test_only_lines_that_ask_are_answered():
    lines = [line(1, "a", "x", predict=False), line(2, "b", "y"), line(3, "b", "x", predict=False)]
    assert [answer.case for answer in answer_stream(Log.of([]), lines)] == [2]


def test_a_repeated_item_is_learned_once_more():
    assert [answer.ranked for answer in stream("ax", "ax", "bx")] == [(), (), ("x",)]


def test_items_beyond_the_room_of_a_shelf_are_answers_too():
    count = 2 * ROOM + 3
    steps = [line(number, f"p{number}", f"i{number}") for number in range(count)]
    newest = [answer.ranked[:1] for answer in answer_stream(Log.of([]), steps)]
    assert newest == [(), *((f"i{number}",) for number in range(count - 1))]


def test_a_clock_that_runs_backwards_is_no_trouble():
    lines = [line(number, "ab"[number % 2], f"i{number}", -number * DAY) for number in range(6)]
    assert [len(answer.ranked) for answer in answer_stream(Log.of([]), lines)] == [0, 1, 1, 2, 2, 3]


walks = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("uvwxyz")), max_size=12)


@settings(max_examples=20)
@given(walks, walks)
def test_the_future_changes_no_answer(past, future):
    lines = [line(n, trail, item) for n, (trail, item) in enumerate([*past, *future])]
    assert (
        list(answer_stream(Log.of([]), lines[: len(past)]))
        == (list(answer_stream(Log.of([]), lines))[: len(past)])
    )
