"""Who has which line, and who was quiet for longest."""

from collections import OrderedDict

from hypothesis import given
from hypothesis import strategies as st

from recommender.learning.buyers import NOBODY, Buyers, blank, call, engage, line_of
from recommender.learning.record import pack_chain

LINES = 5
ids = st.tuples(st.sampled_from([-(2**63), -1, 0, 7]), st.integers(-4, 4))


def use(buyers: Buyers, high: int, low: int) -> int:
    line = line_of(buyers, high, low)
    if line == NOBODY:
        line = engage(buyers, high, low)
    call(buyers, line)
    return line


@given(st.lists(ids, max_size=60))
def test_lines_go_to_the_buyers_who_acted_latest(calls):
    buyers, kept = blank(LINES), OrderedDict()
    for high, low in calls:
        line = use(buyers, high, low)
        assert kept.setdefault((high, low), line) == line
        kept.move_to_end((high, low))
        if len(kept) > LINES:
            assert kept.popitem(last=False)[1] == line
        for (one, two), taken in kept.items():
            assert line_of(buyers, one, two) == taken
        chain = buyers.older[: len(kept)].copy()
        pack_chain(buyers, chain)
        assert chain.tolist() == list(kept.values())


def test_a_stranger_has_no_line():
    buyers = blank(LINES)
    use(buyers, 1, 2)
    assert line_of(buyers, 2, 1) == NOBODY
