"""Every gate with each of its rules; what is left out keeps the first that refused it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.journey import fold
from recommender.model.catalogue import Offer
from recommender.model.context import StepContext
from recommender.model.decision import Gate, LeftOut
from recommender.model.instant import Instant
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Channel, Kind, Motion, Relation
from recommender.policy import PASSED, Company, PolicySettings, Refusals, Rule, refuse
from recommender.policy.rule import GATES, RULES
from tests.recommender.builders import catalogue, day, interaction, offer

NOW = day(10)
FREE = offer("free")


def left_out(
    *offers: Offer,
    acts: tuple[Interaction, ...] = (),
    company: Company = Company(),  # noqa: B008  # frozen
    **context: Any,
) -> dict[str, tuple[Gate, str]]:
    shelf = Shelf.of(catalogue(*offers, FREE))
    codes = refuse(shelf, fold(acts), StepContext(**context), company, NOW, PolicySettings())
    return {one.offer: (one.gate, one.rule) for one in Refusals(shelf.keys, codes.tobytes())}


def stated(**facts: str) -> tuple[Interaction, ...]:
    return (interaction(kind=Kind.STATED, facts=tuple(facts.items())),)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"retired": True}, "retired"),
        ({"starts": day(11)}, "not_started"),
        ({"ends": day(10)}, "ended"),
        ({"channels": frozenset({Channel.SALES})}, "wrong_channel"),
        ({"locales": frozenset({"de"})}, "wrong_locale"),
        ({"relations": frozenset({Relation.CUSTOMER})}, "wrong_relation"),
        ({"verticals": frozenset({"retail"})}, "wrong_vertical"),
    ],
)
def test_an_offer_for_others_is_not_eligible(fields: dict[str, Any], rule: str) -> None:
    acts = stated(vertical="health")
    assert left_out(offer("a", **fields), acts=acts, locale="en-GB") == {
        "a": (Gate.ELIGIBILITY, rule)
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"starts": day(10)},
        {"ends": day(10.1)},
        {"channels": frozenset({Channel.WEB, Channel.SALES})},
        {"locales": frozenset({"en"})},
        {"relations": frozenset({Relation.NONE})},
        {"verticals": frozenset({"health"})},
        {"motions": frozenset({Motion.RENEWAL})},
    ],
)
def test_an_offer_for_this_buyer_passes(fields: dict[str, Any]) -> None:
    asked = {"locale": "en-GB", "motion": Motion.RENEWAL}
    assert left_out(offer("a", **fields), acts=stated(vertical="health"), **asked) == {}


def test_what_is_not_known_of_a_buyer_bars_nothing_but_a_relation() -> None:
    """A visitor nobody knows is no customer; their vertical may be any."""
    offers = (
        offer("v", verticals=frozenset({"retail"})),
        offer("l", locales=frozenset({"de"})),
        offer("m", motions=frozenset({Motion.RENEWAL})),
        offer("r", relations=frozenset({Relation.CUSTOMER})),
    )
    assert left_out(*offers) == {"r": (Gate.ELIGIBILITY, "wrong_relation")}


def test_cannot_buy_no_need_yet_and_not_interested_are_three_facts_r16() -> None:
    selling = offer("a", selling=True)
    assert left_out(selling, acts=stated(can_buy="no")) == {"a": (Gate.ELIGIBILITY, "cannot_buy")}
    assert left_out(selling, acts=stated(has_need="no")) == {
        "a": (Gate.APPLICABILITY, "no_need_yet")
    }
    assert left_out(selling, acts=stated(interested="no")) == {
        "a": (Gate.SUITABILITY, "not_interested")
    }
    assert left_out(offer("a"), acts=stated(can_buy="no", has_need="no", interested="no")) == {}


def test_no_interest_in_one_offer_or_in_a_topic_is_heeded() -> None:
    acts = stated(**{"interested:a": "no", "interested:topic:tax": "no", "interested:gone": "no"})
    assert left_out(offer("a"), offer("b", topics=("tax",)), acts=acts) == {
        "a": (Gate.SUITABILITY, "not_interested"),
        "b": (Gate.SUITABILITY, "not_interested"),
    }


def test_the_open_page_and_what_the_caller_shows_anyway_make_no_sense() -> None:
    assert left_out(offer("a"), offer("b"), page="a", exclude=frozenset({"b", "unknown"})) == {
        "a": (Gate.APPLICABILITY, "open_page"),
        "b": (Gate.APPLICABILITY, "excluded_by_caller"),
    }


def test_where_the_caller_names_the_only_offers_no_other_is_asked_for() -> None:
    asked = {"among": frozenset({"a", "b", "unknown"}), "exclude": frozenset({"b", "c"})}
    assert left_out(offer("a"), offer("b"), offer("c"), offer("d", retired=True), **asked) == {
        "b": (Gate.APPLICABILITY, "excluded_by_caller"),
        "c": (Gate.APPLICABILITY, "excluded_by_caller"),
        "d": (Gate.ELIGIBILITY, "retired"),
        "free": (Gate.APPLICABILITY, "not_asked_for"),
    }


def test_an_offer_of_another_motion_makes_no_sense() -> None:
    one = offer("a", motions=frozenset({Motion.RENEWAL}))
    assert left_out(one, motion=Motion.NET_NEW) == {"a": (Gate.APPLICABILITY, "wrong_motion")}


@pytest.mark.parametrize(
    ("act", "rule"),
    [
        (interaction("a", Kind.COMPLETED, day(-300)), "already_taken"),
        (interaction("a", Kind.VIEWED, day(-300), depth=0.6), "already_taken"),
        (interaction("a", Kind.VIEWED, day(-1), depth=0.5), "seen_recently"),
        (interaction("a", Kind.VIEWED, day(-300), depth=0.5), None),
    ],
)
def test_what_the_buyer_had_is_not_offered_again(act: Interaction, rule: str | None) -> None:
    expected = {} if rule is None else {"a": (Gate.APPLICABILITY, rule)}
    assert left_out(offer("a"), acts=(act,)) == expected


def test_a_repeatable_offer_and_one_changed_since_may_be_taken_again() -> None:
    acts = (interaction("a", Kind.COMPLETED, day(-5)), interaction("b", Kind.COMPLETED))
    assert left_out(offer("a", repeatable=True), offer("b", changed=day(1)), acts=acts) == {}


def test_a_repeatable_offer_that_was_just_completed_rests_for_a_while() -> None:
    acts = (interaction("a", Kind.COMPLETED, day(-4)), interaction("b", Kind.VIEWED, day(9)))
    offers = (offer("a", repeatable=True), offer("b", repeatable=True))
    assert left_out(*offers, acts=acts) == {"a": (Gate.APPLICABILITY, "seen_recently")}


def test_an_offer_waits_for_one_of_those_that_it_requires() -> None:
    one = offer("c", requires=frozenset({"a", "b"}))
    offers = (offer("a", repeatable=True), offer("b"), one)
    assert left_out(*offers) == {"c": (Gate.APPLICABILITY, "requires_unmet")}
    assert left_out(*offers, acts=(interaction("a"),)) == {}


def test_a_dismissal_is_heeded_until_it_is_old_or_the_buyer_comes_back_to_it() -> None:
    dismissed = interaction("a", Kind.DISMISSED, day(-20))
    assert left_out(offer("a"), acts=(dismissed,)) == {
        "a": (Gate.SUITABILITY, "dismissed_recently")
    }
    assert left_out(offer("a"), acts=(interaction("a", Kind.DISMISSED, day(-51)),)) == {}
    back = interaction("a", Kind.VIEWED, day(-19))
    assert left_out(offer("a", repeatable=True), acts=(dismissed, back)) == {}


def test_a_channel_that_was_declined_carries_nothing() -> None:
    acts = stated(**{"consent:email": "denied"})
    assert left_out(acts=acts, channel=Channel.EMAIL) == {"free": (Gate.SUITABILITY, "no_consent")}
    assert left_out(acts=acts) == {}


def test_five_exposures_without_an_answer_are_enough_for_a_while() -> None:
    shown = tuple(interaction("a", Kind.SHOWN, day(n)) for n in range(5))
    assert left_out(offer("a"), acts=shown) == {"a": (Gate.CONTACT_POLICY, "shown_too_often")}
    assert left_out(offer("a"), acts=shown[:4]) == {}
    long_ago = tuple(interaction("a", Kind.SHOWN, day(n - 40)) for n in range(5))
    assert left_out(offer("a"), acts=long_ago) == {}


def test_while_an_incident_is_open_nothing_is_sold_r46() -> None:
    offers = (offer("a", selling=True), offer("help"))
    opened = interaction(kind=Kind.INCIDENT_OPENED, at=day(1), subject="42")
    closed = interaction(kind=Kind.INCIDENT_CLOSED, at=day(2), subject="42")
    refused = {"a": (Gate.WHOLE_COMPANY_GUARD, "open_incident")}
    assert left_out(*offers, acts=(opened,)) == refused
    assert left_out(*offers, company=Company(open_incidents=True)) == refused
    assert left_out(*offers, acts=(opened, closed)) == {}


def test_the_first_gate_that_refused_is_told() -> None:
    one = offer("a", retired=True, selling=True, motions=frozenset({Motion.UPSELL}))
    acts = (*stated(interested="no"), interaction("a", Kind.DISMISSED))
    company = Company(open_incidents=True)
    refused = left_out(one, acts=acts, company=company, page="a", motion=Motion.NET_NEW)
    assert refused == {"a": (Gate.ELIGIBILITY, "retired")}


def test_each_rule_belongs_to_one_gate_and_gates_go_in_order() -> None:
    assert list(GATES) == list(Rule)
    assert list(dict.fromkeys(GATES.values())) == list(Gate)


def test_an_offer_starts_and_ends_on_time_however_often_a_shelf_is_asked() -> None:
    shelf = Shelf.of(catalogue(offer("a", starts=day(2), ends=day(4)), offer("b", ends=day(3))))
    times = [day(1), day(2) - 1, day(2), day(2.5), day(3), day(4) - 1, day(4), day(1)]
    found = [refuse(shelf, fold(()), StepContext(), Company(), Instant(time)) for time in times]
    early, ended, free = (RULES.index(Rule.NOT_STARTED), RULES.index(Rule.ENDED), PASSED)
    assert [codes.tolist() for codes in found] == [
        [early, free], [early, free], [free, free], [free, free],
        [free, ended], [free, ended], [ended, ended], [early, free],
    ]  # fmt: skip


asked = st.builds(
    StepContext,
    page=st.sampled_from([None, "a"]),
    channel=st.sampled_from([Channel.WEB, Channel.SALES]),
    locale=st.sampled_from([None, "en-GB", "de"]),
    motion=st.sampled_from([None, Motion.UPSELL]),
)
facts = st.dictionaries(
    st.sampled_from(["has_need", "interested:b", "vertical", "relation"]),
    st.sampled_from(["no", "customer"]),
)
FOR_SOME = catalogue(
    offer("a", selling=True, channels=frozenset({Channel.WEB}), locales=frozenset({"en", "de"})),
    offer("b", motions=frozenset({Motion.RENEWAL})),
    offer("c", relations=frozenset({Relation.CUSTOMER}), requires=frozenset({"d"})),
    offer("d", locales=frozenset({"de"})),
    offer("e", verticals=frozenset({"retail"})),
)


@given(st.lists(st.tuples(asked, facts), min_size=2, max_size=80))
def test_what_was_asked_before_changes_no_answer(asks: list[tuple[StepContext, dict[str, str]]]):
    used = Shelf.of(FOR_SOME)
    for context, told in asks:
        journey = fold((*stated(**told), interaction("d", Kind.COMPLETED)))
        codes = refuse(used, journey, context, Company(), NOW)
        fresh = refuse(Shelf.of(FOR_SOME), journey, context, Company(), NOW)
        assert codes.tolist() == fresh.tolist()


def test_refusals_read_like_a_tuple() -> None:
    shelf = Shelf.of(catalogue(offer("a", retired=True), FREE, offer("b", ends=day(1))))
    codes = refuse(shelf, fold(()), StepContext(), Company(), NOW)
    refusals = Refusals(shelf.keys, codes.tobytes())
    expected = (
        LeftOut("a", Gate.ELIGIBILITY, "retired"),
        LeftOut("b", Gate.ELIGIBILITY, "ended"),
    )
    assert (tuple(refusals), len(refusals)) == (expected, 2)
    assert expected[1] in refusals
    assert LeftOut("b", Gate.ELIGIBILITY, "retired") not in refusals


def test_r25_case_keeps_nobody_from_their_vertical():
    acts = stated(vertical="Food Processing")
    assert left_out(offer("a", verticals=frozenset({"food processing"})), acts=acts) == {}
    assert left_out(offer("b", verticals=frozenset({"Food processing"})), acts=acts) == {}
