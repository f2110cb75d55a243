from hypothesis import given
from hypothesis import strategies as st

from recommender.evaluation.replay import Log, LogLine
from recommender.model.instant import Instant

LINES = [
    LogLine("b", "y", Instant(30)),
    LogLine("a", "x", Instant(10)),
    LogLine("b", "x", Instant(10)),
    LogLine("a", "z", Instant(20)),
]


def test_lines_come_in_the_order_of_time_and_of_the_file_where_times_are_equal():
    assert list(Log.of(LINES)) == [LINES[1], LINES[2], LINES[3], LINES[0]]


def test_a_trail_is_found_by_its_name():
    log = Log.of(LINES)
    assert log.of_trail("a") == [LINES[1], LINES[3]]
    assert log.of_trail("b") == [LINES[2], LINES[0]]
    assert log.of_trail("c") == []


def test_names_are_numbered_as_they_appear_in_the_file():
    log = Log.of(LINES)
    assert (log.trails, log.items) == (("b", "a"), ("y", "x", "z"))


def test_a_log_of_nothing_ends_at_the_beginning_of_time():
    log = Log.of([])
    assert (len(log), list(log), log.end) == (0, [], 0)


def test_the_end_is_the_time_of_the_last_line():
    assert Log.of(LINES).end == 30


def test_some_trails_can_be_put_last_whole_and_in_their_order():
    lines = [LogLine(f"t{n % 50}", "x", Instant(n)) for n in range(200)]
    log = Log.of(lines).with_some_last()
    assert sorted(log) == sorted(lines)
    assert [line.at for line in log] != sorted(line.at for line in log)
    first = next(n for n in range(1, 200) if log.at[n] < log.at[n - 1])
    assert {line.trail for line in list(log)[first:]}.isdisjoint(
        {line.trail for line in list(log)[:first]}
    )
    for part in (log.at[:first], log.at[first:]):
        assert (part[1:] >= part[:-1]).all()
    assert log.end == 199


@given(
    st.lists(st.builds(LogLine, st.sampled_from("abc"), st.sampled_from("xyz"), st.integers(-9, 9)))
)
def test_every_line_is_in_exactly_one_trail(lines: list[LogLine]):
    log = Log.of(lines)
    found = [line for trail in log.trails for line in log.of_trail(trail)]
    assert sorted(found) == sorted(lines)
    assert list(log) == sorted(lines, key=lambda line: line.at)
