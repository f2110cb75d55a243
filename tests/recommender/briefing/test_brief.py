"""Talking points, worked out by hand (R52)."""

from typing import Any
from uuid import UUID

import pytest

from recommender import (
    Briefing,
    BriefingPart,
    Channel,
    Cited,
    Decision,
    Exhausted,
    Gate,
    Ground,
    Interaction,
    Job,
    Kind,
    LeftOut,
    Line,
    Motion,
    Need,
    NeedShare,
    Outcome,
    Persona,
    Reason,
    Shelf,
    Silence,
    Slot,
    Step,
    brief,
    fold,
    read,
)
from tests.recommender.builders import catalogue, day, interaction, offer

NOW = day(10)
SHELF = Shelf.of(
    catalogue(
        offer("guide", ("cfo", "risk"), title="A guide to audits", summary="What auditors ask."),
        offer("sheet", ("cfo", "risk"), title="Risk sheet", format="sheet", minutes=5),
        offer("map", ("it", "needs"), title="Integration map", summary="Every interface."),
        offer("call", (None, None), title="Talk about prices", selling=True),
        personas=(
            Persona("cfo", "Head of finance", "cfo", concerns=("budgets", "audits", "cash")),
            Persona("it", "IT lead", "it"),
        ),
        jobs=(Job("risk", "Judging risk"), Job("needs", "Requirements")),
    )
)
STEP = Step(
    *("guide", Slot.CHOSEN, 0.3, 0.3, 1.0, (Need("cfo", "risk"),)),
    (Reason("trend", "trend", 0.5, "Popular", "Among what is taken most"),),
)
BELIEF = (
    NeedShare(Need("cfo", "risk"), 0.55),
    NeedShare(Need("it", "needs"), 0.25),
    NeedShare(None, 0.2),
)
READ = interaction("guide", Kind.VIEWED, day(8))
MET = interaction(None, Kind.MET, day(9), channel=Channel.EVENT)


def decided(
    *steps: Step,
    left_out: tuple[LeftOut, ...] = (),
    belief: tuple[NeedShare, ...] = BELIEF,
    exhausted: Exhausted | None = None,
) -> Decision:
    return Decision(
        *(UUID(int=3), NOW, steps, tuple(range(len(steps))), 0.3, exhausted, left_out, belief),
        *(1.0, 1.0, b"{}", 0, 0),
    )


def briefed(*acts: Interaction, decision: Decision | None = None, **given: Any) -> Briefing:
    journey = fold(acts)
    state = read(journey, SHELF.catalogue, NOW)
    return brief(SHELF, journey, state, decision or decided(STEP), **given)


def texts(part: BriefingPart) -> list[str]:
    return [line.text for line in part.lines]


def act(one: Interaction) -> Cited:
    return Cited(Ground.ACT, one.id.hex)


def test_know_tells_what_happened_what_they_need_and_what_is_not_seen() -> None:
    told = briefed(READ, MET)
    assert told.know == BriefingPart(
        (
            Line(f"know:act:{MET.id.hex}", "Met us (event), yesterday", (act(MET),)),
            Line(
                *(f"know:act:{READ.id.hex}", "Opened “A guide to audits” (web), 2 days ago"),
                *((act(READ),), "guide"),
            ),
            Line(
                *(
                    "know:need:cfo/risk",
                    "Likely need: judging risk, for the head of finance (55 %)",
                ),
                (Cited(Ground.NEED, "cfo/risk"), act(READ)),
            ),
            Line(
                *("know:need:it/needs", "Possible need: requirements, for the IT lead (25 %)"),
                (Cited(Ground.NEED, "it/needs"),),
            ),
            told.know.lines[-1],
        )
    )
    assert told.know.lines[-1].id == "know:unseen"
    assert told.know.lines[-1].text.endswith(
        "20 % of the belief is on needs that have no name here"
    )


def test_say_meets_each_likely_need_with_an_offer_and_a_concern_that_it_speaks_of() -> None:
    assert briefed(READ).say == BriefingPart(
        (
            Line(
                "say:cfo/risk",
                "On judging risk, for the head of finance, who cares about audits and budgets: "
                "“A guide to audits”. What auditors ask.",
                (
                    Cited(Ground.NEED, "cfo/risk"),
                    Cited(Ground.OFFER, "guide"),
                    Cited(Ground.PERSONA, "cfo"),
                ),
                "guide",
            ),
            Line(
                "say:it/needs",
                "On requirements, for the IT lead: “Integration map”. Every interface.",
                (Cited(Ground.NEED, "it/needs"), Cited(Ground.OFFER, "map")),
                "map",
            ),
        )
    )


def test_show_is_the_decided_set_in_the_sellers_words() -> None:
    line = Line(
        *("show:guide", "“A guide to audits” (article): Among what is taken most"),
        (Cited(Ground.OFFER, "guide"), Cited(Ground.REASON, "trend")),
        "guide",
    )
    assert briefed(READ).show == BriefingPart((line,))


def test_ask_goes_for_the_largest_gaps_in_evidence() -> None:
    """Of the belief 0.25 is not on the likelier persona; risk is partly seen, needs not at all."""
    assert texts(briefed(READ).ask) == [
        "Where do you stand with judging risk?",
        "Where do you stand with requirements?",
        "What is your part in this: head of finance or IT lead, or another?",
    ]
    stated = interaction(None, Kind.STATED, day(8), facts=(("role", "cfo"),))
    assert texts(briefed(READ, stated).ask)[-1].startswith("What are you trying to get done")


def test_avoid_tells_what_is_guarded_then_waved_away_then_taken() -> None:
    gone = interaction("sheet", Kind.DISMISSED, day(9))
    left_out = (
        LeftOut("guide", Gate.APPLICABILITY, "already_taken"),
        LeftOut("map", Gate.ELIGIBILITY, "wrong_locale"),
        LeftOut("sheet", Gate.SUITABILITY, "dismissed_recently"),
        LeftOut("call", Gate.WHOLE_COMPANY_GUARD, "open_incident"),
    )
    told = briefed(READ, gone, decision=decided(left_out=left_out), guarded=True)
    assert texts(told.avoid) == [
        "Nothing that sells while an incident is open: “Talk about prices”",
        "Not “Risk sheet”: waved away, yesterday",
        "Not “A guide to audits”: taken already, 2 days ago",
    ]
    assert told.avoid.lines[2].evidence == (
        *(Cited(Ground.RULE, "already_taken"), Cited(Ground.OFFER, "guide")),
        act(READ),
    )
    assert told.headline == "Help comes first: an incident is open"
    assert told.know.lines[0].id == "know:incident"


def test_a_stranger_gives_no_signal_but_there_is_something_to_show() -> None:
    told = briefed()
    assert (told.know, told.say, told.avoid) == (BriefingPart(empty=Silence.NO_SIGNAL),) * 3
    assert texts(told.show) == ["“A guide to audits” (article): Among what is taken most"]
    assert told.headline == "Nothing is known yet"


@pytest.mark.parametrize(
    ("exhausted", "why"),
    [
        (Exhausted.NO_OFFERS, Silence.NO_CONTENT),
        (Exhausted.BELOW_FLOOR, Silence.NO_CONTENT),
        (Exhausted.ALL_GATED, Silence.SUPPRESSED),
    ],
)
def test_an_empty_part_says_why(exhausted: Exhausted, why: Silence) -> None:
    told = briefed(READ, decision=decided(exhausted=exhausted))
    assert told.show == BriefingPart(empty=why)


def test_whoever_denied_what_is_personal_is_not_spoken_of() -> None:
    denied = interaction(None, Kind.STATED, day(9), facts=(("consent:personalization", "denied"),))
    told = briefed(READ, denied)
    assert set(told[2:]) == {BriefingPart(empty=Silence.SUPPRESSED)}
    assert "guide" not in told.headline + told.summary


def test_whoever_will_not_be_spoken_to_is_asked_nothing() -> None:
    left_out = (LeftOut("guide", Gate.SUITABILITY, "no_consent"),)
    decision = decided(left_out=left_out, exhausted=Exhausted.ALL_GATED)
    told = briefed(READ, decision=decision)
    assert (told.ask, told.show) == (BriefingPart(empty=Silence.SUPPRESSED),) * 2


def test_a_return_tells_how_it_ended_before() -> None:
    ended = interaction(
        *(None, Kind.CONCLUDED, day(-80)),
        outcome=Outcome.LOST,
        reason="price",
        motion=Motion.NET_NEW,
    )
    before = interaction("map", Kind.VIEWED, day(-82))
    told = briefed(before, ended, READ)
    assert told.know.lines[0] == Line(
        "know:returned",
        "Back after a pause; before it last seen 3 months ago; it ended with another choice: price",
        (act(before),),
    )


def test_a_card_fits_the_fields_of_a_customer_system() -> None:
    told = briefed(READ, MET)
    assert told.headline == (
        "Last seen yesterday; likely need: judging risk, for the head of finance"
    )
    assert told.summary.startswith("Met us (event), yesterday. On judging risk, for the head")
    assert (len(told.headline) <= 80, len(told.summary) <= 255) == (True, True)


def test_every_line_names_its_evidence_by_an_id_of_its_own() -> None:
    parts = briefed(READ, MET)[2:]
    lines = [line for part in parts for line in part.lines]  # type: ignore[union-attr]  # parts
    assert all(line.evidence for line in lines)
    assert len({line.id for line in lines}) == len(lines)


def test_the_same_question_has_the_same_answer() -> None:
    assert briefed(READ, MET) == briefed(MET, READ)
