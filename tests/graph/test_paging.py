import pytest

from graph.errors import BadCursor, BadInput
from graph.paging import Found, Page, Place, Window, read
from tests.graph.relay import Expected, cases, expected, windowed

ITEMS = [f"i{n}" for n in range(6)]
PLACES = [Place(n // 2, f"i{n}") for n in range(6)]


class Keeper:
    """Answers a window as a list in order would, counting how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def page(self, window: Window) -> Page[str]:
        self.asked += 1
        low, high = window.after or Place(-1, ""), window.before or Place(9, "")
        between = [Found(place.name, place) for place in PLACES if low < place < high]
        near = between[::-1] if window.backwards else between
        return window.page(near[: window.limit])


def test_every_combination_is_answered_as_the_specification_says_by_one_question() -> None:
    every = list(cases())
    for case in every:
        keeper = Keeper()
        page = keeper.page(windowed(case, PLACES))
        items = [found.item for found in page.found]
        assert Expected(items, page.has_next, page.has_previous) == expected(ITEMS, case), case
        assert keeper.asked == 1
    assert len(every) == 784


def test_an_item_that_has_gone_still_marks_its_place() -> None:
    page = Keeper().page(Window.of(first=2, after=Place(0, "i0x").written()))
    assert [found.item for found in page.found] == ["i1", "i2"]


def test_twenty_come_where_no_size_is_said() -> None:
    assert Window.of() == Window(first=20)
    assert Window.of(last=3) == Window(last=3)


@pytest.mark.parametrize("size", [-1, 101, 2**31 - 1])
def test_a_size_out_of_range_is_refused(size: int) -> None:
    for sizes in ({"first": size}, {"last": size}, {"first": 1, "last": size}):
        with pytest.raises(BadInput):
            Window.of(**sizes)


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "!",
        "é",
        "bm8",
        "W10",
        "WzFd",
        "WzEsMl0",
        "WyJhIiwiYiJd",
        "WzEuNSwiYiJd",
        "W3RydWUsImIiXQ",
        "WzkwMDcxOTkyNTQ3NDA5OTMsImEiXQ",
        "W251bGwsImEiXQ",
        "W1" * 600,
    ],
)
def test_a_cursor_that_is_none_is_refused(cursor: str) -> None:
    with pytest.raises(BadCursor):
        read("after", cursor)


def test_a_cursor_of_another_list_is_refused_where_names_are_ids() -> None:
    with pytest.raises(BadCursor):
        _ = Place(1, "guide").id
