"""Shares of the next step, by hand."""

from collections.abc import Iterable
from string import ascii_letters

import numpy as np
import pytest

from recommender.learning import View
from recommender.learning.layout import LINK_PRIOR
from recommender.learning.retrieval.members import COMPANIONS, RULES
from recommender.learning.retrieval.sequels import FADE, MOTION_PRIOR
from recommender.model.catalogue import Link
from recommender.model.interaction import Interaction
from recommender.model.vocabulary import Motion
from tests.recommender.builders import day, interaction
from tests.recommender.learning.builders import seen, walk


def asked(
    keys: str, log: Iterable[Interaction], trail: str, *links: Link, motion: Motion | None = None
) -> tuple[list[float], list[float], tuple[float, float]]:
    """The rules and companions of each offer, and what they rest on."""
    retriever = seen(keys, log, *links).retriever
    found = retriever.retrieve(trail, np.ones(len(keys), np.bool_), day(9), motion)
    supports = found.supports.rules, found.supports.companions
    return found.values[:, RULES].tolist(), found.values[:, COMPANIONS].tolist(), supports


def test_a_step_counts_by_one_over_the_gap():
    """a b c d: after a, b weighs 1, c weighs 1/2 and d 1/3."""
    rules, _, (support, _) = asked("abcd", walk("abcd"), "a")
    assert rules == pytest.approx([0.0, 6 / 11, 3 / 11, 2 / 11])
    assert support == pytest.approx(11 / 6)


def test_steps_more_than_ten_apart_do_not_follow_each_other():
    rules, _, _ = asked("abl", walk("abcdefghijkl"), "a")
    assert rules[1] > 0.0
    assert rules[2] == 0.0


def test_a_late_act_is_counted_where_it_happened():
    a, b, c = walk("abc")
    assert asked("abc", [a, c, b], "b")[0] == [0.0, 0.0, 1.0]


def test_nothing_follows_across_a_silence_of_more_than_thirty_days():
    log = [interaction("a", at=day(0)), interaction("b", at=day(31))]
    assert asked("ab", log, "a") == ([0.0, 0.0], [0.0, 0.0], (0.0, 0.0))


def test_earlier_steps_count_less():
    """a is always followed by x, b by y."""
    log = [*walk("ax", buyer=1), *walk("by", buyer=2)]
    rules, _, (support, _) = asked("abxy", log, "ab")
    assert rules == pytest.approx([0.0, 0.0, FADE / (1 + FADE), 1 / (1 + FADE)])
    assert support == pytest.approx(1.0)


def test_links_lead_on_where_there_is_no_data_at_all():
    links = Link("a", "b", weight=3.0), Link("a", "c")
    rules, _, (support, _) = asked("abc", [], "a", *links)
    assert rules == pytest.approx([0.0, 0.75, 0.25])
    assert support == pytest.approx(LINK_PRIOR)


def test_links_weigh_as_much_as_ten_steps():
    rules, _, _ = asked("abc", walk("ac"), "a", Link("a", "b"))
    assert rules == pytest.approx([0.0, 10 / 11, 1 / 11])


def test_r8_a_motion_speaks_for_itself_as_far_as_it_has_evidence():
    """a leads to b for a new customer, ten times, and to c at a renewal, thirty times."""
    log = [act for n in range(10) for act in walk("ab", n, motion=Motion.NET_NEW)]
    log += [act for n in range(10, 40) for act in walk("ac", n, motion=Motion.RENEWAL)]
    found = {
        motion: asked("abc", log, "a", motion=motion)[0]
        for motion in (None, Motion.NET_NEW, Motion.RENEWAL, Motion.UPSELL)
    }
    assert found[None] == found[Motion.UPSELL] == pytest.approx([0.0, 0.25, 0.75])
    shrunk = (10 + MOTION_PRIOR * 0.25) / (10 + MOTION_PRIOR)
    assert found[Motion.NET_NEW][1] == pytest.approx(shrunk)
    renewal = MOTION_PRIOR * 0.25 / (30 + MOTION_PRIOR)
    assert found[Motion.RENEWAL][1] == pytest.approx(renewal)


def test_companions_know_no_order():
    assert asked("abc", walk("bac"), "a")[1] == pytest.approx([0.0, 0.5, 0.5])
    assert asked("abc", walk("bac"), "ab")[1] == pytest.approx([0.25, 0.25, 0.5])


def test_what_the_trail_has_forgotten_is_no_companion():
    """Forty offers are remembered: the forty-second meets b and not a."""
    letters = ascii_letters[:42]
    _, companions, supports = asked("ab", walk(letters), letters[-1])
    assert (companions, supports[1]) == ([0.0, 1 / 40], 40.0)


def test_offers_beside_the_shelf_keep_their_part_to_themselves():
    assert asked("ab", walk("abc"), "a")[0] == pytest.approx([0.0, 2 / 3])


def origins(view: View, trail: str, places: list[int], motion: Motion | None = None) -> list[int]:
    return view.retriever.origins(view.retriever.steps(trail), motion, places)


def test_a_step_comes_from_the_offer_that_leads_there_above_all():
    """b is reached from a alone; d from a and, a step fresher, from c; nothing leads to e."""
    view = seen("abcde", [*walk("ab", buyer=1), *walk("cd", buyer=2), *walk("ad", buyer=3)])
    assert origins(view, "ac", [1, 3, 4]) == [0, 1, -1]
    assert origins(view, "", [1]) == [-1]
    assert origins(view, "?ac" + "e" * 25, [1]) == [-1]


def test_links_and_the_motion_count_for_where_a_step_comes_from():
    log = [*walk("ab", buyer=1), *walk("cb", buyer=2, motion=Motion.RENEWAL)]
    log += walk("cd", buyer=3, motion=Motion.NET_NEW)
    view = seen("abcdx", log, Link("x", "d"))
    assert origins(view, "ca", [1]) == [1]
    assert origins(view, "ac", [1, 3], Motion.NET_NEW) == [0, 1]
    assert origins(view, "cx", [3, 4]) == [1, -1]
