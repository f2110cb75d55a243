"""The latest trails of each offer."""

from recommender.learning.rings import REACH, Rings, blank, capacity_of, push


def latest(rings: Rings, offer: int) -> list[int]:
    """From the latest on."""
    count, capacity = int(rings.counts[offer]), capacity_of(int(rings.counts[offer]))
    start = int(rings.starts[offer])
    places = [(count - 1 - one) % capacity for one in range(min(count, REACH))]
    return [int(rings.lines[start + place]) for place in places]


def test_a_ring_grows_and_keeps_its_order():
    rings = blank(2, 64)
    for line in range(13):
        push(rings, line % 2, line)
    assert latest(rings, 0) == [12, 10, 8, 6, 4, 2, 0]
    assert latest(rings, 1) == [11, 9, 7, 5, 3, 1]


def test_a_full_ring_forgets_the_oldest():
    rings = blank(1, 4 * REACH)
    for line in range(REACH + 5):
        push(rings, 0, line)
    assert latest(rings, 0) == list(range(REACH + 4, 4, -1))
    assert rings.used[0] == 2 * REACH - 4


def test_capacities_are_powers_of_two_from_four_to_the_reach():
    counts = (0, 4, 5, 8, 9, REACH - 1, REACH, REACH + 1, 10**12)
    assert [capacity_of(count) for count in counts] == [4, 4, 8, 8, 16, *[REACH] * 4]
