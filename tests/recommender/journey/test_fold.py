"""What one act after another leaves in a journey, worked by hand."""

import pytest

from recommender.journey import (
    ChannelUse,
    Conclusion,
    Consumption,
    Fact,
    Incident,
    JobTrace,
    Journey,
    Touch,
    fold,
)
from recommender.journey.episode import Interval
from recommender.journey.mass import contribution
from recommender.journey.parts import StatedMotion
from recommender.journey.weight import WEIGHTS, completes, weight
from recommender.model.instant import Instant
from recommender.model.vocabulary import Channel, Kind, Motion, Outcome
from tests.recommender.builders import day, interaction


def test_one_act_leaves_exactly_this():
    act = interaction(
        "tco",
        Kind.VIEWED,
        day(0),
        depth=0.5,
        channel=Channel.EMAIL,
        job="validation",
        persona="cfo",
        topics=("cost",),
        facts=(("role", "finance"),),
        motion=Motion.UPSELL,
    )
    mass = contribution(0.65, day(0))  # 0.3 + 0.7 * 0.5
    touch = Touch(
        day(0), act.id.hex, Kind.VIEWED, Channel.EMAIL, "tco", "validation", "cfo", depth=0.5
    )
    assert fold([act]) == Journey(
        consumption={"tco": Consumption(day(0), day(0), 1, 0.5, mass, None, 0, None, None)},
        evidence={
            "channel:email": mass,
            "job:validation": mass,
            "persona:cfo": mass,
            "topic:cost": mass,
        },
        jobs={"validation": JobTrace(day(0), None)},
        channels={"email": ChannelUse(1, day(0), 0, None)},
        facts={"role": Fact(day(0), "finance")},
        trail=(touch,),
        intervals=(Interval(touch, touch, 1, StatedMotion(day(0), act.id.hex, Motion.UPSELL)),),
    )


def test_an_offer_counts_touches_showings_and_dismissals():
    acts = [
        interaction("tco", Kind.SHOWN, day(0)),
        interaction("tco", Kind.SHOWN, day(1)),
        interaction("tco", Kind.VIEWED, day(2), depth=0.4),
        interaction("tco", Kind.COMPLETED, day(3)),
        interaction("tco", Kind.DISMISSED, day(4)),
    ]
    mass = contribution(0.3 + 0.7 * 0.4, day(2)) + contribution(1.0, day(3))
    assert fold(acts).consumption == {
        "tco": Consumption(day(2), day(3), 2, 0.4, mass, day(3), 2, day(1), day(4))
    }
    assert fold(acts).channels == {"web": ChannelUse(2, day(3), 2, day(1))}


def test_being_shown_something_is_no_act_of_the_buyer():
    journey = fold([interaction("tco", Kind.SHOWN, day(0), job="validation")])
    assert journey == Journey(
        consumption={"tco": Consumption(None, None, 0, 0.0, 0, None, 1, day(0), None)},
        channels={"web": ChannelUse(0, None, 1, day(0))},
    )


def test_every_kind_has_a_weight():
    assert set(WEIGHTS) == set(Kind)


@pytest.mark.parametrize(
    ("depth", "expected", "whole"),
    [
        (float("nan"), 0.3, False),
        (-1.0, 0.3, False),
        (0, 0.3, False),
        (0.5, 0.65, False),
        (0.9, 0.93, True),
        (1, 1.0, True),
        (7.0, 1.0, True),
    ],
)
def test_a_view_weighs_by_its_depth(depth, expected, whole):
    act = interaction("tco", Kind.VIEWED, depth=depth)
    assert weight(act) == pytest.approx(expected)
    assert completes(act) is whole


def test_the_trail_keeps_the_latest_forty_touches():
    acts = [interaction("tco", at=day(n)) for n in range(45)]
    assert [touch.at for touch in fold(reversed(acts)).trail] == [day(n) for n in range(5, 45)]


def test_touches_at_the_same_time_are_ordered_by_id():
    acts = [interaction("tco", number=n) for n in range(50)]
    latest = sorted(act.id.hex for act in acts)[-40:]
    assert [touch.id for touch in fold(acts).trail] == latest


def test_a_fact_is_what_was_stated_latest_and_of_two_at_once_the_greater():
    acts = [
        interaction(kind=Kind.STATED, at=day(2), facts=(("role", "it"),)),
        interaction(kind=Kind.STATED, at=day(1), facts=(("role", "zoology"),)),
        interaction(kind=Kind.STATED, at=day(2), facts=(("role", "finance"),)),
    ]
    assert fold(acts).facts == {"role": Fact(day(2), "it")}


def test_an_incident_is_open_if_it_was_opened_after_its_last_closing():
    opened = interaction(kind=Kind.INCIDENT_OPENED, at=day(1), subject="T-1")
    closed = interaction(kind=Kind.INCIDENT_CLOSED, at=day(2), subject="T-1")
    again = interaction(kind=Kind.INCIDENT_OPENED, at=day(3), subject="T-1")
    assert fold([closed]).incidents["T-1"].open is False
    assert fold([opened]).incidents["T-1"].open is True
    assert fold([closed, opened]).incidents == {"T-1": Incident(day(1), day(2))}
    assert fold([closed, opened]).incidents["T-1"].open is False
    at_once = interaction(kind=Kind.INCIDENT_OPENED, at=day(2), subject="T-1")
    assert fold([closed, at_once]).incidents["T-1"].open is False
    assert fold([again, closed, opened]).incidents["T-1"].open is True


def test_r11_a_purchase_makes_a_customer_and_ends_nothing():
    bought = interaction(kind=Kind.PURCHASED, at=day(1), reason="price", motion=Motion.NET_NEW)
    journey = fold([bought, interaction("guide", at=day(2)), interaction("tco", at=day(0))])
    assert journey.facts == {"relation": Fact(day(1), "customer")}
    assert journey.conclusions == (
        Conclusion(day(1), bought.id.hex, Outcome.WON, "price", Motion.NET_NEW),
    )
    assert [interval.acts for interval in journey.intervals] == [2]


def test_r13_advocate_and_customer_are_separate_facts():
    stated = (("advocacy", "reference"), ("relation", "none"))
    journey = fold([interaction(kind=Kind.STATED, at=day(0), facts=stated)])
    assert journey.facts == {
        "advocacy": Fact(day(0), "reference"),
        "relation": Fact(day(0), "none"),
    }


def test_an_act_of_an_ancient_or_a_future_time_counts():
    journey = fold([interaction("a", at=Instant(-(10**13))), interaction("b", at=Instant(10**15))])
    assert journey.consumption["a"].mass == 0
    assert {key: one.count for key, one in journey.consumption.items()} == {"a": 1, "b": 1}
    assert [touch.offer for touch in journey.trail] == ["a", "b"]


def test_r11_a_conclusion_that_is_won_makes_a_customer():
    won = interaction(kind=Kind.CONCLUDED, at=day(1), outcome=Outcome.WON)
    lost = interaction(kind=Kind.CONCLUDED, at=day(2), outcome=Outcome.LOST)

    assert fold([won, lost]).facts == {"relation": Fact(day(1), "customer")}
    assert fold([lost]).facts == {}
