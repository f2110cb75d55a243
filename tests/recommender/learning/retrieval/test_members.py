"""What is gathered for a trail, held against plain dictionaries and against numbers by hand."""

from math import exp, prod, sqrt
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.learning.layout import LINK_PRIOR
from recommender.learning.retrieval import beside, neighbours, sequels
from recommender.learning.retrieval.members import (
    COMPANIONS,
    LAST_LIFT,
    LIFT,
    LIKENESS,
    MEMBERS,
    NEIGHBOURS,
    RULES,
)
from recommender.learning.retrieval.retrieved import Retrieved
from recommender.learning.retrieval.retriever import Retriever
from recommender.learning.rings import REACH
from recommender.learning.tallies import LAPSE
from recommender.model.catalogue import Link
from recommender.model.interaction import Interaction
from recommender.model.vocabulary import Kind, Motion
from tests.recommender.builders import day, interaction
from tests.recommender.learning.builders import learned, shelf, walk
from tests.recommender.learning.reference import Reference

KEYS = "abcdefghij"
NOW = day(90)
LINKS = (Link("a", "b", weight=3.0), Link("a", "x"), Link("x", "c"))
acts = st.builds(
    interaction,
    st.sampled_from(KEYS),
    st.sampled_from([Kind.VIEWED, Kind.COMPLETED, Kind.SHOWN]),
    st.integers(0, 80).map(day),
    buyer=st.integers(1, 5).map(lambda number: UUID(int=number)),
    motion=st.sampled_from([None, Motion.NET_NEW]),
)
logs = st.lists(acts, max_size=120)
trails = st.lists(st.sampled_from([*KEYS, "x", "?"]), unique=True, max_size=8)


def retrieved(
    log: list[Interaction], trail: str | list[str], motion: Motion | None = None, *links: Link
) -> tuple[Retrieved, dict[str, list[float]]]:
    of = shelf(KEYS + "x", *links)
    retriever = Retriever(learned(log).memory, of)
    found = retriever.retrieve(trail, np.ones(len(of.keys), np.bool_), NOW, motion)
    assert found.places.tolist() == list(range(len(of.keys)))
    lines = {of.keys[place]: line.tolist() for place, line in enumerate(found.values)}
    again = retriever.retrieve(trail, np.ones(len(of.keys), np.bool_), NOW, motion)
    assert again.values.tolist() == found.values.tolist()  # the table was left empty
    return found, lines


def rules(reference: Reference, trail: list[str], motion: Motion | None) -> dict[str, float]:
    weights = {"a": {"b": 0.75, "x": 0.25}, "x": {"c": 1.0}}
    parts, known = [], 0.0
    for age, step in enumerate(reversed(trail[-sequels.LATEST :])):
        ways = [
            {to: n for (m, of, to), n in reference.sequels.items() if (m, of) == (one, step)}
            for one in (None, motion)
        ]
        own = ways[1] if motion else {}
        links = {to: LINK_PRIOR * part for to, part in weights.get(step, {}).items()}
        evidence = sum(ways[0].values()) + sum(links.values())
        if evidence:
            known += sequels.FADE**age
            rest = sequels.MOTION_PRIOR / (sequels.MOTION_PRIOR + sum(own.values()))
            parts.append((sequels.FADE**age * rest / evidence, ways[0]))
            parts.append((sequels.FADE**age * rest / evidence, links))
            parts.append((sequels.FADE**age * rest / sequels.MOTION_PRIOR, own))
    return {
        key: sum(factor * row.get(key, 0.0) for factor, row in parts) / (known or 1.0)
        for key in KEYS + "x"
    }


@given(logs, trails, st.sampled_from([None, Motion.NET_NEW, Motion.RENEWAL]))
def test_rules_are_those_of_the_counts(log, trail, motion):
    reference = Reference()
    for act in log:
        reference.observe(act)
    _, lines = retrieved(log, trail, motion, *LINKS)
    expected = rules(reference, trail, motion)
    assert {key: line[RULES] for key, line in lines.items()} == pytest.approx(expected)


@given(logs, trails)
def test_companions_and_lifts_are_those_of_the_counts(log, trail):
    reference = Reference()
    for act in log:
        reference.observe(act)
    found, lines = retrieved(log, trail)
    rows = {
        step: {to: n for (of, to), n in reference.companions.items() if of == step}
        for step in trail
    }
    known = [step for step in trail if rows[step]]
    part = {step: (len(reference.touched[step]) + 1) / (reference.visits + 2) for step in known}
    for key, line in lines.items():
        mean = sum(rows[step].get(key, 0.0) / sum(rows[step].values()) for step in known)
        assert line[COMPANIONS] == pytest.approx(mean / max(len(known), 1))
        for member, of in ((LIFT, set(known) - {*trail[-1:]}), (LAST_LIFT, {*trail[-1:]})):
            lifts = [
                1.0 + rows[step].get(key, 0.0) / part[step] / beside.LIFT_PRIOR
                for step in of & set(known)
            ]
            assert line[member] in (0.0, pytest.approx(prod(lifts)))
            assert line[member] or prod(lifts) == 1.0
    assert found.supports.lifting + found.supports.last == len(known)
    assert found.supports.companions == pytest.approx(
        sum(sum(rows[step].values()) for step in known) / max(len(known), 1)
    )


@given(logs, trails)
def test_neighbours_are_the_trails_that_share_a_step(log, trail):
    reference = Reference()
    for act in log:
        reference.observe(act)
    found, lines = retrieved(log, trail)
    latest = max([at for seen in reference.seen.values() for at in seen], default=0)
    near, alike = dict.fromkeys(lines, 0.0), dict.fromkeys(lines, 0.0)
    count = 0
    for one in reference.trails.values():
        offers = [offer for _, offer in one.steps]
        shared = [offer for offer in offers if offer in trail]
        if shared:
            count += 1
            back = {offer: len(trail) - 1 - trail.index(offer) for offer in shared}
            weight = sum(exp(-back[offer] / 5) for offer in shared) / sqrt(len(offers))
            age = min(NOW, latest + LAPSE) - one.steps[-1][0]
            weight *= exp(-age / neighbours.AGE - min(back.values()) / 5)
            star = offers.index(shared[-1])
            for place, offer in enumerate(offers):
                if offer not in trail:
                    near[offer] += weight * exp(-abs(place - star) / 5)
                    alike[offer] += len(shared) ** 2 / len(offers)
    assert {key: line[NEIGHBOURS] for key, line in lines.items()} == pytest.approx(near)
    assert {key: line[LIKENESS] for key, line in lines.items()} == pytest.approx(alike)
    assert found.supports.neighbours == count


def test_a_trail_that_has_moved_on_is_no_neighbour():
    """The first buyer took a up, and after forty days of silence b and c."""
    log = [interaction("a", at=day(0)), *walk("bc", start=40)]
    assert retrieved(log, "a")[0].supports.neighbours == 0
    assert retrieved(log, "b")[0].supports.neighbours == 1


def test_only_the_latest_trails_are_asked_once_there_are_many():
    trails = neighbours.BUDGET // 2
    log = [act for n in range(trails + 44) for act in walk("ab" if n < 44 else "ac", n)]
    log += [act for n in range(10**6, 10**6 + trails) for act in walk("de", n)]
    found, lines = retrieved(log, "a")
    assert lines["b"][LIKENESS] == 0.0
    assert lines["c"][LIKENESS] == found.supports.neighbours / 2 == min(trails, REACH) / 2


def test_without_a_trail_nothing_is_said():
    found, lines = retrieved(walk("abc"), "")
    assert set(map(tuple, lines.values())) == {(0.0,) * MEMBERS}
    assert not any(found.supports)


def test_numbers_lead_from_candidates_to_the_tallies():
    found, _ = retrieved(walk("cab"), "a")
    assert found.numbers.tolist() == [1, 2, 0, *[-1] * 8]
