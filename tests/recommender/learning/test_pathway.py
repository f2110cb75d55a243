"""Shares of the next step, by hand."""

import pytest

from recommender.learning.layout import LINK_PRIOR
from recommender.learning.pathway import POPULARITY_PRIOR
from recommender.learning.rules import FADE, MOTION_PRIOR
from recommender.model.catalogue import Link
from recommender.model.vocabulary import Motion
from tests.recommender.builders import day, interaction
from tests.recommender.learning.builders import learned, seen, shelf, walk


def test_a_step_counts_by_one_over_the_gap():
    """a b c d: after a, b weighs 1, c weighs 1/2 and d 1/3."""
    share, support = seen("abcd", walk("abcd")).rules("a")
    assert share.tolist() == pytest.approx([0.0, 6 / 11, 3 / 11, 2 / 11])
    assert support == pytest.approx(11 / 6)


def test_steps_more_than_ten_apart_do_not_follow_each_other():
    share, _ = seen("abl", walk("abcdefghijkl")).rules("a")
    assert share[1] > 0.0
    assert share[2] == 0.0


def test_a_late_act_is_counted_where_it_happened():
    a, b, c = walk("abc")
    assert seen("abc", [a, c, b]).rules("b").share.tolist() == [0.0, 0.0, 1.0]


def test_nothing_follows_across_a_silence_of_more_than_thirty_days():
    log = [interaction("a", at=day(0)), interaction("b", at=day(31))]
    assert seen("ab", log).rules("a").support == 0.0


def test_earlier_steps_count_less():
    """a is always followed by x, b by y."""
    view = seen("abxy", [*walk("ax", buyer=1), *walk("by", buyer=2)])
    share, support = view.rules("ab")
    assert share.tolist() == pytest.approx([0.0, 0.0, FADE / (1 + FADE), 1 / (1 + FADE)])
    assert support == pytest.approx(1.0)


def test_links_lead_on_where_there_is_no_data_at_all():
    view = seen("abc", [], Link("a", "b", weight=3.0), Link("a", "c"))
    assert view.rules("a").share.tolist() == pytest.approx([0.0, 0.75, 0.25])
    assert view.rules("a").support == pytest.approx(LINK_PRIOR)


def test_links_weigh_as_much_as_ten_steps():
    share, _ = seen("abc", walk("ac"), Link("a", "b")).rules("a")
    assert share.tolist() == pytest.approx([0.0, 10 / 11, 1 / 11])


def test_r8_a_motion_speaks_for_itself_as_far_as_it_has_evidence():
    """a leads to b for a new customer, ten times, and to c at a renewal, thirty times."""
    log = [act for n in range(10) for act in walk("ab", n, motion=Motion.NET_NEW)]
    log += [act for n in range(10, 40) for act in walk("ac", n, motion=Motion.RENEWAL)]
    view = seen("abc", log)
    assert view.rules("a").share.tolist() == pytest.approx([0.0, 0.25, 0.75])
    shrunk = (10 + MOTION_PRIOR * 0.25) / (10 + MOTION_PRIOR)
    renewal = MOTION_PRIOR * 0.25 / (30 + MOTION_PRIOR)
    assert view.rules("a", Motion.NET_NEW).share[1] == pytest.approx(shrunk)
    assert view.rules("a", Motion.RENEWAL).share[1] == pytest.approx(renewal)
    assert view.rules("a", Motion.UPSELL).share.tolist() == pytest.approx([0.0, 0.25, 0.75])


def test_companions_know_no_order():
    view = seen("abc", walk("bac"))
    assert view.companions("a").share.tolist() == pytest.approx([0.0, 0.5, 0.5])
    assert view.companions("ab").share.tolist() == pytest.approx([0.25, 0.25, 0.5])


def test_what_the_trail_has_forgotten_is_no_companion():
    """Twenty offers are remembered: v, the twenty-second, meets b and not a."""
    share, support = seen("ab", walk("abcdefghijklmnopqrstuv")).companions("v")
    assert (share.tolist(), support) == ([0.0, 1 / 20], 20.0)


def test_offers_beside_the_shelf_keep_their_part_to_themselves():
    assert seen("ab", walk("abc")).rules("a").share.tolist() == pytest.approx([0.0, 2 / 3])


def test_without_a_trail_a_pathway_is_popularity():
    share, support, _, rest = seen("abc", [*walk("ab", 1), *walk("a", 2)]).pathway("")
    assert (share.tolist(), support, rest) == ([3 / 6, 2 / 6, 1 / 6], 0.0, 1.0)


def test_without_data_every_offer_is_as_probable_as_any_other():
    assert seen("abcd", []).pathway("a").share.tolist() == [0.25] * 4


def test_a_pathway_mixes_by_evidence():
    """One buyer went from a to b; n0 observations are popularity's."""
    share, support, learned_part, rest = seen("abc", walk("ab")).pathway("a")
    known = 1 / (1 + POPULARITY_PRIOR)
    assert learned_part.tolist() == pytest.approx([0.0, known, 0.0])
    assert rest == pytest.approx(1 - known)
    assert share.tolist() == pytest.approx([rest * 2 / 5, known + rest * 2 / 5, rest / 5])
    assert support == 1.0


def test_what_is_in_the_trail_is_not_the_next_step():
    log = [*walk("ba", 1), *walk("ac", 2)]
    learned_part = seen("abc", log).pathway("ba").learned
    assert learned_part[:2].tolist() == [0.0, 0.0]


def test_an_earlier_step_decides_between_what_follows_the_last():
    """After m come x and y alike; who saw p before takes x, who saw q takes y."""
    log = [act for n in range(400) for act in walk("pmx" if n % 2 else "qmy", n)]
    view = learned(log).view(shelf("pqmxy"))
    after_p = view.pathway("pm").share
    assert after_p[3] > 2 * after_p[4]
    assert view.pathway("qm").share[4] == pytest.approx(after_p[3])


def test_evidence_outweighs_popularity_in_the_end():
    log = [act for n in range(2000) for act in walk("ab", n)]
    log += [act for n in range(2000, 9000) for act in walk("c", n)]
    share = seen("abc", log).pathway("a").share
    assert share[1] > 0.95


@pytest.mark.parametrize("beside", ["", "".join(chr(code) for code in range(200, 700))])
def test_a_step_comes_from_the_offer_that_leads_there_above_all(beside: str):
    """b is reached from a alone; d from a and, a step fresher, from c; nothing leads to e."""
    view = seen(
        "abcde" + beside, [*walk("ab", buyer=1), *walk("cd", buyer=2), *walk("ad", buyer=3)]
    )
    assert view.origins("ac", None, [1, 3, 4]) == ["a", "c", None]
