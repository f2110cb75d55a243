"""The trail of a buyer: what counts as the step before."""

from recommender.learning.trails import (
    LENGTH,
    PENDING,
    Trails,
    answer,
    blank,
    expose,
    forget,
    insert,
    place,
)
from tests.recommender.builders import day


def touch(trails: Trails, offer: int, at: float) -> int:
    step = place(trails, 0, offer, day(at))
    if step >= 0:
        insert(trails, 0, step, offer, day(at))
    return step


def trail(*touches: tuple[int, float]) -> Trails:
    made = blank(1)
    for offer, at in touches:
        touch(made, offer, at)
    return made


def steps(trails: Trails) -> list[tuple[int, int]]:
    length = trails.lengths[0]
    times = trails.times[0, :length].tolist()
    return list(zip(trails.offers[0, :length].tolist(), times, strict=True))


def test_a_touch_is_placed_where_it_happened():
    made = trail((1, 0), (2, 2))
    assert touch(made, 3, 1) == 1
    assert steps(made) == [(1, day(0)), (3, day(1)), (2, day(2))]


def test_a_touch_at_the_same_time_as_another_comes_after_it():
    assert steps(trail((1, 0), (2, 1), (3, 0))) == [(1, day(0)), (3, day(0)), (2, day(1))]


def test_a_return_teaches_nothing_and_becomes_the_latest_step():
    made = trail((1, 0), (2, 1))
    assert touch(made, 1, 2) == -1
    assert steps(made) == [(2, day(1)), (1, day(2))]


def test_a_late_return_moves_nothing():
    made = trail((1, 1), (2, 2))
    assert touch(made, 1, 0) == -1
    assert steps(made) == [(1, day(1)), (2, day(2))]


def test_a_long_silence_begins_a_new_trail():
    made = trail((1, 0), (2, 30))
    assert steps(made) == [(1, day(0)), (2, day(30))]
    assert touch(made, 3, 61) == 0
    assert steps(made) == [(3, day(61))]


def test_an_arrival_from_before_the_silence_teaches_nothing():
    made = trail((1, 40))
    assert touch(made, 2, 9) == -1
    assert steps(made) == [(1, day(40))]


def test_forty_offers_are_remembered():
    made = trail(*((offer, offer) for offer in range(45)))
    assert steps(made) == [(offer, day(offer)) for offer in range(5, 45)]


def test_a_full_trail_has_no_room_for_what_is_older_than_all_of_it():
    made = trail(*((offer, offer) for offer in range(1, LENGTH + 1)))
    before = steps(made)
    assert touch(made, 99, 0) == 0
    assert steps(made) == before


def test_an_exposure_is_answered_once():
    made = blank(1)
    expose(made, 0, 7)
    expose(made, 0, 7)
    assert [answer(made, 0, 7), answer(made, 0, 7), answer(made, 0, 8)] == [True, False, False]


def test_the_oldest_exposures_are_forgotten():
    made = blank(1)
    for offer in range(PENDING + 2):
        expose(made, 0, offer)
    assert made.pending[0].tolist() == list(range(2, PENDING + 2))


def test_a_line_that_changes_hands_forgets_all():
    made = trail((1, 0))
    expose(made, 0, 7)
    forget(made, 0)
    assert (steps(made), answer(made, 0, 7)) == ([], False)
