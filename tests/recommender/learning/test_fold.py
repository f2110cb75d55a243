"""The arrays say what plain dictionaries say."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.learning import Model
from recommender.learning.buyers import line_of
from recommender.learning.rings import REACH, capacity_of
from recommender.learning.tables import APART, COMPANIONS, MOTIONS, SEQUELS, TABLES
from recommender.learning.tallies import HALF_LIVES, TOUCHES, VISITS, ages, lately
from recommender.model.interaction import Interaction
from recommender.model.vocabulary import Kind, Motion
from tests.recommender.builders import day, interaction
from tests.recommender.learning.builders import learned
from tests.recommender.learning.reference import Reference

KEYS = [f"offer-{number}" for number in range(30)]
acts = st.builds(
    interaction,
    st.sampled_from([*KEYS, None]),
    st.sampled_from([Kind.VIEWED, Kind.VIEWED, Kind.ASKED, Kind.SHOWN, Kind.DISMISSED]),
    st.integers(0, 80).map(day),
    buyer=st.integers(1, 3).map(lambda number: UUID(int=number << 70 | number)),
    motion=st.sampled_from([None, None, Motion.NET_NEW, Motion.RENEWAL]),
)
logs = st.lists(acts, max_size=150)


def both(log: list[Interaction]) -> tuple[Model, Reference]:
    reference = Reference()
    for act in log:
        reference.observe(act)
    return learned(log), reference


def row(model: Model, offer: str, table: int) -> dict[str, float]:
    memory = model.memory
    rows = memory.arrays.rows
    start, total, _, filled = rows.heads[memory.numbers[offer] * TABLES + table].item()
    entries = rows.entries[start : start + filled]
    columns, weights = entries["column"].tolist(), entries["weight"].tolist()
    assert total == pytest.approx(sum(weights))
    return {memory.keys[column]: weight for column, weight in zip(columns, weights, strict=True)}


@given(logs)
def test_rows_hold_the_counts(log):
    model, reference = both(log)
    for offer in model.memory.keys:
        found = {to: n for (of, to), n in reference.companions.items() if of == offer}
        assert row(model, offer, COMPANIONS) == found
        for motion in (None, *MOTIONS):
            table = SEQUELS if motion is None else APART + MOTIONS.index(motion)
            follow = {
                to: n for (m, of, to), n in reference.sequels.items() if (m, of) == (motion, offer)
            }
            assert row(model, offer, table) == pytest.approx(follow)


@given(logs)
def test_trails_hold_the_latest_steps(log):
    model, reference = both(log)
    keys, arrays = model.memory.keys, model.memory.arrays
    for buyer, trail in reference.trails.items():
        line = line_of(arrays.buyers, *divmod(buyer.int, 1 << 64))
        length, waiting = arrays.trails.lengths[line], arrays.trails.waiting[line]
        times = arrays.trails.times[line, :length].tolist()
        offers = [keys[number] for number in arrays.trails.offers[line, :length]]
        assert list(zip(times, offers, strict=True)) == trail.steps
        assert [keys[number] for number in arrays.trails.pending[line, :waiting]] == trail.pending


@given(logs)
def test_rings_hold_who_took_an_offer_up(log):
    model, reference = both(log)
    rings, ids = model.memory.arrays.rings, model.memory.arrays.buyers.ids
    for offer, number in model.memory.numbers.items():
        start, count = rings.starts[number], rings.counts[number]
        lines = rings.lines[start : start + capacity_of(count)][: min(count, REACH)]
        buyers = [UUID(int=(int(high) << 64) | int(low)) for high, low in ids[lines]]
        assert buyers == reference.takers[offer]


@given(logs)
def test_tallies_hold_the_rest(log):
    model, reference = both(log)
    tallies, now = model.memory.arrays.tallies, day(80)
    masses = lately(tallies, now)
    for offer, number in model.memory.numbers.items():
        seen = reference.seen[offer]
        assert tallies.first_seen[number] == min(seen, default=0)
        assert tallies.last_seen[number] == max(seen, default=0)
        assert tallies.touched[number] == len(reference.touched[offer])
        assert tallies.shown[number] == reference.shown[offer]
        assert tallies.taken[number] == reference.taken[offer]
        expected = [reference.mass(offer, speed, now) for speed in range(len(HALF_LIVES))]
        assert masses[:, number].tolist() == pytest.approx(expected)
    assert tallies.totals[VISITS] == reference.visits
    assert tallies.totals[TOUCHES] == sum(map(len, reference.touched.values()))
    assert (masses.sum(axis=1)).tolist() == pytest.approx(
        (tallies.mass * ages(tallies, now)).tolist()
    )
