"""The engine as a site runs it."""

from uuid import UUID

from recommender.evaluation.simulator.desk import Desk
from recommender.model.context import StepContext
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Kind
from tests.recommender.builders import BUYER, catalogue, day, interaction, offer

SHELF = Shelf.of(catalogue(offer("one"), offer("two")))


def test_it_hears_of_an_act_when_it_is_told_and_not_before() -> None:
    desk = Desk(SHELF)
    act = interaction("one", at=day(1))
    desk.tell([act], day(2))
    desk.catch_up(day(1))
    assert (desk.log, desk.taken) == ([], {"one": 0, "two": 0})
    desk.catch_up(day(2))
    assert (desk.log, desk.taken) == ([act], {"one": 1, "two": 0})
    assert set(desk.journey(BUYER).consumption) == {"one"}


def test_acts_are_heard_in_the_order_in_which_they_arrive() -> None:
    desk = Desk(SHELF)
    late, early = interaction("one", at=day(1)), interaction("two", at=day(2))
    desk.tell([late], day(5))
    desk.tell([early], day(2))
    desk.catch_up(day(9))
    assert desk.log == [early, late]


def test_a_copy_knows_what_was_learned_and_no_buyer_and_goes_its_own_way() -> None:
    desk = Desk(SHELF)
    desk.tell([interaction("one", at=day(1))], day(1))
    desk.catch_up(day(1))
    copy = desk.copy()
    assert (copy.taken, copy.journeys, copy.log) == ({"one": 1, "two": 0}, {}, desk.log)
    copy.tell([interaction("two", at=day(2))], day(2))
    copy.catch_up(day(2))
    assert (desk.taken["two"], copy.taken["two"]) == (0, 1)


def test_being_shown_is_no_taking() -> None:
    desk = Desk(SHELF)
    desk.tell([interaction("one", Kind.SHOWN, day(1))], day(1))
    desk.catch_up(day(1))
    assert desk.taken == {"one": 0, "two": 0}


def test_it_decides_from_the_journey_that_it_heard() -> None:
    desk = Desk(SHELF)
    desk.tell([interaction("one", at=day(1), depth=1.0)], day(1))
    desk.catch_up(day(1))
    decided = desk.decide(BUYER, StepContext(size=2), UUID(int=9), day(1))
    assert [step.offer for step in decided.steps] == ["two"]
