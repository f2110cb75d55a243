"""A year of buyers: the same for the same seed and day, and as tangled as real ones."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from api.demo.accounts import read_accounts
from api.demo.content import WRITTEN_FOR, catalogue_for
from api.demo.simulation import simulate
from api.ingestion.segment import Envelope, read_all
from api.store.address import canonical
from api.store.arrivals import Arrival
from recommender import DAY, HOUR, Channel, Instant, Kind

NOW = Instant(WRITTEN_FOR + 9 * HOUR)
CATALOGUE = catalogue_for(NOW)
ACCOUNTS = read_accounts()
OFFERS = {offer.key: offer for offer in CATALOGUE.offers}
PAGES = {canonical(offer.url or ""): offer.key for offer in CATALOGUE.offers}


@cache
def year() -> list[dict[str, Any]]:
    return list(simulate(CATALOGUE, ACCOUNTS, NOW))


@cache
def arrivals() -> list[Arrival]:
    read = read_all(year(), Envelope(received=NOW, live=False))
    return [arrival for arrival in read if isinstance(arrival, Arrival)]


def by_person() -> dict[str, list[Arrival]]:
    """Touches of offers by who they were; a person's cookies count as that person."""
    names: dict[str, str] = {}
    for message in year():
        if "userId" in message and "anonymousId" in message:
            names[message["anonymousId"]] = message["userId"]
    people: dict[str, list[Arrival]] = defaultdict(list)
    for arrival in arrivals():
        last = arrival.identities[-1][1]
        if arrival.kind in {Kind.VIEWED, Kind.COMPLETED, Kind.MET}:
            people[names.get(last, last)].append(arrival)
    return people


def offer_of(arrival: Arrival) -> str:
    return arrival.offer or PAGES[arrival.page or ""]


def test_the_same_seed_and_day_give_the_same_year() -> None:
    same = list(simulate(CATALOGUE, ACCOUNTS, Instant(NOW + 3 * HOUR)))
    assert same == year()
    assert list(simulate(CATALOGUE, ACCOUNTS, NOW, seed=8)) != year()


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_it_loads_in_seconds(seed: int) -> None:
    assert 12_000 <= sum(1 for _ in simulate(CATALOGUE, ACCOUNTS, NOW, seed=seed)) <= 20_000


def test_messages_come_in_order_with_ids_of_their_own_and_none_from_outside_the_year() -> None:
    times = [message["timestamp"] for message in year()]
    assert times == sorted(times)
    assert len({message["messageId"] for message in year()}) == len(times)
    end = datetime.fromtimestamp(WRITTEN_FOR / 1000, UTC)
    assert datetime.fromisoformat(times[-1]) < end
    assert datetime.fromisoformat(times[0]) >= end - timedelta(days=371)


def test_every_message_is_accepted_and_names_a_known_offer() -> None:
    assert len(arrivals()) == len(year())
    assert {arrival.offer for arrival in arrivals()} - {None} <= OFFERS.keys()
    assert {arrival.page for arrival in arrivals()} - {None} <= PAGES.keys()


def test_no_month_is_empty_and_weekends_are_quiet() -> None:
    months: dict[str, int] = defaultdict(int)
    weekdays: dict[int, int] = defaultdict(int)
    for message in year():
        months[message["timestamp"][:7]] += 1
        weekdays[datetime.fromisoformat(message["timestamp"]).weekday()] += 1
    months.pop("2025-10", None)
    assert len(months) == 12
    assert min(months.values()) > 600
    assert max(weekdays[5], weekdays[6]) * 3 < min(weekdays[day] for day in range(5))


def test_nothing_is_seen_before_it_is_published() -> None:
    taken = [a for a in arrivals() if a.kind in {Kind.VIEWED, Kind.SHOWN}]
    early = [a for a in taken if a.at < (OFFERS[offer_of(a)].published or 0)]
    assert early == []


def test_every_offer_but_the_newest_is_seen() -> None:
    seen = {offer_of(a) for touches in by_person().values() for a in touches}
    assert len(OFFERS.keys() - seen) <= 2


def test_buyers_return_after_months() -> None:
    """R9."""
    gaps = {
        person: max(
            (b.at - a.at for a, b in pairwise(acts)),
            default=0,
        )
        for person, acts in by_person().items()
    }
    assert sum(gap > 90 * DAY for gap in gaps.values()) >= 20
    ostra = ("beatriz.lemos", "callum.rourke", "yusuf.demirel", "annika.stroem")
    assert all(gaps[person] > 150 * DAY for person in ostra)


def test_jobs_are_reopened() -> None:
    """R4: a job is left for others and taken up again, by most of those who are seen often."""
    reopened = [p for p, acts in by_person().items() if len(acts) > 30 and _reopens(acts)]
    often = [person for person, acts in by_person().items() if len(acts) > 30]
    assert len(often) >= 40
    assert len(reopened) > len(often) * 0.9


def _reopens(acts: list[Arrival]) -> bool:
    jobs = [_job(offer_of(act)) for act in sorted(acts, key=lambda act: act.at)]
    runs = [job for job, before in zip(jobs, [None, *jobs], strict=False) if job != before]
    return len(runs) > len(set(runs))


def _job(offer: str) -> str | None:
    return max(OFFERS[offer].serves, key=lambda service: service.weight).job


def test_members_read_for_their_colleagues() -> None:
    """R22: picks outside one's own role are there, and are the smaller part."""
    share = {}
    for member in (member for account in ACCOUNTS for member in account.members):
        acts = by_person()[member.user]
        off = [a for a in acts if not _is_for(offer_of(a), member.persona)]
        share[member.user] = len(off) / len(acts)
    assert 0.05 < sum(share.values()) / len(share) < 0.35
    assert sum(value > 0 for value in share.values()) >= 50


def _is_for(offer: str, persona: str) -> bool:
    return any(service.persona in {None, persona} for service in OFFERS[offer].serves)


def test_buyers_enter_and_leave_in_many_places() -> None:
    """R2."""
    visits = [sorted(acts, key=lambda act: act.at) for acts in by_person().values() if acts]
    assert len({_job(offer_of(acts[0])) for acts in visits}) >= 8
    assert len({offer_of(acts[-1]) for acts in visits}) >= 50


def test_all_channels_that_the_story_needs_are_used() -> None:
    assert {arrival.channel for arrival in arrivals()} == {
        *(Channel.WEB, Channel.EMAIL, Channel.SALES, Channel.EVENT, Channel.COMMUNITY),
        *(Channel.PRODUCT, Channel.SUPPORT, Channel.SERVICES, Channel.BILLING),
    }


def test_incidents_open_and_close_except_the_last() -> None:
    opened = [a.subject for a in arrivals() if a.kind is Kind.INCIDENT_OPENED]
    closed = [a.subject for a in arrivals() if a.kind is Kind.INCIDENT_CLOSED]
    assert len(opened) == 11
    assert set(opened) - set(closed) == {"LC-3544"}


def test_endings_are_told_with_their_reasons() -> None:
    """R10."""
    told = {(a.outcome, a.reason) for a in arrivals() if a.kind is Kind.CONCLUDED}
    assert {(str(outcome), reason) for outcome, reason in told} == {
        ("won", "urgent failure"),
        ("won", "proven savings"),
        ("won", "fit"),
        ("lost", "price"),
        ("lost", "complexity"),
        ("no_decision", "budget frozen"),
    }


def test_the_opponent_waves_the_trial_away() -> None:
    dismissed = [
        a.offer
        for a in arrivals()
        if a.kind is Kind.DISMISSED and a.identities[0][1] == "victor.amsel"
    ]
    assert {"request-a-demo", "five-minute-tour"} <= set(dismissed)


def test_strangers_become_known() -> None:
    kinds = [message["type"] for message in year()]
    assert kinds.count("identify") >= 90
    assert kinds.count("alias") >= 5
    strangers = [m for m in year() if "userId" not in m]
    assert len(strangers) > 4_000
