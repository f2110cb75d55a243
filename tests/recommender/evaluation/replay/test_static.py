"""Cases of which nothing is learned."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.evaluation.replay import Answer, Log, LogLine, Question, answer_questions
from recommender.model.instant import HOUR, SECOND, Instant

NOW = Instant(1_000 * HOUR)


def log(*walks: str) -> Log:
    """A letter an item, a text a walk, ten seconds between touches, an hour between walks."""
    return Log.of(
        LogLine(f"walk {walk}", item, Instant(walk * HOUR + step * 10 * SECOND))
        for walk, items in enumerate(walks)
        for step, item in enumerate(items)
    )


WALKS = log("abc", "abd", "abc", "xyz", "xyc")


def question(context: str, case: int = 0, candidates: str | None = None) -> Question:
    return Question(case, NOW, tuple(context), None if candidates is None else tuple(candidates))


def ranked(of: Log, context: str, candidates: str | None = None, **links: str) -> str:
    known = {source: list(targets) for source, targets in links.items()} if links else None
    (answer,) = answer_questions(of, [question(context, candidates=candidates)], known)
    return "".join(answer.ranked)


def test_what_followed_most_often_comes_first():
    assert ranked(WALKS, "ab")[0] == "c"


def test_every_item_that_was_not_taken_is_ranked_once():
    assert sorted(ranked(WALKS, "xy")) == ["a", "b", "c", "d", "z"]


def test_items_of_the_context_are_never_answers():
    assert set(ranked(WALKS, "abc")) == {"d", "x", "y", "z"}


def test_no_more_than_twenty_items_are_answered():
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    assert len(ranked(log(alphabet), "a")) == 20


def test_an_item_that_training_does_not_know_is_unknown():
    assert ranked(WALKS, "?ab") == ranked(WALKS, "ab")
    assert ranked(WALKS, "?") == ranked(WALKS, "")


def test_questions_from_amid_the_log_are_answered_by_weights_of_their_own():
    """Walks that are next to one another are alike; walks that were kept out by lot are not so."""
    walks = log(*["abcd"] * 30, *["efgh"] * 30, *["abcd", "efgh"] * 5)
    asked = [question("a"), question("e")]
    before, after = (
        list(answer_questions(walks, asked, middle=middle)) for middle in (Instant(1), NOW)
    )
    assert [one.ranked[0] for one in before] == [one.ranked[0] for one in after] == ["b", "f"]
    assert [one.chances for one in before] != [one.chances for one in after]


def test_only_candidates_are_answers():
    assert set(ranked(WALKS, "ab", "cx", b="cx")) == {"c", "x"}


def test_one_may_go_back_through_a_link():
    assert set(ranked(WALKS, "ab", "ac", b="ac")) == {"a", "c"}


def test_a_candidate_that_training_does_not_know_is_an_answer():
    assert set(ranked(WALKS, "ab", "c!", b="c!")) == {"c", "!"}


def test_where_some_questions_name_candidates_the_context_is_no_answer_to_the_others():
    assert set(ranked(WALKS, "ab", None, b="ca")) == {"c", "d", "x", "y", "z"}


def test_nothing_is_answered_from_nothing():
    assert ranked(log(), "a") == ""


def test_one_item_is_the_answer_until_it_is_taken():
    assert ranked(log("a"), "") == "a"
    assert ranked(log("a"), "a") == ""


def test_of_equals_the_one_that_appeared_first_comes_first():
    lines = [LogLine(f"w{item}", item, Instant(0)) for item in "bac"]
    assert ranked(Log.of(lines), "") == "bac"


def test_without_a_clock_it_is_asked_at_the_end_of_the_training():
    asked = [Question(1, None, ("a",)), Question(2, WALKS.end, ("a",))]
    first, second = answer_questions(WALKS, asked)
    assert (first.ranked, first.chances) == (second.ranked, second.chances)


def test_of_a_thousand_steps_none_is_answered():
    """Many more than the trail keeps, and than a shelf may have that is looked at in whole."""
    steps = tuple(f"item {number}" for number in range(1_000))
    long = Log.of(LogLine("w", item, Instant(at)) for at, item in enumerate((*steps, "end")))
    (answer,) = answer_questions(long, [Question("case", NOW, steps)])
    assert answer.ranked == ("end",)


def test_repeated_steps_are_one():
    assert ranked(WALKS, "aaab") == ranked(WALKS, "ab")


def test_chances_fall_with_the_rank():
    (answer,) = answer_questions(WALKS, [question("ab")])
    assert list(answer.chances) == sorted(answer.chances, reverse=True)
    assert all(0.0 < chance < 1.0 for chance in answer.chances)


@settings(max_examples=20)
@given(st.lists(st.text("abcdxyz?", max_size=6), min_size=1, max_size=6), st.randoms())
def test_each_question_is_answered_as_if_it_were_the_only_one(contexts, random):
    asked = [question(context, case) for case, context in enumerate(contexts)]
    together = list(answer_questions(WALKS, asked))
    random.shuffle(asked)
    apart: dict[int, Answer] = {a.case: a for a in answer_questions(WALKS, asked)}
    assert together == [apart[case] for case in range(len(contexts))]


@pytest.mark.parametrize("times", ["equal", "backwards"])
def test_sessions_need_no_clock(times: str):
    at = {"equal": lambda _: 0, "backwards": lambda line: -line}[times]
    lines = [
        LogLine(f"w{walk}", item, Instant(at(number)))
        for walk, items in enumerate(("ab", "ab", "ac"))
        for number, item in enumerate(items)
    ]
    assert ranked(Log.of(lines), "a")[0] == "b"
