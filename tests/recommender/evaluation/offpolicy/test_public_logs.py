"""Published logs with known answers. They are no part of this repository."""

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

from recommender.evaluation.offpolicy import PolicyValue, Sample, versus

DATA = Path(__file__).parents[4] / "../shared/data"
HILLSTROM = DATA / "hillstrom/hillstrom.csv"
OBD = DATA / "obd"
ITEMS = {"women": 46, "all": 80}


def rows(file: Path) -> list[dict[str, str]]:
    if not file.exists():
        pytest.skip(f"{file.name} of {file.parent.name} is not there")
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def value(rewards: Iterable[str], weights: Iterable[float]) -> PolicyValue:
    """Every customer or impression for itself; no model of rewards."""
    taken = np.array(list(map(float, rewards)))
    nothing = np.zeros(len(taken))
    sample = Sample(taken, np.array(list(weights)), nothing, nothing)
    accounts = np.arange(len(taken))
    return versus((sample, sample), accounts, np.random.default_rng(1)).values[0]


def test_a_randomised_mailing_tells_what_each_mail_alone_would_have_done() -> None:
    customers = rows(HILLSTROM)
    visits = np.array([float(customer["visit"]) for customer in customers])
    nothing = np.zeros(len(visits))
    mens, none = (
        Sample(
            visits, np.array([3.0 * (c["treatment"] == mail) for c in customers]), nothing, nothing
        )
        for mail in ("Mens E-Mail", "No E-Mail")
    )
    found = versus((mens, none), np.arange(len(visits)), np.random.default_rng(1))
    assert [one.declined for one in found.values] == [(), ()]
    assert [round(one.estimates["snips"].value, 4) for one in found.values] == [0.1828, 0.1062]
    assert [round(one.estimates["ips"].value, 4) for one in found.values] == [0.1825, 0.1060]
    assert found.difference["snips"] == pytest.approx((-0.0766, -0.0831, -0.0700), abs=0.0005)


def impressions(policy: str, campaign: str) -> list[dict[str, str]]:
    return rows(OBD / policy / campaign / f"{campaign}.csv")


def even_from_thompson(campaign: str) -> PolicyValue:
    """All items alike, from a log that had long chosen its favourites."""
    log = impressions("bts", campaign)
    weights = (1.0 / ITEMS[campaign] / float(row["propensity_score"]) for row in log)
    return value((row["click"] for row in log), weights)


def test_a_log_that_hardly_ever_showed_some_items_is_refused_r69() -> None:
    found = even_from_thompson("women")
    assert round(found.overlap.effective) == 2
    assert round(found.overlap.largest) == 21_739
    assert [doubt.code for doubt in found.declined] == ["THIN_OVERLAP"]
    assert found.declined[0].words.startswith("10,000 decisions are worth 2 of this policy")
    assert found.estimates == {}


def test_a_log_that_showed_them_now_and_then_is_answered() -> None:
    found = even_from_thompson("all")
    assert round(found.overlap.effective) == 340
    assert found.declined == ()
    own = 0.0038
    middle, low, high = found.estimates["snips"]
    assert round(middle, 4) == 0.0023
    assert low < own < high


@pytest.mark.parametrize(("campaign", "expected"), [("women", 0.0058), ("all", 0.0053)])
def test_a_random_log_answers_for_the_policy_that_learned(campaign: str, expected: float) -> None:
    """How often that policy showed an item at a position is counted in its own log."""
    learned, log = impressions("bts", campaign), impressions("random", campaign)
    shown = Counter((row["item_id"], row["position"]) for row in learned)
    at = Counter(row["position"] for row in learned)
    found = value(
        (row["click"] for row in log),
        (
            ITEMS[campaign] * shown[row["item_id"], row["position"]] / at[row["position"]]
            for row in log
        ),
    )
    assert found.declined == ()
    assert round(found.estimates["snips"].value, 4) == expected
