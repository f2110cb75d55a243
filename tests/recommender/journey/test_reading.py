"""Reading a journey at a time, worked by hand with the formulas of the module."""

from math import exp

import pytest

from recommender.journey import JobState, Journey, Presence, Reader, Status, fold, read
from recommender.model.catalogue import Catalogue, Job, Service
from recommender.model.instant import HOUR, Instant
from recommender.model.vocabulary import Kind, Motion, Outcome, Relation
from tests.recommender.builders import catalogue, day, interaction, offer

JOBS = (Job("explore", "Explore"), Job("select", "Select"), Job("agree", "Agree", always_on=True))
CATALOGUE = catalogue(
    offer("guide", ("it", "explore")),
    offer("matrix", ("cfo", "select"), ("it", "select"), (None, "explore"), (None, None)),
    offer("kit", ("cfo", "agree")),
    offer("half", Service("it", "explore"), Service("it", "select")),
    jobs=JOBS,
)


def job(journey: Journey, key: str, now: Instant, using: Catalogue = CATALOGUE) -> JobState:
    (state,) = (one for one in read(journey, using, now).jobs if one.job == key)
    return state


def test_r5_every_job_has_a_state_and_several_are_active_at_once():
    journey = fold([interaction("matrix", Kind.CLICKED, day(0)), interaction("kit", at=day(0))])
    assert read(journey, CATALOGUE, day(30)).jobs == (
        JobState("explore", Status.OPEN, pytest.approx(1 - exp(-0.0375)), day(0)),  # 0.3 / 4 / 2
        JobState("select", Status.ACTIVE, pytest.approx(1 - exp(-0.075)), day(0)),  # 0.3 * 2/4 / 2
        JobState("agree", Status.ACTIVE, pytest.approx(1 - exp(-0.15)), day(0)),
    )


def test_a_job_of_which_nothing_was_seen_is_open():
    assert job(Journey.empty(), "explore", day(0)) == JobState("explore", Status.OPEN, 0.0, None)


def test_r9_a_completed_job_stays_evidenced_after_a_year():
    journey = fold([interaction("guide", Kind.COMPLETED, day(0))])
    assert job(journey, "explore", day(360)) == JobState(
        "explore", Status.EVIDENCED, pytest.approx(1 - exp(-1)), day(0)
    )


def test_a_view_to_the_end_completes():
    journey = fold([interaction("guide", at=day(0), depth=0.95)])
    assert job(journey, "explore", day(0)).status is Status.EVIDENCED


def test_views_alone_never_make_a_job_evidenced():
    journey = fold(interaction("guide", at=day(0), number=n) for n in range(20))
    assert job(journey, "explore", day(0)).status is Status.ACTIVE


def test_an_offer_for_two_jobs_completes_half_of_each():
    one = fold([interaction("half", Kind.COMPLETED, day(0))])
    assert job(one, "explore", day(0)).status is Status.ACTIVE
    both = fold([interaction("matrix", Kind.COMPLETED, day(0))], one)
    assert job(both, "select", day(0)).status is Status.EVIDENCED  # 1/2 + 2/4


def test_r4_a_job_touched_again_after_a_pause_is_reopened_and_not_a_regress():
    journey = fold([interaction("guide", Kind.COMPLETED, day(0)), interaction("guide", at=day(31))])
    assert job(journey, "explore", day(31)).status is Status.REOPENED
    assert job(journey, "explore", day(31)).confidence == pytest.approx(1 - exp(-1))


def test_a_reopened_job_left_alone_or_completed_again_is_evidenced():
    journey = fold([interaction("guide", Kind.COMPLETED, day(0)), interaction("guide", at=day(31))])
    assert job(journey, "explore", day(200)).status is Status.EVIDENCED
    again = fold([interaction("guide", Kind.COMPLETED, day(32))], journey)
    assert job(again, "explore", day(32)).status is Status.EVIDENCED


def test_a_touch_soon_after_completing_reopens_nothing():
    journey = fold([interaction("guide", Kind.COMPLETED, day(0)), interaction("guide", at=day(30))])
    assert job(journey, "explore", day(30)).status is Status.EVIDENCED


def test_an_always_on_job_is_never_done_with():
    journey = fold([interaction("kit", Kind.COMPLETED, day(0))])
    assert job(journey, "agree", day(0)).status is Status.ACTIVE
    assert job(journey, "agree", day(360)).status is Status.OPEN


def test_an_act_can_speak_of_a_job_without_an_offer():
    journey = fold([interaction(kind=Kind.COMPLETED, at=day(0), job="select")])
    assert job(journey, "select", day(30)) == JobState(
        "select", Status.EVIDENCED, pytest.approx(1 - exp(-1)), day(0)
    )


def test_r6_tags_are_read_as_they_are_now():
    journey = fold([interaction("guide", Kind.COMPLETED, day(0))])
    retagged = catalogue(offer("guide", ("cfo", "select")), jobs=JOBS)
    assert job(journey, "explore", day(0), retagged).status is Status.OPEN
    assert job(journey, "select", day(0), retagged).status is Status.EVIDENCED
    assert read(journey, catalogue(jobs=JOBS), day(0)).jobs == tuple(
        JobState(one.key, Status.OPEN, 0.0, None) for one in JOBS
    )


def test_personas_gather_stated_and_tagged_evidence():
    journey = fold(
        [
            interaction("matrix", Kind.COMPLETED, day(0)),  # cfo 1/4, it 1/4, nobody 2/4
            interaction("kit", Kind.SHARED, day(0), persona="it"),  # stated 1.2; tagged cfo 1.2
        ]
    )
    assert read(journey, CATALOGUE, day(30)).personas == {
        "cfo": pytest.approx((0.25 + 1.2) / 2),
        "it": pytest.approx((0.25 + 1.2) / 2),
    }


@pytest.mark.parametrize(
    ("touches", "now", "expected"),
    [
        ((), day(0), Presence.NEW),
        ((0,), Instant(day(0) + HOUR), Presence.NEW),
        ((0,), day(1), Presence.ACTIVE),
        ((0,), day(30), Presence.ACTIVE),
        ((0,), day(31), Presence.DORMANT),
        ((0, 200), day(201), Presence.RETURNED),
        ((0, 200), day(231), Presence.DORMANT),
    ],
)
def test_r9_presence(touches, now, expected):
    journey = fold(interaction("guide", at=day(n)) for n in touches)
    assert read(journey, CATALOGUE, now).presence is expected


def test_r15_the_observed_share_grows_with_what_is_seen_and_fades():
    journey = fold(interaction("guide", Kind.COMPLETED, day(0), number=n) for n in range(3))
    assert read(Journey.empty(), CATALOGUE, day(0)).observed_share == 0.0
    assert read(journey, CATALOGUE, day(0)).observed_share == 0.5  # 3 / (3 + 3)
    assert read(journey, CATALOGUE, day(30)).observed_share == pytest.approx(1.5 / 4.5)


@pytest.mark.parametrize(
    ("relation", "expected", "motion"),
    [
        (None, Relation.NONE, Motion.NET_NEW),
        ("prospect", Relation.PROSPECT, Motion.NET_NEW),
        ("customer", Relation.CUSTOMER, None),
        ("former", Relation.FORMER, Motion.RETURN),
        ("cousin", Relation.NONE, Motion.NET_NEW),
    ],
)
def test_relation_and_the_motion_it_suggests(relation, expected, motion):
    stated = (("relation", relation),) if relation else ()
    state = read(fold([interaction("guide", facts=stated)]), CATALOGUE, day(0))
    assert (state.relation, state.motion) == (expected, motion)


def test_r12_a_buyer_who_chose_a_competitor_is_remembered_when_back():
    journey = fold(
        [
            interaction("guide", at=day(0)),
            interaction(kind=Kind.CONCLUDED, at=day(5), outcome=Outcome.LOST, reason="price"),
            interaction("matrix", at=day(300), motion=Motion.CROSS_SELL),
        ]
    )
    state = read(journey, CATALOGUE, day(300))
    assert state.presence is Presence.RETURNED
    assert state.motion is Motion.CROSS_SELL
    assert [(one.outcome, one.reason) for one in state.episodes] == [
        (Outcome.LOST, "price"),
        (None, None),
    ]


def test_open_incidents_and_facts_are_told():
    journey = fold(
        [
            interaction(kind=Kind.INCIDENT_OPENED, at=day(0), subject="T-2"),
            interaction(kind=Kind.INCIDENT_OPENED, at=day(0), subject="T-1"),
            interaction(kind=Kind.INCIDENT_CLOSED, at=day(1), subject="T-1"),
            interaction(kind=Kind.STATED, at=day(0), facts=(("satisfaction", "regret"),)),
        ]
    )
    state = read(journey, CATALOGUE, day(2))
    assert state.open_incidents == ("T-2",)
    assert state.facts == {"satisfaction": "regret"}


def test_reading_before_the_last_touch_reads_at_it():
    journey = fold([interaction("guide", at=day(0)), interaction("kit", at=day(9))])
    assert read(journey, CATALOGUE, day(3)) == read(journey, CATALOGUE, day(9))
    assert read(journey, CATALOGUE, day(3)).at == day(9)


def test_a_reader_kept_for_many_reads_the_same():
    journey = fold([interaction("matrix", at=day(0))])
    assert Reader.of(CATALOGUE).read(journey, day(1)) == read(journey, CATALOGUE, day(1))
