"""A journey is a commutative monoid: arrival order, splits and merges cannot matter."""

from functools import reduce
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from recommender.journey import Journey, decode, encode, fold, merge, observe
from recommender.model.instant import Instant
from recommender.model.interaction import Interaction
from recommender.model.vocabulary import Channel, Kind, Motion, Outcome
from tests.recommender.builders import BUYER, day

ANCIENT, FUTURE = Instant(-(10**13)), Instant(10**17)
TIMES = st.one_of(
    st.integers(0, 300).map(day),
    st.floats(0, 40).map(day),
    st.integers(-2000, 6000).map(day),  # far enough apart that floating point would round
    st.sampled_from([ANCIENT, FUTURE, Instant(1_500_000_000_000)]),
)
NAMES = st.sampled_from(["a", "b", "c\u00e9", None])
FACTS = st.tuples(
    st.sampled_from(["relation", "role"]), st.sampled_from(["customer", "former", "it"])
)
ACTS = st.builds(
    Interaction,
    id=st.uuids(),
    buyer=st.just(BUYER),
    kind=st.sampled_from(Kind),
    at=TIMES,
    channel=st.sampled_from(Channel),
    offer=NAMES,
    depth=st.sampled_from([0, 0.0, -0.0, 0.31, 1, 1.0, 7.0, float("nan")]),
    motion=st.none() | st.sampled_from(Motion),
    job=NAMES,
    persona=NAMES,
    topics=st.lists(st.sampled_from(["x", "y"]), max_size=2).map(tuple),
    facts=st.lists(FACTS, max_size=2).map(tuple),
    outcome=st.none() | st.sampled_from(Outcome),
    reason=st.sampled_from([None, "price"]),
    subject=st.sampled_from([None, "T-1", "T-2"]),
)
LOGS = st.lists(ACTS, max_size=60, unique_by=lambda act: act.id)


def pieces(log: list[Interaction], random: Random) -> list[Journey]:
    """The log in any order, cut anywhere."""
    acts = random.sample(log, len(log))
    cuts = sorted(random.randrange(len(acts) + 1) for _ in range(random.randrange(5)))
    return [fold(acts[i:j]) for i, j in zip([0, *cuts], [*cuts, len(acts)], strict=True)]


def merged_in_any_tree(journeys: list[Journey], random: Random) -> Journey:
    while len(journeys) > 1:
        one = journeys.pop(random.randrange(len(journeys)))
        other = journeys.pop(random.randrange(len(journeys)))
        journeys.append(merge(one, other))
    return journeys[0]


@given(LOGS, st.randoms(use_true_random=False))
def test_arrival_order_does_not_matter(log, random):
    whole, shuffled = fold(log), fold(random.sample(log, len(log)))
    assert shuffled == whole
    assert encode(shuffled) == encode(whole)


@given(LOGS, st.randoms(use_true_random=False))
def test_any_split_merged_in_any_way_gives_the_same_journey(log, random):
    whole, stitched = fold(log), merged_in_any_tree(pieces(log, random), random)
    assert stitched == whole
    assert encode(stitched) == encode(whole)


@given(LOGS, st.randoms(use_true_random=False))
def test_batches_onto_a_stored_journey_give_the_same_journey(log, random):
    acts, journey = random.sample(log, len(log)), Journey.empty()
    while acts:
        size = random.randrange(1, len(acts) + 1)
        journey = fold(acts[:size], decode(encode(journey)))
        del acts[:size]
    assert journey == fold(log)
    assert encode(journey) == encode(fold(log))


@given(LOGS)
def test_observing_one_by_one_is_folding(log):
    assert reduce(observe, log, Journey.empty()) == fold(log)


@given(LOGS, LOGS, LOGS)
def test_merge_commutes_associates_and_has_an_identity(a, b, c):
    one, two, three = fold(a), fold(b), fold(c)
    assert merge(one, two) == merge(two, one)
    assert merge(merge(one, two), three) == merge(one, merge(two, three))
    assert merge(one, Journey.empty()) == one == merge(Journey.empty(), one)


@given(LOGS, ACTS)
def test_folding_leaves_the_journey_it_started_from_as_it_was(log, act):
    journey = fold(log)
    before = encode(journey)
    observe(journey, act)
    merge(journey, fold([act]))
    assert encode(journey) == before


@given(LOGS)
def test_decoding_gives_back_what_was_encoded(log):
    journey = fold(log)
    again = decode(encode(journey))
    assert again == journey
    assert encode(again) == encode(journey)
    assert decode(encode(journey).decode()) == journey


@given(LOGS, LOGS)
def test_bytes_are_equal_exactly_when_journeys_are(a, b):
    assert (encode(fold(a)) == encode(fold(b))) == (fold(a) == fold(b))
