"""Finding by words, typing errors forgiven (R21)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.services.finder import Finder, words
from recommender import Offer

OFFERS = (
    Offer("guide", "A guide to compliance audits", "article", summary="What auditors ask."),
    Offer("calculator", "Return calculator", "calculator", topics=("payback",)),
    Offer("webinar", "Zürich: integration in a day", "webinar", summary="For a compliance team."),
)
FINDER = Finder.of(OFFERS)


def found(search: str) -> list[str]:
    relevance = FINDER.find(search)
    ranked = sorted(zip(-relevance, [offer.key for offer in OFFERS], strict=True))
    return [key for score, key in ranked if score <= -0.2]


@pytest.mark.parametrize(
    ("search", "keys"),
    [
        ("audits", ["guide"]),
        ("AUDITS", ["guide"]),
        ("audist", ["guide"]),  # two letters swapped
        ("complaince", ["guide", "webinar"]),
        ("compliance", ["guide", "webinar"]),
        ("calcultor", ["calculator"]),  # one is missing
        ("calccculator", ["calculator"]),  # two too many
        ("integ", ["webinar"]),  # the beginning
        ("zurich", ["webinar"]),
        ("paybak", ["calculator"]),
        ("webinar", ["webinar"]),
        ("compliance calculator", ["calculator", "guide"]),
        ("xyzzy", []),
        ("", []),
        ("!?", []),
    ],
)
def test_a_search_finds_in_spite_of_typing_errors(search: str, keys: list[str]) -> None:
    assert found(search) == keys


def test_the_whole_title_is_worth_one() -> None:
    assert FINDER.find("return calculator").tolist() == [0.0, 1.0, 0.0]


def test_a_word_of_the_summary_is_worth_half() -> None:
    assert FINDER.find("auditors").tolist()[0] == 0.5


def test_short_words_are_taken_as_they_are() -> None:
    finder = Finder.of([Offer("roi", "ROI", "article")])
    assert (finder.find("roi").tolist(), finder.find("rio").tolist()) == ([1.0], [0.0])


def test_an_empty_shelf_holds_nothing() -> None:
    assert Finder.of([]).find("anything").tolist() == []


@given(st.text(max_size=200))
def test_any_text_can_be_searched_for(search: str) -> None:
    relevance = FINDER.find(search)
    assert ((relevance >= 0) & (relevance <= 1.0 + 1e-9)).all()


@given(st.text(max_size=50))
def test_words_are_without_case(text: str) -> None:
    assert words(text) == [word for word in words(text) if word]
