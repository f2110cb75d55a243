"""The simple rivals, by hand."""

from benchmarks.real_input.baselines import best, following, popular, together
from benchmarks.real_input.study import Case
from benchmarks.real_input.visits import Visit
from recommender import Instant

VISITS = [
    Visit(str(number), tuple(pages), Instant(0))
    for number, pages in enumerate(["abc", "abd", "bd", "ca"])
]


def case(trail: str, choices: str | None = None) -> Case:
    allowed = None if choices is None else frozenset(choices)
    return Case("held out", tuple(trail), frozenset("x"), allowed)


def test_popular_counts_visitors_and_leaves_out_what_was_seen():
    assert best(popular(VISITS), case("a"), 3) == ["b", "c", "d"]


def test_together_adds_up_what_was_seen_with_each_page():
    """With a: b 2, c 2, d 1. With c: a 2, b 1."""
    assert together(VISITS)(case("ac")) == {"a": 2, "b": 3, "c": 2, "d": 1}
    assert best(together(VISITS), case("ac"), 3) == ["b", "d"]


def test_following_asks_the_present_page_alone():
    assert best(following(VISITS), case("ab"), 3) == ["d", "c"]


def test_choices_leave_no_others_but_may_go_back():
    assert best(following(VISITS), case("bca", choices="bx"), 3) == ["b"]
