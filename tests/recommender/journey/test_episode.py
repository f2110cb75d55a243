"""Where journeys were entered and left, and how that ended."""

from recommender.journey import Episode, Journey, fold
from recommender.model.instant import Instant
from recommender.model.vocabulary import Kind, Motion, Outcome
from tests.recommender.builders import day, interaction


def spans(journey: Journey) -> list[tuple[Instant, Instant, int]]:
    return [(one.start, one.end, one.acts) for one in journey.episodes]


def test_a_pause_of_up_to_thirty_days_joins_and_a_longer_one_parts():
    acts = [interaction("a", at=day(n)) for n in (0, 30, 61)]
    assert spans(fold(acts)) == [(day(0), day(30), 2), (day(61), day(61), 1)]


def test_a_late_act_between_two_episodes_joins_them():
    apart = fold([interaction("a", at=day(0)), interaction("a", at=day(50))])
    assert spans(apart) == [(day(0), day(0), 1), (day(50), day(50), 1)]
    assert spans(fold([interaction("a", at=day(25))], apart)) == [(day(0), day(50), 3)]


def test_r2_an_episode_keeps_where_it_was_entered_and_left():
    acts = [interaction(key, at=day(n)) for n, key in ((3, "left"), (0, "entry"), (1, "between"))]
    (episode,) = fold(acts).episodes
    assert episode.entry is not None
    assert episode.exit is not None
    assert (episode.entry.offer, episode.exit.offer) == ("entry", "left")


def test_r10_an_episode_keeps_its_latest_outcome_and_reason():
    lost, none = (
        interaction(kind=Kind.CONCLUDED, at=day(n), outcome=outcome, reason=reason)
        for n, outcome, reason in (
            (5, Outcome.LOST, "price"),
            (2, Outcome.NO_DECISION, "complexity"),
        )
    )
    (episode,) = fold([lost, none, interaction("a", at=day(0))]).episodes
    assert (episode.outcome, episode.reason) == (Outcome.LOST, "price")


def test_a_conclusion_long_after_the_last_act_ends_the_episode_before_it():
    acts = [interaction("a", at=day(n)) for n in (0, 200)]
    ended = interaction(kind=Kind.CONCLUDED, at=day(100), outcome=Outcome.NO_DECISION)
    assert [one.outcome for one in fold([*acts, ended]).episodes] == [Outcome.NO_DECISION, None]


def test_a_conclusion_does_not_bridge_a_pause():
    acts = [interaction("a", at=day(n)) for n in (0, 40)]
    ended = interaction(kind=Kind.CONCLUDED, at=day(20), outcome=Outcome.LOST)
    assert spans(fold([*acts, ended])) == [(day(0), day(0), 1), (day(40), day(40), 1)]


def test_r3_a_purchase_out_of_nowhere_is_an_episode_of_its_own():
    bought = interaction(kind=Kind.PURCHASED, at=day(0), motion=Motion.NET_NEW)
    unseen, seen = fold([bought, interaction("guide", at=day(1))]).episodes
    assert unseen == Episode(
        start=day(0),
        end=day(0),
        acts=0,
        entry=None,
        exit=None,
        motion=Motion.NET_NEW,
        outcome=Outcome.WON,
        reason=None,
    )
    assert (seen.start, seen.outcome) == (day(1), None)


def test_the_motion_of_an_episode_is_the_one_stated_last():
    acts = [
        interaction("a", at=day(1), motion=Motion.UPSELL),
        interaction("a", at=day(0), motion=Motion.NET_NEW),
        interaction("a", at=day(2)),
    ]
    assert [one.motion for one in fold(acts).episodes] == [Motion.UPSELL]
    renewed = interaction(kind=Kind.PURCHASED, at=day(3), motion=Motion.RENEWAL)
    assert [one.motion for one in fold([*acts, renewed]).episodes] == [Motion.RENEWAL]
