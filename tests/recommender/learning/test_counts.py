"""Rows of weighted counts."""

from recommender.learning.counts import WIDTH, Counts


def test_weights_add_up_in_the_order_of_first_sight():
    counts = Counts()
    for column, weight in ((5, 1.0), (3, 0.5), (5, 0.25)):
        counts.add(9, column, weight)
    columns, weights, total = counts.segment(9)
    assert (columns.tolist(), weights.tolist(), total) == ([5, 3], [1.25, 0.5], 1.75)


def test_an_offer_without_counts_has_an_empty_row():
    columns, weights, total = Counts().segment(9)
    assert (columns.tolist(), weights.tolist(), total) == ([], [], 0.0)


def test_an_overfull_row_keeps_its_heavier_half_and_its_total():
    counts = Counts()
    for column in range(WIDTH + 1):
        counts.add(0, column, 2.0 if column % 3 == 0 else 1.0)
    columns, weights, total = counts.segment(0)
    heavy = [column for column in range(WIDTH + 1) if column % 3 == 0]
    light = [column for column in range(WIDTH + 1) if column % 3]
    kept = sorted(heavy + light[: WIDTH // 2 - len(heavy)])
    assert columns.tolist() == kept
    assert weights.tolist() == [2.0 if column % 3 == 0 else 1.0 for column in kept]
    assert total == 2.0 * len(heavy) + len(light)


def test_counting_goes_on_in_a_thinned_row():
    counts = Counts()
    for column in range(WIDTH + 1):
        counts.add(0, column, 2.0 if column == WIDTH else 1.0)
    counts.add(0, WIDTH, 1.0)
    columns, weights, _ = counts.segment(0)
    assert (columns[-1], weights[-1]) == (WIDTH, 3.0)
