"""One ledger of reasons, two voices."""

from typing import Any
from uuid import UUID

import pytest

from recommender.belief import believe
from recommender.evidence import PRIOR, Asked, weigh
from recommender.journey import fold
from recommender.learning import Model
from recommender.model.catalogue import Catalogue, Job, Link, Need, Persona
from recommender.model.context import StepContext
from recommender.model.decision import Reason
from recommender.model.instant import DAY, Instant
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Channel, Kind
from recommender.reasons import Why, explain
from recommender.reasons.words import lower
from tests.recommender.builders import catalogue, day, interaction, offer

NOW = day(10)
PEOPLE = (Persona("cfo", "CFO", "cfo"), Persona("it", "IT lead", "it"))
JOBS = (Job("requirements", "Requirements building"), Job("risk", "Judging risk"))


def why(
    of: Catalogue,
    *acts: Interaction,
    place: int = 0,
    learned: tuple[Interaction, ...] = (),
    acting_for: float = 0.0,
    **context: Any,
) -> Why:
    shelf, journey, model = Shelf.of(of), fold(acts), Model.empty()
    model.follow(learned)
    asked = Asked(shelf, model.view(shelf), journey, StepContext(**context), acting_for, NOW)
    return explain(weigh(asked, believe(shelf, journey, NOW, 1.0)), [place])[0]


def told(one: Why) -> list[tuple[str, str | None, str]]:
    return [(reason.id, reason.buyer, reason.seller) for reason in one.reasons]


def test_a_step_says_which_job_it_helps_with() -> None:
    one = why(catalogue(offer("a", (None, "requirements")), personas=PEOPLE, jobs=JOBS))
    assert one.serves == (Need("cfo", "requirements"), Need("it", "requirements"))
    assert told(one) == [
        (
            "need:cfo/requirements",
            "Helps with requirements building",
            "Helps with requirements building, a likely need of this buyer now (45 %)",
        )
    ]


def test_a_step_for_one_persona_says_for_whom_it_is() -> None:
    one = why(catalogue(offer("a", ("it", "risk")), personas=PEOPLE, jobs=JOBS))
    assert one.serves == (Need("it", "risk"),)
    assert [reason.buyer for reason in one.reasons] == ["For the IT lead: helps with judging risk"]


def test_the_weight_of_a_reason_is_what_it_adds_to_the_log_odds() -> None:
    one = why(catalogue(offer("a", ("it", "risk")), personas=PEOPLE, jobs=JOBS))
    assert [(reason.term, reason.weight) for reason in one.reasons] == [
        ("need", pytest.approx(PRIOR.need * 0.225))
    ]


def test_an_editors_link_is_told_as_the_editors_r35() -> None:
    of = catalogue(offer("a", title="Costs"), offer("b"), offer("c"), links=(Link("a", "b"),))
    assert told(why(of, place=1, page="a"))[0] == (
        "pathway:a",
        "A good next step after “Costs”",
        "Editors recommend it after “Costs”",
    )


def test_a_usual_path_is_told_as_what_readers_do() -> None:
    of = catalogue(offer("a", title="Costs"), *[offer(key) for key in "bcdefgh"])
    learned = tuple(
        interaction(key, at=Instant(day(-60) + step), buyer=UUID(int=buyer))
        for buyer in range(2, 60)
        for step, key in enumerate("ab")
    )
    ids = told(why(of, place=1, page="a", learned=learned))
    assert (
        "pathway:a",
        "Readers of “Costs” often go on to this",
        "Often taken next after “Costs”",
    ) in ids


def test_what_is_new_and_what_is_popular_say_so() -> None:
    others = [offer(key, published=day(-60)) for key in "bcdefghij"]
    of = catalogue(offer("a", published=Instant(NOW - DAY)), *others)
    learned = tuple(
        interaction(key, at=Instant(NOW - 2 * DAY), buyer=UUID(int=buyer))
        for buyer in range(2, 40)
        for key in ("a", "bcdefghij"[buyer % 9])
    )
    ids = told(why(of, learned=learned))
    assert "pathway" not in [one[0] for one in ids]  # it is popular, but no path led here
    assert ("trend", "Popular right now", "Among what buyers take up most these days") in ids
    assert ("newness", "New", "New: published yesterday") in ids


def test_a_shared_topic_is_named() -> None:
    of = catalogue(
        offer("a", title="Tax law", topics=("tax",)), offer("b", title="Tax rules", topics=("tax",))
    )
    ids = told(why(of, interaction("a", at=day(9)), place=1))
    assert (
        "topic:tax",
        "More on tax",
        "More on tax, which this buyer has been reading about",
    ) in ids


def test_a_fact_for_sellers_only_has_no_words_for_the_buyer_and_another_is_added() -> None:
    of = catalogue(offer("a", channels=frozenset({Channel.SALES})))
    assert told(why(of, channel=Channel.SALES)) == [
        ("channel:sales", None, "Made for this channel: sales"),
        ("start", "A good place to start", "Little is known of this buyer yet; a safe start"),
    ]


def test_a_step_for_which_nothing_speaks_still_has_a_reason() -> None:
    assert [reason.id for reason in why(catalogue(offer("a"))).reasons] == ["start"]


def test_a_step_to_hand_on_says_for_whom() -> None:
    of = catalogue(offer("a", forwardable=True), personas=PEOPLE, jobs=JOBS)
    stated = interaction(kind=Kind.ACTED, at=NOW, persona="it", topics=("x",))
    assert told(why(of, stated, acting_for=0.4))[0] == (
        "colleague:it",
        "Easy to pass on to a colleague",
        "Can be handed on: this buyer seems to read for the IT lead as well",
    )


def test_at_most_three_facts_are_told_the_weightiest_first() -> None:
    of = catalogue(
        offer("a", title="Tax law", topics=("tax",), format="guide"),
        offer(
            "b",
            (None, None),
            title="Tax rules",
            topics=("tax",),
            format="guide",
            published=NOW,
            channels=frozenset({Channel.WEB}),
        ),
        offer("c"),
        personas=PEOPLE,
        jobs=JOBS,
        links=(Link("a", "b"),),
    )
    reasons: tuple[Reason, ...] = why(of, interaction("a", at=day(9)), place=1).reasons
    assert len(reasons) == 3
    weights = [reason.weight for reason in reasons]
    assert weights == sorted(weights, reverse=True)


def test_titles_inside_a_sentence_keep_their_abbreviations() -> None:
    assert [lower(title) for title in ("CFO", "Finance lead", "IT lead", "x", "")] == [
        "CFO",
        "finance lead",
        "IT lead",
        "x",
        "",
    ]


def test_a_set_does_not_say_the_same_of_every_step() -> None:
    of = catalogue(*[offer(key, (None, "risk")) for key in "abcd"], personas=PEOPLE, jobs=JOBS)
    learned = tuple(
        interaction(key, at=Instant(NOW - DAY), buyer=UUID(int=buyer))
        for buyer in range(2, 40)
        for key in "abcd"
    )
    shelf, model = Shelf.of(of), Model.empty()
    model.follow(learned)
    asked = Asked(shelf, model.view(shelf), fold(()), StepContext(), 0.0, NOW)
    set_ = explain(weigh(asked, believe(shelf, fold(()), NOW, 1.0)), [0, 1, 2, 3])
    assert [sorted(reason.term for reason in one.reasons) for one in set_] == [
        ["need", "trend"],
        ["need", "trend"],
        ["trend"],
        ["trend"],
    ]


def test_a_slight_need_is_neither_called_likely_nor_served() -> None:
    jobs = tuple(Job(f"j{n}", f"Work {n}") for n in range(40))
    of = catalogue(offer("a", (None, "j7")), personas=PEOPLE, jobs=jobs)
    one = why(of)
    assert [need.job for need in one.serves] == ["j7"]
    assert "may be a need of this buyer (2 %)" in one.reasons[0].seller


def test_a_step_without_facts_rounds_off_what_was_seen() -> None:
    one = why(catalogue(offer("a"), offer("b")), interaction("b", at=day(9)))
    assert [(reason.id, reason.buyer) for reason in one.reasons] == [
        ("start", "Rounds off what you have seen")
    ]


def test_r19_a_link_for_an_audience_is_named_to_that_audience_only() -> None:
    of = catalogue(
        offer("a", title="Costs"),
        offer("b"),
        personas=PEOPLE,
        jobs=JOBS,
        links=(Link("a", "b", persona="cfo"),),
    )

    def said(role: str) -> list[str]:
        acts = (
            interaction("a", at=day(9)),
            interaction(kind=Kind.STATED, facts=(("role", role),)),
        )
        return [reason.buyer or "" for reason in why(of, *acts, place=1).reasons]

    assert "A good next step after “Costs”" in said("cfo")
    assert "A good next step after “Costs”" not in said("it")
