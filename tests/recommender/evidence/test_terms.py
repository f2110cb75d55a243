"""The terms, by hand; a term of zero says nothing."""

from math import exp, log, log1p
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from recommender.belief import believe
from recommender.evidence import PRIOR, TERMS, Asked, Evidence, weigh
from recommender.journey import Journey, fold
from recommender.learning import Model
from recommender.model.catalogue import Catalogue, Job, Link, Persona
from recommender.model.context import StepContext
from recommender.model.instant import DAY, Instant
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Channel, Kind
from tests.recommender.builders import START, catalogue, day, interaction, offer

NOW = day(10)
OTHER = UUID(int=2)


def weighed(
    of: Catalogue,
    *acts: Interaction,
    learned: tuple[Interaction, ...] = (),
    acting_for: float = 0.0,
    **context: Any,
) -> Evidence:
    shelf, journey, model = Shelf.of(of), fold(acts), Model.empty()
    model.follow(learned)
    asked = Asked(shelf, model.view(shelf), journey, StepContext(**context), acting_for, NOW)
    return weigh(asked, believe(shelf, journey, NOW, 1.0))


def term(evidence: Evidence, name: str) -> list[float]:
    line: list[float] = evidence.terms.table[TERMS.index(name)].tolist()
    return line


def visit(buyer: int, *keys: str, start: Instant = START) -> list[Interaction]:
    return [
        interaction(key, Kind.VIEWED, Instant(start + step), buyer=UUID(int=buyer))
        for step, key in enumerate(keys)
    ]


THREE = catalogue(offer("a"), offer("b"), offer("c"))


def test_with_no_data_at_all_every_term_says_nothing() -> None:
    one = weighed(THREE)
    assert one.terms.table == pytest.approx(np.zeros((len(TERMS), 3)))
    assert one.expected == pytest.approx([PRIOR.bias] * 3)


def test_log_odds_are_the_bias_and_the_weighted_terms() -> None:
    learned = tuple(act for buyer in range(2, 30) for act in visit(buyer, "a", "b"))
    one = weighed(THREE, interaction("a", at=day(9)), learned=learned)
    assert one.common == pytest.approx(PRIOR.bias + one.parts @ one.terms.table)
    assert one.parts.tolist() == [1.0, 1.0, 1.0, *[getattr(PRIOR, name) for name in TERMS[3:]]]


def test_an_editors_link_leads_on_without_any_visit() -> None:
    linked = catalogue(offer("a"), offer("b"), offer("c"), links=(Link("a", "b"),))
    pathway = term(weighed(linked, page="a"), "pathway")
    assert pathway[1] > 0.0 > pathway[2]


def test_what_followed_before_is_likely_to_follow_again() -> None:
    learned = tuple(act for buyer in range(2, 60) for act in visit(buyer, "a", "c"))
    pathway = term(weighed(THREE, interaction("a", at=day(9)), learned=learned), "pathway")
    assert max(pathway) == pathway[2]


def test_the_trend_is_what_was_taken_up_lately() -> None:
    learned = (*visit(2, "a", start=NOW), *visit(3, "a", start=NOW))
    trend = term(weighed(THREE, learned=learned), "trend")
    assert trend[0] > 0.0 > trend[1] == trend[2]


def test_what_is_known_of_many_touches_counts_in_full() -> None:
    """A chance of p makes the log-odds those of about the bias's chance and p together."""
    learned = tuple(act for buyer in range(2, 5_002) for act in visit(buyer, "a"))
    one = weighed(catalogue(*[offer(key) for key in "abcdefgh"]), learned=learned)
    assert exp(one.common[0]) == pytest.approx(exp(PRIOR.bias) + 1.0, abs=0.1)


def test_newness_fades() -> None:
    of = catalogue(
        offer("now", published=NOW),
        offer("day", published=Instant(NOW - DAY)),
        offer("ahead", published=Instant(NOW + DAY)),
        offer("unknown"),
    )
    now, day_old, ahead, unknown = weighed(of).common.tolist()
    assert now == ahead > day_old > unknown


def test_an_offer_without_a_date_is_new_when_it_is_first_taken_up() -> None:
    of = catalogue(offer("a"), offer("b", published=Instant(NOW - 20 * DAY)))
    learned = tuple(interaction(key, Kind.VIEWED, NOW, buyer=OTHER) for key in "ab")
    first, published_earlier = term(weighed(of, learned=learned), "newness")
    assert first > published_earlier


@pytest.mark.parametrize("kind", [Kind.SHOWN, Kind.DISMISSED])
def test_being_shown_or_waved_away_makes_nothing_new(kind: Kind) -> None:
    learned = (interaction("a", kind, NOW, buyer=OTHER),)
    assert term(weighed(catalogue(offer("a")), learned=learned), "newness") == [0.0]


def test_response_is_the_rate_of_the_offer_against_that_of_the_workspace() -> None:
    """Shown to ten, taken by five of them; the other was shown to ten and left."""
    learned = []
    for buyer in range(10):
        who = UUID(int=100 + buyer)
        learned += [interaction(key, Kind.SHOWN, buyer=who) for key in ("a", "b")]
        if buyer < 5:
            learned.append(interaction("a", Kind.CLICKED, day(1), buyer=who))
    response = term(weighed(THREE, learned=tuple(learned)), "response")
    rate = (5 + 20 * 0.05) / (20 + 20)
    usual = log(rate / (1 - rate))
    assert response == pytest.approx(
        [
            log((5 + 20 * rate) / (5 + 20 * (1 - rate))) - usual,
            log(20 * rate / (10 + 20 * (1 - rate))) - usual,
            0.0,
        ]
    )


def test_likeness_of_text_is_a_prior_for_what_nobody_has_taken_yet() -> None:
    of = catalogue(
        offer("a", title="Tax rules", topics=("tax",)),
        offer("b", title="More tax rules", topics=("tax",)),
        offer("c", title="Network latency"),
    )
    topic = term(weighed(of, interaction("a", at=day(9))), "topic")
    assert topic[1] > 0.5
    assert topic[2] == 0.0


def test_a_topic_that_was_searched_for_counts() -> None:
    of = catalogue(offer("a", topics=("tax",)), offer("b"))
    topic = term(weighed(of, interaction(kind=Kind.SEARCHED, at=NOW, topics=("tax", "x"))), "topic")
    assert topic == pytest.approx([0.5, 0.0])


def test_an_offer_made_for_the_channel_suits_it_better_r30() -> None:
    of = catalogue(offer("a", channels=frozenset({Channel.SALES})), offer("b"))
    assert term(weighed(of, channel=Channel.SALES), "channel") == [1.0, 0.0]
    assert term(weighed(of), "channel") == [0.0, 0.0]


def test_formats_that_the_buyer_takes_suit_them_better() -> None:
    of = catalogue(offer("a", format="calculator"), offer("b", format="calculator"), offer("c"))
    assert term(weighed(of, interaction("a", at=day(9))), "format") == pytest.approx(
        [1 / 3, 1 / 3, 0.0]
    )


def test_what_can_be_handed_on_suits_a_buyer_who_acts_for_others_r32() -> None:
    of = catalogue(offer("a", forwardable=True), offer("b"))
    assert term(weighed(of, acting_for=0.3), "colleague") == [0.3, 0.0]


def test_exposures_without_an_answer_tire() -> None:
    acts = [interaction("a", Kind.SHOWN, day(n)) for n in range(3)]
    assert term(weighed(THREE, *acts), "fatigue") == [log1p(3), 0.0, 0.0]
    assert PRIOR.fatigue < 0.0


def test_fit_counts_by_the_belief_over_needs() -> None:
    of = catalogue(
        offer("a", ("p", "j")),
        offer("b"),
        personas=(Persona("p", "P", "p"), Persona("q", "Q", "q")),
        jobs=(Job("j", "J"),),
    )
    one = weighed(of)
    assert (one.expected - one.common).tolist() == pytest.approx([PRIOR.need * 0.45, 0.0])


def test_the_open_page_is_the_latest_step() -> None:
    acts = (interaction("a", at=day(1)), interaction("b", at=day(2)))
    assert weighed(THREE, *acts, page="a").terms.trail == ("b", "a")
    assert weighed(THREE, *acts).terms.trail == ("a", "b")


def test_an_empty_shelf_gives_empty_terms() -> None:
    one = weighed(Catalogue(), interaction("gone"))
    assert one.terms.table.shape == (len(TERMS), 0)
    assert one.asked.journey != Journey.empty()


def test_r19_a_link_for_a_persona_counts_as_far_as_the_buyer_is_of_it() -> None:
    """b is linked for finance, c for everyone, and both are equal in all else."""
    people = (Persona("finance", "Finance lead", "finance"), Persona("it", "IT lead", "it"))
    links = (Link("a", "b", persona="finance"), Link("a", "c"))
    of = catalogue(offer("a"), offer("b"), offer("c"), personas=people, links=links)
    seen = interaction("a", at=day(9))

    def pathway(role: str) -> list[float]:
        stated = interaction(kind=Kind.STATED, facts=(("role", role),))
        return term(weighed(of, seen, stated), "pathway")

    assert pathway("finance")[1] > pathway("it")[1] + 0.3
    assert pathway("it")[2] > pathway("it")[1]
