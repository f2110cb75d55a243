"""The trail of a buyer: what counts as the step before."""

from recommender.learning.trails import PENDING, Trail, Trails
from tests.recommender.builders import day


def trail(*touches: tuple[int, float]) -> Trail:
    made = Trail()
    for offer, at in touches:
        made.place(offer, day(at))
    return made


def test_a_touch_is_placed_where_it_happened():
    made = trail((1, 0), (2, 2))
    assert made.place(3, day(1)) == 1
    assert made.offers == [1, 3, 2]
    assert made.times == [day(0), day(1), day(2)]


def test_a_return_teaches_nothing_and_becomes_the_latest_step():
    made = trail((1, 0), (2, 1))
    assert made.place(1, day(2)) is None
    assert made.offers == [2, 1]


def test_a_late_return_moves_nothing():
    made = trail((1, 1), (2, 2))
    assert made.place(1, day(0)) is None
    assert (made.offers, made.times) == ([1, 2], [day(1), day(2)])


def test_a_long_silence_begins_a_new_trail():
    made = trail((1, 0), (2, 30))
    assert made.offers == [1, 2]
    assert made.place(3, day(61)) == 0
    assert made.offers == [3]


def test_an_arrival_from_before_the_silence_teaches_nothing():
    made = trail((1, 40))
    assert made.place(2, day(9)) is None
    assert made.offers == [1]


def test_twenty_offers_are_remembered():
    made = Trail()
    for offer in range(25):
        made.place(offer, day(offer))
        made.trim()
    assert made.offers == list(range(5, 25))


def test_an_exposure_is_answered_once():
    made = Trail()
    made.expose(7)
    made.expose(7)
    assert [made.answer(7), made.answer(7), made.answer(8)] == [True, False, False]


def test_the_oldest_exposures_are_forgotten():
    made = Trail()
    for offer in range(PENDING + 2):
        made.expose(offer)
    assert made.pending == list(range(2, PENDING + 2))


def test_trails_are_listed_by_latest_use():
    trails = Trails()
    first = trails.of(1)
    trails.of(2)
    assert trails.of(1) is first
    assert [buyer for buyer, _ in trails.remembered()] == [2, 1]


def test_the_trail_that_was_quiet_for_longest_is_forgotten_first():
    trails = Trails(kept=2)
    for buyer in (1, 2, 1, 3):
        trails.of(buyer)
    assert [buyer for buyer, _ in trails.remembered()] == [1, 3]
