"""The demo catalogue is what a stranger sees first: whole, varied and sound."""

from itertools import product

from api.demo.content import WEEK, WRITTEN_FOR, catalogue_for
from api.interchange.catalogue import parse
from api.interchange.catalogue_dump import dump_jsonl, dump_yaml
from api.store.address import canonical
from recommender import DAY, DEFAULT_JOBS, Catalogue, Instant

CATALOGUE = catalogue_for(WRITTEN_FOR)


def test_it_is_as_large_as_promised() -> None:
    counted = CATALOGUE.offers, CATALOGUE.links, CATALOGUE.personas, CATALOGUE.jobs
    assert tuple(map(len, counted)) == (96, 237, 6, 12)
    assert {job.key for job in CATALOGUE.jobs} == {job.key for job in DEFAULT_JOBS}
    assert {p.vertical for p in CATALOGUE.personas} == {
        None,
        "manufacturing",
        "hospitals",
        "logistics",
    }


def test_every_need_of_every_persona_is_served_by_at_least_two_offers() -> None:
    served = {
        (persona.key, job.key): sum(
            any(s.job in {None, job.key} and s.persona in {None, persona.key} for s in offer.serves)
            for offer in CATALOGUE.offers
        )
        for persona, job in product(CATALOGUE.personas, CATALOGUE.jobs)
    }
    assert len(served) == 72
    assert [need for need, offers in served.items() if offers < 2] == []


def test_offers_differ_in_all_that_a_decision_looks_at() -> None:
    offers = CATALOGUE.offers
    assert len({offer.format for offer in offers}) == 32
    assert sum(offer.selling for offer in offers) == 7
    assert sum(offer.forwardable for offer in offers) == 23
    assert sum(offer.repeatable for offer in offers) == 20
    assert sum(bool(offer.requires) for offer in offers) == 5
    for limit in ("relations", "motions", "channels", "verticals", "locales"):
        assert any(getattr(offer, limit) for offer in offers), limit
    families = [offer for offer in offers if offer.family == "webinar-compressed-air"]
    assert [offer.locales for offer in families] == [{"en"}, {"de"}]
    assert sum(link.persona is not None for link in CATALOGUE.links) == 30


def test_every_offer_is_told_well_enough_to_be_shown() -> None:
    for offer in CATALOGUE.offers:
        assert offer.url is not None
        assert offer.url.startswith("https://")
        assert ".kelderwick.example" in offer.url
        assert 40 <= len(offer.summary) <= 220, offer.key
        assert offer.topics, offer.key
        assert offer.minutes is not None, offer.key
    assert len({canonical(offer.url or "") for offer in CATALOGUE.offers}) == 96


def test_it_moves_with_the_day_by_whole_weeks() -> None:
    later = catalogue_for(Instant(WRITTEN_FOR + 100 * DAY))
    for then, now in zip(CATALOGUE.offers, later.offers, strict=True):
        assert then.published is not None
        assert now.published == then.published + 14 * WEEK
    talk = next(offer for offer in later.offers if offer.key == "speak-at-cold-days")
    assert talk.starts is not None
    assert talk.starts > WRITTEN_FOR + 100 * DAY


def test_nothing_is_published_in_the_future_and_some_in_every_quarter_of_the_year() -> None:
    ages = [(WRITTEN_FOR - (offer.published or 0)) // DAY for offer in CATALOGUE.offers]
    assert min(ages) >= 0
    assert {age // 92 for age in ages if age < 4 * 92} == {0, 1, 2, 3}


def test_it_survives_its_own_export() -> None:
    empty = Catalogue(jobs=())
    for dump in (dump_yaml, dump_jsonl):
        parsed = parse(dump(CATALOGUE), empty)
        assert parsed.problems == ()
        assert parsed.value is not None
        assert parsed.value.onto(empty) == CATALOGUE
