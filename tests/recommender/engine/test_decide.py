"""A whole decision, from catalogue and acts to a set with its reasons."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender import (
    Acceptance,
    Catalogue,
    Channel,
    Company,
    Decision,
    Exhausted,
    Gate,
    Instant,
    Interaction,
    Job,
    Journey,
    Kind,
    LeftOut,
    Link,
    Model,
    Motion,
    NeedShare,
    Offer,
    Persona,
    Service,
    Settings,
    Shelf,
    SlateSettings,
    Slot,
    StepContext,
    decide,
    fold,
    rank,
    replay,
)
from tests.recommender.builders import catalogue, day, interaction, offer

NOW = day(10)
OUTRIGHT = Settings(slate=SlateSettings(explore=False))
PEOPLE = (
    Persona("finance", "Finance lead", "finance"),
    Persona("it", "IT lead", "it"),
    Persona("line", "Line manager", "line"),
)
JOBS = (Job("rules", "Knowing the rules"), Job("integration", "Integration"), Job("gain", "Gain"))


def decision(
    of: Catalogue,
    *acts: Interaction,
    learned: tuple[Interaction, ...] = (),
    number: int = 1,
    settings: Settings = Settings(),  # noqa: B008  # frozen
    company: Company = Company(),  # noqa: B008  # frozen
    **context: Any,
) -> Decision:
    model = Model.empty()
    model.follow(learned)
    return decide(
        model,
        Shelf.of(of),
        fold(acts),
        StepContext(**context),
        id=UUID(int=number),
        now=NOW,
        settings=settings,
        company=company,
    )


def offers(one: Decision) -> list[str]:
    return [step.offer for step in one.steps]


def of_keys(of: Catalogue) -> list[str]:
    return [one.key for one in of.offers]


def dozen() -> Catalogue:
    """Ten offers and no traffic: a workspace on its first day."""
    finance = [offer(f"rules{n}", ("finance", "rules")) for n in range(4)]
    it = [offer(f"apis{n}", ("it", "integration"), format="guide") for n in range(3)]
    line = [offer(f"gain{n}", ("line", "gain"), format="story") for n in range(3)]
    return catalogue(*finance, *it, *line, personas=PEOPLE, jobs=JOBS)


def test_ten_offers_and_no_traffic_give_a_sensible_set_r20() -> None:
    one = decision(dozen(), settings=OUTRIGHT, size=3)
    assert offers(one) == ["rules0", "apis0", "gain0"]
    assert one.exhausted is None
    assert all(step.reasons for step in one.steps)
    assert 0.0 < one.chance_any_taken < 1.0


def test_three_finance_articles_do_not_fill_a_set_r20() -> None:
    """Finance is likeliest, and each of its articles beats everything else one by one."""
    people = tuple(replace(one, share=1.2 if one.key == "finance" else 1.0) for one in PEOPLE)
    of = replace(dozen(), personas=people)
    chances = {
        key: decision(of, settings=OUTRIGHT, size=1, exclude=rest).steps[0].chance
        for key in of_keys(of)
        if (rest := frozenset(of_keys(of)) - {key})
    }
    ranking = sorted(chances, key=lambda key: -chances[key])
    assert all(key.startswith("rules") for key in ranking[:4])
    one = decision(of, settings=OUTRIGHT, size=3)
    assert offers(one) == ["rules0", "apis0", "gain0"]


def test_an_off_role_pick_brings_a_step_for_the_colleague_and_keeps_the_persona_r22() -> None:
    role = interaction(kind=Kind.STATED, at=day(9), facts=(("role", "finance"),))
    off_role = [interaction(f"apis{n}", Kind.COMPLETED, day(9.9)) for n in range(2)]
    one = decision(dozen(), role, *off_role, settings=OUTRIGHT, size=4)
    assert "apis2" in offers(one)
    shares = {share.need.persona: 0.0 for share in one.belief if share.need}
    for share in one.belief:
        if share.need:
            shares[share.need.persona] += share.share
    assert max(shares, key=shares.__getitem__) == "finance"


def test_a_decision_can_be_replayed_to_the_byte_from_its_record_alone() -> None:
    for number in range(20):
        one = decision(dozen(), interaction("apis0", at=day(9)), number=number)
        again = replay(one.draw)
        assert again.offers == tuple(offers(one))
        assert again.gains == tuple(step.gain for step in one.steps)
        assert again.selection_probabilities == tuple(
            step.selection_probability for step in one.steps
        )
        assert (again.display, again.chance_any_taken) == (one.display, one.chance_any_taken)
        assert again.ordered_propensity == one.ordered_propensity
        assert again.set_propensity == one.set_propensity


def test_the_same_decision_asked_again_is_the_same_and_another_may_differ() -> None:
    of = dozen()
    assert decision(of) == decision(of)
    assert len({tuple(offers(decision(of, number=number))) for number in range(20)}) > 1


@pytest.mark.parametrize("needs", ["untagged", "all alike", "one job", "no jobs"])
def test_without_a_telling_need_model_the_set_is_the_ranking_item_by_item(needs: str) -> None:
    serves = {"untagged": (), "all alike": ((None, None),)}.get(needs, ((None, "rules"),))
    jobs = {"one job": JOBS[:1], "no jobs": ()}.get(needs, JOBS)
    many = tuple(offer(f"o{n}", *serves) for n in range(60))
    links = tuple(Link("o0", f"o{n}", weight=1.0 + n * 7 % 23) for n in range(1, 30))
    of = catalogue(*many, links=links, personas=PEOPLE, jobs=jobs)
    learned = tuple(
        interaction(f"o{(buyer * step) % 59}", at=day(buyer / 9), buyer=UUID(int=buyer))
        for buyer in range(2, 50)
        for step in range(1, 5)
    )
    one = decision(of, learned=learned, page="o0", settings=OUTRIGHT, size=10)
    best = decision(of, learned=learned, page="o0", settings=OUTRIGHT, size=1)
    ranking = [best.steps[0].offer]
    while len(ranking) < 10:
        rest = frozenset(ranking)
        one_more = decision(of, learned=learned, page="o0", settings=OUTRIGHT, size=1, exclude=rest)
        ranking += offers(one_more)
    assert offers(one) == ranking
    chances = [step.chance for step in one.steps]
    assert chances == sorted(chances, reverse=True)


def test_an_empty_catalogue_offers_nothing_and_says_so() -> None:
    one = decision(Catalogue())
    assert (one.steps, one.exhausted, one.display) == ((), Exhausted.NO_OFFERS, ())
    assert (one.chance_any_taken, one.set_propensity) == (0.0, 1.0)
    assert replay(one.draw).offers == ()


def test_one_offer_makes_a_set_of_one_and_says_that_nothing_else_was_good_enough() -> None:
    one = decision(catalogue(offer("a")))
    assert offers(one) == ["a"]
    assert one.exhausted is Exhausted.BELOW_FLOOR
    assert one.steps[0].selection_probability == one.set_propensity == 1.0


def test_a_set_that_every_gate_emptied_says_so_and_why() -> None:
    one = decision(catalogue(offer("a", retired=True), offer("b")), page="b")
    assert (one.steps, one.exhausted) == ((), Exhausted.ALL_GATED)
    assert tuple(one.left_out) == (
        LeftOut("a", Gate.ELIGIBILITY, "retired"),
        LeftOut("b", Gate.APPLICABILITY, "open_page"),
    )


def test_an_open_incident_in_the_company_suspends_selling_r46() -> None:
    of = catalogue(offer("buy", selling=True), offer("help"))
    assert offers(decision(of, company=Company(open_incidents=True))) == ["help"]


def test_a_buyer_who_denied_it_is_not_read_at_all() -> None:
    denied = interaction(
        kind=Kind.STATED, at=day(1), facts=(("consent:personalization", "denied"),)
    )
    acts = [interaction(f"apis{n}", Kind.COMPLETED, day(9)) for n in range(2)]
    one, nobody = decision(dozen(), denied, *acts), decision(dozen())
    assert one.belief == nobody.belief
    assert {left.offer for left in one.left_out} == {"apis0", "apis1"}  # yet nothing twice


def test_the_motion_stated_last_is_the_one_that_counts_r7() -> None:
    of = catalogue(offer("a", motions=frozenset({Motion.RENEWAL})), offer("b"))
    renewing = interaction(kind=Kind.MET, at=day(9), motion=Motion.RENEWAL)
    assert set(offers(decision(of, renewing))) == {"a", "b"}
    winning = interaction(kind=Kind.MET, at=day(9), motion=Motion.NET_NEW)
    assert offers(decision(of, winning)) == ["b"]
    assert set(offers(decision(of, winning, motion=Motion.RENEWAL))) == {"a", "b"}


def test_a_family_has_one_place_in_a_set_and_a_format_three() -> None:
    series = [offer(f"s{n}", family="s", format="webinar") for n in range(5)]
    articles = [offer(f"a{n}") for n in range(5)]
    stories = [offer(f"t{n}", format="story") for n in range(5)]
    for number in range(10):
        keys = offers(decision(catalogue(*series, *articles, *stories), number=number))
        assert len(keys) == 5
        assert sum(key.startswith("s") for key in keys) <= 1
        assert max(sum(key.startswith(kind) for key in keys) for kind in "at") <= 3


def test_what_an_editor_pinned_stands_first_is_marked_and_is_no_matter_of_chance() -> None:
    pinned = ("gain2", "unknown", "rules3", "gain2")
    free = decision(dozen())
    for number in range(20):
        one = decision(dozen(), number=number, pinned=pinned)
        assert offers(one)[:2] == ["gain2", "rules3"]
        assert [step.slot for step in one.steps[:2]] == [Slot.PINNED] * 2
        assert [step.selection_probability for step in one.steps[:2]] == [1.0, 1.0]
        assert Slot.PINNED not in {step.slot for step in one.steps[2:]}
        assert one.display[:2] == (0, 1)
        assert len(one.steps) == len(free.steps) == 5
        assert one.ordered_propensity == pytest.approx(
            np.prod([step.selection_probability for step in one.steps[2:]])
        )
        assert one.chance_any_taken == pytest.approx(sum(step.gain for step in one.steps))
        assert replay(one.draw).offers == tuple(offers(one))


def test_a_pinned_offer_is_gated_like_all_others() -> None:
    of = catalogue(offer("a"), offer("b", retired=True), offer("c"))
    one = decision(of, pinned=("b", "c"), size=1)
    assert [(step.offer, step.slot) for step in one.steps] == [("c", Slot.PINNED)]
    assert decision(of, pinned=("c",), size=0).steps == ()


def test_only_offers_that_were_asked_for_are_shown() -> None:
    asked = frozenset({"rules1", "apis0", "unknown"})
    assert set(offers(decision(dozen(), among=asked))) == {"rules1", "apis0"}


def test_a_fitted_acceptance_moves_the_chances_and_not_the_ranking() -> None:
    """By hand: log-odds are shifted; with one need only the chance that is told moves."""
    of = catalogue(offer("a"), offer("b"))
    plain = decision(of, settings=OUTRIGHT)
    shifted = replace(OUTRIGHT.slate, acceptance=Acceptance(shift=-1.0))
    moved = decision(of, settings=replace(OUTRIGHT, slate=shifted))
    assert offers(moved) == offers(plain)
    odds = [step.chance / (1 - step.chance) for step in plain.steps]
    assert [step.chance / (1 - step.chance) for step in moved.steps] == pytest.approx(
        [one * np.exp(-1) for one in odds], rel=1e-5
    )


def test_a_ranking_is_the_sets_stations_without_a_set() -> None:
    of, model = dozen(), Model.empty()
    asked = {"page": "rules0", "exclude": frozenset({"apis0"})}
    found = rank(model, Shelf.of(of), Journey.empty(), StepContext(**asked), now=NOW, size=4)
    assert len(found) == 4
    assert {"rules0", "apis0"}.isdisjoint(one.offer for one in found)
    chances = [one.chance for one in found]
    assert chances == sorted(chances, reverse=True)
    best = decision(of, settings=OUTRIGHT, size=1, **asked).steps[0]
    assert (found[0].offer, found[0].chance) == (best.offer, best.chance)


def test_a_catalogue_of_one_format_still_fills_a_set() -> None:
    assert len(decision(catalogue(*[offer(f"a{n}") for n in range(9)])).steps) == 5


def test_the_size_asked_for_is_heeded_within_reason() -> None:
    of = catalogue(*[offer(f"a{n}") for n in range(30)])
    assert len(decision(of, size=1).steps) == 1
    assert len(decision(of, size=99).steps) == SlateSettings().largest
    assert decision(of, size=0).steps == decision(of, size=-1).steps == ()


def test_steps_come_from_a_large_shelf_as_from_a_small_one() -> None:
    """The best offer for a likely need is in the pool, however many beat it in general."""
    popular = [offer(f"rules{n}", ("finance", "rules")) for n in range(400)]
    of = catalogue(*popular, offer("apis", ("it", "integration")), personas=PEOPLE, jobs=JOBS)
    assert "apis" in offers(decision(of, settings=OUTRIGHT, size=3))


def test_the_model_that_decided_is_named() -> None:
    model = Model.empty()
    model.advance(77)
    one = decide(model, Shelf.of(dozen()), Journey.empty(), StepContext(), id=UUID(int=1), now=NOW)
    assert (one.model_position, one.model_version) == (77, model.version)
    assert (one.id, one.at) == (UUID(int=1), NOW)


OFFERS = st.builds(
    Offer,
    key=st.sampled_from([f"k{n}" for n in range(12)]),
    title=st.sampled_from(["Tax rules", "Tax law", ""]),
    format=st.sampled_from(["article", "guide"]),
    serves=st.lists(
        st.builds(
            Service,
            st.sampled_from(["finance", "it", None]),
            st.sampled_from(["rules", "gain", None]),
            st.floats(0, 2),
        ),
        max_size=2,
    ).map(tuple),
    topics=st.lists(st.sampled_from(["tax", "law"]), max_size=2).map(tuple),
    family=st.sampled_from([None, "f"]),
    channels=st.frozensets(st.sampled_from(Channel), max_size=2),
    requires=st.frozensets(st.sampled_from(["k0", "k1", "gone"]), max_size=1),
    selling=st.booleans(),
    forwardable=st.booleans(),
    repeatable=st.booleans(),
    starts=st.none() | st.just(day(1)),
    published=st.none() | st.just(day(1)),
)
CATALOGUES = st.builds(
    Catalogue,
    offers=st.lists(OFFERS, max_size=12, unique_by=lambda one: one.key).map(tuple),
    links=st.lists(
        st.builds(Link, st.sampled_from(["k0", "k1"]), st.sampled_from(["k2", "gone"])), max_size=3
    ).map(tuple),
    personas=st.sampled_from([(), PEOPLE]),
    jobs=st.sampled_from([(), JOBS]),
)
ACTS = st.builds(
    interaction,
    st.sampled_from([*[f"k{n}" for n in range(12)], "gone", None]),
    st.sampled_from(Kind),
    st.integers(-4000, 4000).map(lambda hours: Instant(NOW + hours * 3_600_000)),
    number=st.integers(0, 999),
    depth=st.floats(0, 1),
    topics=st.lists(st.sampled_from(["tax", "gone"]), max_size=1).map(tuple),
)


@given(CATALOGUES, st.lists(ACTS, max_size=20), st.lists(ACTS, max_size=20), st.booleans())
def test_whatever_comes_in_a_decision_is_whole(
    of: Catalogue,
    acts: list[Interaction],
    learned: list[Interaction],
    explore: bool,  # noqa: FBT001  # hypothesis passes by place
) -> None:
    settings = replace(Settings(), slate=SlateSettings(explore=explore))
    one = decision(of, *acts, learned=tuple(learned), settings=settings)
    keys = offers(one)
    refused = {left.offer for left in one.left_out}
    assert len(set(keys)) == len(keys) <= 5
    assert refused.isdisjoint(keys)
    numbers = [one.chance_any_taken, one.ordered_propensity, one.set_propensity]
    for step in one.steps:
        numbers += [step.chance, step.gain, step.selection_probability]
        assert step.reasons
        assert any(reason.buyer for reason in step.reasons)
    assert np.isfinite(numbers).all()
    assert all(0.0 <= number <= 1.0 for number in numbers)
    assert one.set_propensity >= one.ordered_propensity - 1e-12
    belief = tuple(one.belief)
    assert len(belief) == len(one.belief)
    assert belief[-1] == NeedShare(None, belief[-1].share)
    assert sum(share.share for share in belief) == pytest.approx(1.0)
    assert replay(one.draw).offers == tuple(keys)
