"""Rows of weighted counts in one arena."""

import random
from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.learning.rows import SIZES, WIDTH, Rows, add, blank, find


def room(rows: int = 3) -> Rows:
    return blank(rows, 64 * WIDTH)


def entries(rows: Rows, row: int) -> list[tuple[int, float]]:
    start, _, _, filled = rows.heads[row].item()
    return rows.entries[start : start + filled].tolist()


def test_weights_add_up_in_the_order_of_first_sight():
    rows = room()
    for column, weight in ((5, 1.0), (3, 0.5), (5, 0.25)):
        add(rows, 2, column, weight)
    assert entries(rows, 2) == [(5, 1.25), (3, 0.5)]
    assert rows.heads["total"].tolist() == [0.0, 0.0, 1.75]


@settings(max_examples=30)
@given(st.integers(0, 2**31), st.integers(1, 1500))
def test_interleaved_rows_of_any_length_hold_what_was_added(seed, columns):
    dice, rows = random.Random(seed), room(40)  # noqa: S311  # not for secrets
    expected = [defaultdict(float) for _ in range(40)]
    for _ in range(4_000):
        row, column = min(dice.randrange(40), dice.randrange(40)), dice.randrange(columns) * 77
        add(rows, row, column, 0.5)
        expected[row][column] += 0.5
    assert [dict(entries(rows, row)) for row in range(40)] == expected
    for row in range(40):
        start = rows.heads["start"][row]
        for place, (column, _) in enumerate(entries(rows, row)):
            assert find(rows, row, column) == start + place
        assert find(rows, row, 3) == -1


def test_a_block_that_is_outgrown_goes_to_the_next_row_of_its_size():
    rows = room()
    for column in range(9):
        add(rows, 0, column, 1.0)
    assert rows.used[0] == 4 + 8 + 16
    for column in range(8):
        add(rows, 1, column, 1.0)
    assert rows.used[0] == 4 + 8 + 16
    assert rows.heads["start"].tolist()[:2] == [12, 4]
    assert rows.free.tolist() == [0] + [-1] * (SIZES - 1)


def test_a_full_row_keeps_its_heavier_half_and_its_total():
    rows = room()
    for column in range(WIDTH):
        add(rows, 0, column, 2.0 if column % 3 == 0 else 1.0)
    add(rows, 0, WIDTH, 0.5)
    heavy = [column for column in range(WIDTH) if column % 3 == 0]
    light = [column for column in range(WIDTH) if column % 3]
    kept = sorted(heavy + light[: WIDTH // 2 - len(heavy)])
    assert entries(rows, 0) == [
        *((column, 2.0 if column % 3 == 0 else 1.0) for column in kept),
        (WIDTH, 0.5),
    ]
    assert rows.heads["total"][0] == 2.0 * len(heavy) + len(light) + 0.5


def test_among_equals_the_older_half_stays():
    rows = room()
    for column in range(WIDTH + 1):
        add(rows, 0, column, 1.0)
    kept = [*range(WIDTH // 2), WIDTH]
    assert [column for column, _ in entries(rows, 0)] == kept
    assert [find(rows, 0, column) >= 0 for column in (0, WIDTH // 2, WIDTH)] == [True, False, True]


def test_counting_goes_on_in_a_thinned_row():
    rows = room()
    for column in range(WIDTH + 1):
        add(rows, 0, column, 1.0)
    add(rows, 0, WIDTH, 1.0)
    add(rows, 0, 7, 1.0)
    assert entries(rows, 0)[7] == (7, 2.0)
    assert entries(rows, 0)[-1] == (WIDTH, 2.0)
