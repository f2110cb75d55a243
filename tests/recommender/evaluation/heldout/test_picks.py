"""What is held out of a log."""

from uuid import UUID

from recommender.evaluation.heldout import Buyers, Future, Past, Person, picks, thinned
from recommender.journey import fold
from recommender.model.interaction import Interaction
from recommender.model.vocabulary import Kind
from tests.recommender.builders import day, interaction

ANN, ANNA, BOB = UUID(int=1), UUID(int=2), UUID(int=3)
BUYERS = Buyers({ANN: Person(ANN), ANNA: Person(ANN)})
OFFERS = {"x", "y", "z"}


def act(offer: str, at: float, buyer: UUID = ANN, kind: Kind = Kind.VIEWED) -> Interaction:
    return interaction(offer, kind, day(at), buyer=buyer)


LOG = [act("x", 1), act("y", 2, ANNA), act("x", 3, BOB), act("z", 4), act("y", 5, BOB)]


def test_the_latest_part_of_the_picks_lies_after_the_split():
    past = Past(BUYERS)
    past.note([*LOG, act("z", 9, kind=Kind.SHOWN), interaction(None, at=day(9))])
    assert len(past) == 5
    assert past.split(0.4) == day(3) + 1
    assert past.going_on(past.split(0.4)) == {ANN, BOB}
    assert past.going_on(day(5)) == {BOB}


def test_a_log_without_picks_is_not_split():
    assert Past(BUYERS).split(0.2) == 0


def test_what_is_before_the_split_is_learned_and_folded_whoever_it_came_under():
    future = Future(BUYERS, day(3), frozenset([ANN]))
    assert future.part(LOG[:3]) == LOG[:2]
    assert future.part(LOG[3:]) == []
    assert future.journeys == {ANN: fold(LOG[:2])}
    assert future.acts() == LOG[2:]


def test_acts_are_put_in_the_order_of_time_whenever_they_arrived():
    future = Future(BUYERS, day(0), frozenset())
    assert future.part(reversed(LOG)) == []
    assert future.acts() == LOG


def test_a_pick_is_the_first_touch_of_an_offer():
    journeys = {ANN: fold([act("x", 0), act("y", 0, kind=Kind.SHOWN)])}
    acts = [
        act("x", 1),
        act("y", 2, kind=Kind.SHOWN),
        act("y", 3, ANNA),
        act("nowhere", 4),
        act("y", 5),
        act("z", 6, kind=Kind.CLICKED),
        act("y", 7, BOB),
    ]
    found = picks(acts, journeys, BUYERS, OFFERS)
    assert {place: (pick.person.id, pick.offer) for place, pick in found.items()} == {
        2: (ANN, "y"),
        5: (ANN, "z"),
        6: (BOB, "y"),
    }
    assert [pick.later for pick in found.values()] == [{"y", "z"}, {"z"}, {"y"}]


def test_some_of_the_picks_are_taken_evenly():
    found = picks([act(f"o{n}", n) for n in range(10)], {}, BUYERS, {f"o{n}" for n in range(10)})
    assert list(thinned(found, 3)) == [0, 3, 6]
    assert thinned(found, 99) == found


def test_a_person_belongs_to_a_company_or_stands_alone():
    assert Person(ANN, BOB).group == str(BOB)
    assert Person(ANN).group == str(ANN)
