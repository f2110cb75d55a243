"""The belief over needs, by hand-worked journeys."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.belief import Belief, BeliefSettings, believe
from recommender.journey import fold, observed_share
from recommender.model.catalogue import DEFAULT_JOBS, Catalogue, Job, Need, Persona
from recommender.model.decision import NeedShare
from recommender.model.instant import Instant
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import Kind
from tests.recommender.builders import START, catalogue, day, interaction, offer

FINANCE, IT = Persona("finance", "Finance lead", "finance"), Persona("it", "IT lead", "it")
RISK, FIT = Job("risk", "Judging risk"), Job("fit", "Judging fit")
TWO_BY_TWO = catalogue(
    offer("rules", ("finance", "risk")),
    offer("apis", ("it", "fit")),
    offer("tour"),
    personas=(FINANCE, IT),
    jobs=(RISK, FIT),
)


def belief(
    *acts: Interaction, of: Catalogue = TWO_BY_TWO, seen: float = 1.0, **settings: Any
) -> Belief:
    return believe(Shelf.of(of), fold(acts), START, seen, BeliefSettings(**settings))


def completed(key: str, number: int = 0) -> Interaction:
    return interaction(key, Kind.COMPLETED, number=number)


def shares(one: Belief) -> dict[tuple[str, str], float]:
    cells = zip(one.cells, one.whole.tolist(), strict=True)
    return {(need.persona, need.job): share for need, share in cells}


def test_before_any_act_the_belief_is_the_prior() -> None:
    one = belief()
    assert list(shares(one).values()) == pytest.approx([0.225] * 4)
    assert one.unknown == pytest.approx(0.1)
    assert one.own.tolist() == [0.5, 0.5]
    assert one.acting_for.tolist() == [0.0, 0.0]


def test_learned_shares_of_personas_and_weights_of_jobs_make_the_prior() -> None:
    one = belief(personas=(("it", 3.0),), jobs=(("fit", 4.0),))
    assert list(shares(one).values()) == pytest.approx(
        [0.9 * persona * job for persona in (1 / 7, 6 / 7) for job in (0.2, 0.8)]
    )


def test_one_completed_offer_by_hand() -> None:
    """Tags count ten to one: 1 under its need, 1/11 else; a fifth may be for somebody else."""
    one = belief(completed("rules"), drift=0.0)
    on, off = 1.0, 1 / 11
    own_role, other_role = 0.8 * on + 0.2 * off, 0.8 * off + 0.2 * on
    weights = {
        ("finance", "risk"): 0.225 * own_role,
        ("finance", "fit"): 0.225 * off,
        ("it", "risk"): 0.225 * other_role,
        ("it", "fit"): 0.225 * off,
    }
    unknown = 0.1 * (on + 3 * off) / 4
    total = sum(weights.values()) + unknown
    finance = (0.225 * own_role + 0.225 * off) / sum(weights.values())
    assert one.own.tolist() == pytest.approx([finance, 1 - finance])
    acting = float(one.acting_for.sum())
    jobs = {"risk": (own_role + other_role) * 0.225 / total, "fit": 2 * off * 0.225 / total}
    for (persona, job), weight in weights.items():
        row = ("finance", "it").index(persona)
        expected = (1 - acting) * weight / total + float(one.acting_for[row]) * jobs[job]
        assert shares(one)[persona, job] == pytest.approx(expected, rel=1e-6)
    assert one.unknown == pytest.approx(unknown / total)


def test_an_act_on_an_offer_without_tags_says_nothing() -> None:
    assert shares(belief(completed("tour"), drift=0.0)) == pytest.approx(shares(belief()))


def test_a_glance_says_less_than_a_completion() -> None:
    glance = belief(interaction("rules", Kind.VIEWED))
    whole = belief(completed("rules"))
    key = ("finance", "risk")
    assert shares(belief())[key] < shares(glance)[key] < shares(whole)[key]


def test_an_old_act_says_less_than_a_new_one() -> None:
    old = belief(interaction("rules", Kind.COMPLETED, day(-90)))
    key = ("finance", "risk")
    assert shares(belief())[key] < shares(old)[key] < shares(belief(completed("rules")))[key]


def test_the_belief_is_flatter_when_little_was_seen_r15() -> None:
    flat, sharp = belief(completed("rules"), seen=0.0), belief(completed("rules"), seen=1.0)
    key = ("finance", "risk")
    assert shares(flat)[key] < shares(sharp)[key]
    assert observed_share(fold((completed("rules"),)), START) == pytest.approx(0.25)


def test_an_off_role_act_raises_acting_for_and_does_not_flip_the_persona_r22() -> None:
    acts = [completed("rules", number) for number in range(4)]
    before = belief(*acts)
    after = belief(*acts, interaction("apis", Kind.COMPLETED, day(0.1)))
    assert before.own[0] > 0.9
    assert after.own[0] > 0.8
    assert before.acting_for[1] < 0.01
    assert after.acting_for[1] > 5 * before.acting_for[1]
    assert shares(after)["it", "fit"] > 3 * shares(before)["it", "fit"]


def by_persona(one: Belief) -> dict[str, float]:
    totals = one.whole.reshape(len(one.personas), -1).sum(axis=1)
    return {who.key: share for who, share in zip(one.personas, totals.tolist(), strict=True)}


ROLE = interaction(kind=Kind.STATED, facts=(("role", "finance"),))


def test_acts_do_not_gainsay_a_stated_role_they_are_for_somebody_else_r22() -> None:
    """By hand: a role lifts a hundredfold, 100 to 1 of two; acts for others stay below 2/5."""
    one = belief(ROLE, *[completed("apis", number) for number in range(3)])
    assert one.own.tolist() == pytest.approx([100 / 101, 1 / 101])
    assert one.acting_for.tolist() == pytest.approx([0.0, 0.4])
    known = 1.0 - one.unknown
    finance = 0.6 * 100 / 101
    assert by_persona(one) == pytest.approx(
        {"finance": finance * known, "it": (1 - finance) * known}, rel=1e-6
    )


def test_acts_that_agree_with_a_stated_role_confirm_it() -> None:
    one = belief(ROLE, completed("rules"), drift=0.0)
    on, off = 1.0, 1 / 11
    finance = 100 * ((0.8 * on + 0.2 * off) + off)
    others = (0.8 * off + 0.2 * on) + off
    assert one.own.tolist() == pytest.approx(
        [finance / (finance + others), others / (finance + others)]
    )


def test_reading_for_another_shows_whatever_the_jobs_are_r22() -> None:
    """By hand: each act is 11 times as likely for procurement, for one job or the other."""
    roles = ("operations", "procurement", "finance", "it", "security", "executive")
    of = catalogue(
        offer("terms", ("procurement", "risk")),
        offer("rates", ("procurement", "fit")),
        personas=tuple(Persona(role, role, role) for role in roles),
        jobs=(RISK, FIT),
    )
    role = interaction(kind=Kind.STATED, facts=(("role", "operations"),))
    one = belief(role, completed("terms"), completed("rates"), of=of)
    before = [0.04 * (1 - own) for own in one.own.tolist()]
    chances = [for_them + 0.8 * own for for_them, own in zip(before, one.own.tolist(), strict=True)]
    all_chances = chances[1] + (sum(chances) - chances[1]) / 11
    expected = before[1] / all_chances - before[1]
    assert expected == pytest.approx(0.22, abs=0.005)
    assert one.acting_for.tolist() == pytest.approx([0.0, expected, 0.0, 0.0, 0.0, 0.0], rel=1e-5)


def test_a_buyer_of_one_role_who_reads_for_another_keeps_most_needs_of_their_own_r22() -> None:
    roles = ("operations", "procurement", "finance", "it", "security", "executive")
    of = catalogue(
        *[offer(f"terms{number}", ("procurement", "fit")) for number in range(4)],
        personas=tuple(Persona(role, role, role) for role in roles),
        jobs=(RISK, FIT),
    )
    role = interaction(kind=Kind.STATED, facts=(("role", "operations"),))
    one = belief(role, *[completed(f"terms{number}") for number in range(4)], of=of)
    unstated = belief(*[completed(f"terms{number}") for number in range(4)], of=of)
    assert one.own[0] == pytest.approx(100 / 105)
    assert by_persona(one)["operations"] > 0.65
    assert one.acting_for.argmax() == 1
    assert one.acting_for[1] > 0.15
    assert by_persona(unstated)["procurement"] > 0.9


def test_colleagues_tell_which_jobs_a_company_is_at_and_not_who_the_buyer_is() -> None:
    """By hand: an act on an IT offer is 11 times as likely for its job, to the power of 0.3."""
    colleague = fold((completed("apis"),)).trail
    one = believe(Shelf.of(TWO_BY_TWO), fold(()), START, 1.0, colleagues=colleague)
    fit = 11**0.3 / (1 + 11**0.3)
    assert shares(one) == pytest.approx(
        {
            ("finance", "risk"): 0.45 * (1 - fit),
            ("finance", "fit"): 0.45 * fit,
            ("it", "risk"): 0.45 * (1 - fit),
            ("it", "fit"): 0.45 * fit,
        }
    )
    assert one.own.tolist() == pytest.approx([0.5, 0.5])
    assert one.touches == ()


def test_an_act_stated_to_be_for_somebody_else_raises_acting_for() -> None:
    one = belief(interaction("tour", Kind.COMPLETED, persona="it"))
    assert one.acting_for.tolist() == pytest.approx([0.0, 1 / 3])


def test_role_and_vertical_both_lift_a_persona_r25() -> None:
    personas = tuple(
        Persona(f"{role}-{vertical}", "", role, vertical)
        for role in ("cfo", "cio")
        for vertical in ("retail", "health")
    )
    stated = interaction(kind=Kind.STATED, facts=(("role", "cfo"), ("vertical", "health")))
    one = belief(stated, of=catalogue(offer("a"), personas=personas, jobs=(RISK,)))
    weights = np.array([100.0, 400.0, 1.0, 4.0])
    assert one.own == pytest.approx(weights / weights.sum())


def test_after_a_purchase_other_jobs_are_likely_and_none_is_impossible_r3_r11() -> None:
    ground = catalogue(offer("a"), personas=(FINANCE,), jobs=DEFAULT_JOBS)
    bought = belief(interaction(kind=Kind.PURCHASED), of=ground)
    unbought = belief(of=ground)
    assert shares(unbought)["finance", "renewal"] == pytest.approx(0.9 * 0.08 / (6 + 6 * 0.08))
    assert shares(bought)["finance", "renewal"] == pytest.approx(0.9 / (6 + 6 * 0.35))
    assert shares(bought)["finance", "validation"] == pytest.approx(0.9 * 0.35 / (6 + 6 * 0.35))


def test_a_job_named_by_an_act_itself_counts_like_an_offer_about_it() -> None:
    one = belief(interaction(kind=Kind.ACTED, job="fit"))
    assert shares(one)["finance", "fit"] == pytest.approx(11 * shares(one)["finance", "risk"])


def test_jobs_drift_so_that_a_later_act_counts_for_more() -> None:
    """By hand: whatever the first act said, half of it has drifted back to the prior."""
    of = catalogue(
        offer("a", (None, "risk")), offer("b", (None, "fit")), personas=(FINANCE,), jobs=(RISK, FIT)
    )
    acts = (
        interaction("a", Kind.COMPLETED, Instant(START - 2)),
        interaction("b", Kind.COMPLETED, Instant(START - 1)),
    )
    on, off = 11**-0.3, 1 / 11
    first = np.array([on, off]) / (on + off)
    jobs = (0.5 * first + 0.25) * [off, on]
    expected = jobs / jobs.sum()
    one = belief(*acts, of=of, drift=0.5)
    assert one.whole / one.whole.sum() == pytest.approx(expected, rel=1e-6)


def test_no_single_act_kills_a_need() -> None:
    one = belief(*[completed("rules", number) for number in range(40)])
    assert min(shares(one).values()) > 0.0


def test_a_need_is_less_likely_for_which_something_was_shown_and_left() -> None:
    """By hand: whoever needs it takes it once in five times; twice it was left."""
    left = interaction("rules", Kind.SHOWN, number=1), interaction("rules", Kind.SHOWN, number=2)
    one = belief(*left)
    on, off = 0.225 * 0.8**2, 0.225 * (1 - 0.2 / 11) ** 2
    total = on + 3 * off + 0.1
    assert one.whole == pytest.approx(np.array([on, off, off, off]) / total, rel=1e-6)
    assert one.unknown == pytest.approx(0.1 / total)


def test_what_was_shown_and_taken_up_speaks_for_a_need_alone() -> None:
    taken = completed("rules")
    assert belief(interaction("rules", Kind.SHOWN), taken).whole == pytest.approx(
        belief(taken).whole
    )


def test_each_act_since_it_was_left_may_have_been_for_another_job() -> None:
    """By hand: with a drift of a half, half as much is said; the act itself says nothing."""
    left = interaction("rules", Kind.SHOWN, Instant(START - 2))
    one = belief(left, interaction("tour", Kind.COMPLETED, Instant(START - 1)), drift=0.5)
    assert one.whole[0] / one.whole[1] == pytest.approx((0.8 / (1 - 0.2 / 11)) ** 0.5)


def test_jobs_that_are_turned_to_may_be_others_than_those_with_which_buyers_come() -> None:
    """By hand: half has turned, to the other job three times in four."""
    one = belief(completed("tour"), jobs=(("risk", 2.0),), turns=(("fit", 3.0),), drift=0.5)
    assert one.whole[0] / one.whole[1] == pytest.approx((2 / 3 + 1 / 4) / (1 / 3 + 3 / 4))


def test_what_is_not_kept_goes_to_the_unknown_need() -> None:
    one = belief(cells=2)
    assert len(one.kept) == 2
    assert one.unknown == pytest.approx(1 - 2 * 0.225)
    assert tuple(one.listed()) == (
        NeedShare(Need("finance", "risk"), pytest.approx(0.225)),
        NeedShare(Need("finance", "fit"), pytest.approx(0.225)),
        NeedShare(None, pytest.approx(0.55)),
    )


def test_each_act_tells_what_it_said_about_a_need() -> None:
    one = belief(completed("rules"), interaction("tour", Kind.COMPLETED, day(0.1)))
    said = one.because(Need("finance", "risk"))
    assert [heard.touch.offer for heard in said] == ["rules", "tour"]
    mean = (1 + 3 / 11) / 4
    assert [heard.log_ratio for heard in said] == pytest.approx([np.log(1 / mean), 0.0], abs=1e-9)


@pytest.mark.parametrize("of", [Catalogue(), Catalogue(jobs=()), catalogue(offer("a"), jobs=())])
def test_with_nothing_to_believe_in_everything_is_unknown_or_prior(of: Catalogue) -> None:
    one = belief(completed("a"), of=of)
    assert one.unknown + float(one.shares.sum()) == pytest.approx(1.0)
    assert np.isfinite(one.whole).all()


ACTS = st.builds(
    interaction,
    st.sampled_from(["rules", "apis", "tour", "gone", None]),
    st.sampled_from(Kind),
    st.integers(-4000, 100).map(day),
    depth=st.floats(0, 1),
    job=st.sampled_from(["risk", "fit", "gone", None]),
    persona=st.sampled_from(["finance", "it", None]),
    number=st.integers(0, 1000),
)


@given(st.lists(ACTS, max_size=30), st.floats(0, 1))
def test_whatever_happened_the_shares_add_up_to_one(acts: list[Interaction], seen: float) -> None:
    one = belief(*acts, seen=seen)
    assert float(one.shares.sum()) + one.unknown == pytest.approx(1.0)
    assert float(one.own.sum()) == pytest.approx(1.0)
    assert 0.0 <= float(one.acting_for.sum()) <= 0.4 + 1e-12
    assert (one.whole >= 0.0).all()


@given(st.lists(ACTS, max_size=30), st.floats(0, 1))
def test_whatever_happened_a_stated_role_stays_the_likeliest_r22(
    acts: list[Interaction], seen: float
) -> None:
    one = belief(ROLE, *acts, seen=seen)
    assert one.own[0] >= 100 / 101 - 1e-9
    shares = by_persona(one)
    assert shares["finance"] > shares["it"]


@pytest.mark.parametrize("said", ["finance", "Finance", "FINANCE LEAD"])
def test_r25_a_role_is_known_by_its_name_or_its_title_in_any_case(said: str) -> None:
    stated = interaction(kind=Kind.STATED, facts=(("role", said),))
    named = interaction(kind=Kind.STATED, facts=(("role", "finance"),))
    assert belief(stated).whole.tolist() == belief(named).whole.tolist()
    assert belief(stated).whole.tolist() != belief().whole.tolist()
