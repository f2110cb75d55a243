"""Picks are judged by what was known just before them."""

from uuid import UUID

import pytest

from recommender.engine import Settings
from recommender.evaluation.heldout import (
    WAYS,
    Buyers,
    Companies,
    HeldOut,
    Judge,
    Judged,
    Person,
    Pick,
    picks,
)
from recommender.evaluation.scores import Mean
from recommender.learning import Model
from recommender.model.catalogue import Link, Persona
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from tests.recommender.builders import catalogue, day, interaction, offer

ANN, BOB = UUID(int=1), UUID(int=2)
CATALOGUE = catalogue(
    *(offer(key) for key in "abcdef"),
    links=(Link("a", "f", 1.0), Link("a", "e", 3.0), Link("b", "a")),
    personas=(Persona("it", "IT lead", "it"),),
)


def act(key: str, at: float, buyer: UUID = ANN) -> Interaction:
    return interaction(key, at=day(at), buyer=buyer)


PAST = [act(key, n, UUID(int=100 + n)) for n in range(3) for key in "abc"[: n + 1]]
LATER = [act("a", 50), act("b", 51), act("d", 52), act("a", 53, BOB), act("d", 54, BOB)]


def judged(*, follow: bool = False, size: int = 2) -> list[Judged]:
    shelf, model, buyers = Shelf.of(CATALOGUE), Model.empty(), Buyers({BOB: Person(BOB, ANN)})
    model.follow(PAST)
    judge = Judge(model, shelf, buyers, Settings(), size, follow)
    found = picks(LATER, {}, buyers, shelf.index)
    return list(judge.judge(LATER, {}, Companies(buyers), found))


def test_each_way_is_asked_just_before_the_pick():
    first, second, third, *_ = judged()
    assert (first.pick.offer, first.history, first.motion) == ("a", 0, None)
    assert (second.history, third.history) == (1, 2)
    assert first.shown["most popular"] == ("a", "b")
    assert second.shown["most popular"] == ("b", "c")
    assert third.shown["most popular"] == ("c",)


def test_links_lead_from_the_latest_offer_first_and_the_heaviest_comes_first():
    first, second, third, *_ = judged()
    assert first.shown["editor's links"] == ()
    assert second.shown["editor's links"] == ("e", "f")
    assert third.shown["editor's links"] == ("e", "f")


def test_sets_hold_as_many_as_were_asked_for_and_nothing_that_was_taken():
    first, second, *_ = judged(size=3)
    assert {way: len(first.shown[way]) for way in WAYS} == {
        "set": 3,
        "ranking": 3,
        "most popular": 3,
        "editor's links": 0,
    }
    assert all("a" not in second.shown[way] for way in WAYS)


def test_a_model_that_follows_learns_from_what_was_answered():
    before, after = judged(), judged(follow=True)
    assert before[0].shown == after[0].shown
    assert before[-1].shown["most popular"] == ("b", "c")
    assert after[-1].shown["most popular"] == ("b", "c")
    assert after[-1].shown["ranking"] != before[-1].shown["ranking"]


def one(shown: str, walk: str, group: UUID = ANN, told: float = 0.5) -> Judged:
    pick = Pick(Person(group), walk, 0)
    ways = dict.fromkeys(WAYS, tuple(shown)) | {"most popular": ()}
    return Judged(pick, "it", None, len(walk), told, ways)


def test_hits_are_added_up():
    report = HeldOut.of([one("ab", "a"), one("ab", "xb"), one("ab", "xyz")], {"it": "IT lead"})
    assert report.whole.next["set"].value == pytest.approx(1 / 3)
    assert report.whole.later["set"].value == pytest.approx(2 / 3)
    assert report.whole.next["most popular"] == Mean(0.0, 0.0)
    assert report.better["ranking"].value == 0.0
    assert report.better["most popular"].value == pytest.approx(1 / 3)
    assert (report.next.told, report.next.happened) == (0.5, pytest.approx(1 / 3))
    assert report.covered == {"set": 2, "ranking": 2, "most popular": 0, "editor's links": 2}
    assert [(row.name, row.cases) for row in report.personas] == [("IT lead", 3)]
    assert [(row.name, row.cases) for row in report.motions] == [("none stated", 3)]
    assert [(row.name, row.cases) for row in report.histories] == [("1 to 2", 2), ("3 to 5", 1)]


def test_nothing_judged_is_told_as_nothing():
    report = HeldOut.of([], {})
    assert (report.whole.cases, report.whole.groups, report.personas) == (0, 0, ())
