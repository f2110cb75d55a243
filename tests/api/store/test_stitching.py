"""Who is who, without a database."""

from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from api.store.arrivals import Identity, IdentityKind
from api.store.derived import buyer_id
from api.store.stitching import Person, Stitching
from recommender import Instant

WORKSPACE = UUID(int=1)
NOW = Instant(1_000)


def user(name: str) -> Identity:
    return IdentityKind.USER_ID, name


def device(name: str) -> Identity:
    return IdentityKind.ANONYMOUS_ID, name


def email(name: str) -> Identity:
    return IdentityKind.EMAIL, name


def stitching(**bound: Person) -> Stitching:
    return Stitching(WORKSPACE, NOW, {device(name): person for name, person in bound.items()})


def test_a_buyer_is_named_by_the_identity_that_founded_it() -> None:
    stitched = stitching()
    buyer = stitched.place([user("u"), device("a")])
    assert buyer == buyer_id(WORKSPACE, "user_id", "u")
    assert stitched.founded == [buyer]
    assert stitched.bindings == {user("u"): buyer, device("a"): buyer}
    assert stitched.merged == {}


def test_the_older_of_two_anonymous_buyers_survives() -> None:
    old, new = (Person(UUID(int=n), Instant(at), known=False) for n, at in ((9, 1), (2, 5)))
    stitched = stitching(a=old, b=new)
    assert stitched.place([email("e"), device("a")]) == old.id
    assert stitched.place([email("e"), device("b")]) == old.id
    assert stitched.merged == {new.id: old.id}


def test_a_known_buyer_survives_an_older_anonymous_one() -> None:
    old, known = Person(UUID(int=1), Instant(1), known=False), UUID(int=2)
    stitched = Stitching(
        WORKSPACE, NOW, {device("a"): old, user("u"): Person(known, Instant(5), known=True)}
    )
    assert stitched.place([user("u"), device("a")]) == known
    assert stitched.merged == {old.id: known}


def test_chains_of_merges_are_followed_to_their_end() -> None:
    stitched = stitching()
    first = stitched.place([device("a")])
    stitched.place([device("b")])
    stitched.place([email("e"), device("a")])
    stitched.place([email("e"), device("b")])
    stitched.place([user("u"), email("e")])
    assert stitched.find(first) == stitched.find(stitched.place([device("b")]))


def test_a_claimed_email_is_bound_where_it_is_free_and_joins_nobody() -> None:
    victim = Person(UUID(int=1), Instant(1), known=False)
    stitched = Stitching(WORKSPACE, NOW, {email("taken"): victim})
    buyer = stitched.place([email("taken"), device("a")], trusted=False)
    assert stitched.place([email("free"), device("a")], trusted=False) == buyer != victim.id
    assert stitched.bindings == {device("a"): buyer, email("free"): buyer}
    assert stitched.merged == {}


def test_an_alias_that_is_not_trusted_joins_a_device_and_no_known_people() -> None:
    one, two = (Person(UUID(int=n), Instant(n), known=True) for n in (1, 2))
    anonymous = Person(UUID(int=3), Instant(3), known=False)
    people = {user("u"): one, user("v"): two, device("a"): anonymous}
    stitched = Stitching(WORKSPACE, NOW, people)
    assert stitched.place([user("u")], "v", trusted=False) == one.id
    assert stitched.place([user("u")], "a", trusted=False) == one.id
    assert stitched.merged == {anonymous.id: one.id}
    assert stitched.place([user("u")], "v") == one.id
    assert stitched.merged == {anonymous.id: one.id, two.id: one.id}


EVENTS = st.lists(
    st.tuples(st.none() | st.sampled_from("xyz"), st.none() | st.sampled_from("abcd")).filter(any),
    max_size=12,
)


@given(EVENTS, st.randoms(use_true_random=False))
def test_without_shared_devices_the_order_of_events_does_not_matter(
    pairs: list[tuple[str | None, str | None]], random: Random
) -> None:
    """Emails and devices join freely; a user id on both sides is what order could change."""
    events = [
        tuple(identity for identity in (e and email(e), d and device(d)) if identity)
        for e, d in pairs
    ]
    shuffled = random.sample(events, k=len(events))
    assert groups(events) == groups(shuffled)


def groups(events: list[tuple[Identity, ...]]) -> set[frozenset[Identity]]:
    stitched = stitching()
    for identities in events:
        stitched.place(identities)
    found: dict[UUID, set[Identity]] = {}
    for identity, owner in stitched.bindings.items():
        found.setdefault(stitched.find(owner), set()).add(identity)
    return {frozenset(identities) for identities in found.values()}


def test_a_browsers_alias_claims_no_user_id() -> None:
    """A stranger who guesses the id of somebody yet to come does not become them."""
    stitching = Stitching(UUID(int=1), Instant(0), {})
    mallory = stitching.place([(IdentityKind.USER_ID, "mallory")], "victim", trusted=False)
    victim = stitching.place([(IdentityKind.USER_ID, "victim")])
    assert mallory != victim
    assert stitching.find(mallory) != stitching.find(victim)
