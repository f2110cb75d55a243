"""The converters, on logs of a few lines in the format of the real ones."""

import json
from pathlib import Path

import pytest

from api.ingestion.segment import Envelope, read_all
from api.interchange.catalogue import parse
from api.interchange.catalogue_dump import dump_jsonl
from api.store.arrivals import Arrival
from benchmarks.real_input import msweb, study, wikispeedia
from benchmarks.real_input.visits import Visit, write
from recommender import DAY, Catalogue, Instant, Kind, Link, Offer, Outcome

MSWEB = """I,4,"www.microsoft.com","created by getlog.pl"
A,1000,1,"regwiz","/regwiz"
A,1001,1,"Support, Desktop","/support"
A,1002,1,"End User","/athome"
C,"10001",10001
V,1000,1
V,1001,1
V,1002,1
C,"10002",10002
V,1001,1
"""


@pytest.fixture
def vendor(tmp_path: Path) -> Path:
    (tmp_path / "anonymous-msweb.data").write_text(MSWEB, "latin-1")
    return tmp_path


@pytest.fixture
def encyclopedia(tmp_path: Path) -> Path:
    files = {
        "articles.tsv": "# names\n\n%C3%85land\nBird\nSea\n",
        "categories.tsv": "Bird\tsubject.Science.Biology\nBird\tsubject.Science\n",
        "links.tsv": "%C3%85land\tBird\nBird\tSea\nSea\tSea\n",
        "lengths.txt": "0 2\n1 3\n",
        "observations.txt": "5 1\n0 1.0\n1 1.0\n0 1.0\n1 1.0\n2 1.0\n",
        "paths_unfinished.tsv": "hash\t1\t9\t%C3%85land;Bird;<;Bird\tSea\trestart\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, "utf-8")
    return tmp_path


def test_areas_become_offers_with_their_addresses(vendor):
    assert msweb.catalogue(vendor).offers[1] == Offer(
        "support", "Support, Desktop", "area", url="https://www.microsoft.com/support"
    )


def test_a_visitors_areas_are_all_there_in_an_order_that_is_not_the_logs(vendor):
    first, second = msweb.visits(vendor)
    assert sorted(first.offers) == ["athome", "regwiz", "support"]
    assert first.offers != ("regwiz", "support", "athome")
    assert list(msweb.visits(vendor)) == [first, second]
    assert (second.visitor, second.offers) == ("msweb-10002", ("support",))
    assert second.start == msweb.WEEK + 7 * DAY // msweb.VISITORS


def test_articles_become_offers_with_their_top_categories_as_topics(encyclopedia):
    assert wikispeedia.catalogue(encyclopedia) == Catalogue(
        offers=(
            Offer("Åland", "Åland", "article", url="https://en.wikipedia.org/wiki/%C3%85land"),
            Offer(
                "Bird",
                "Bird",
                "article",
                url="https://en.wikipedia.org/wiki/Bird",
                topics=("Science",),
            ),
            Offer("Sea", "Sea", "article", url="https://en.wikipedia.org/wiki/Sea"),
        ),
        links=(Link("Åland", "Bird"), Link("Bird", "Sea")),
    )


def test_held_out_walks_stay_out_and_back_clicks_are_walked(encyclopedia):
    """Walk 0 is held out; walk 1 and the one given up are not."""
    told = [(v.visitor, v.offers, v.outcome, v.reason) for v in wikispeedia.visits(encyclopedia)]
    assert told == [
        ("finished-1", ("Åland", "Bird", "Sea"), Outcome.WON, None),
        ("given-up-0", ("Åland", "Bird", "Åland", "Bird"), Outcome.NO_DECISION, "restart"),
    ]


@pytest.mark.parametrize("log", [msweb, wikispeedia])
def test_the_catalogue_reads_back_as_it_was_written(log, request):
    folder = request.getfixturevalue("vendor" if log is msweb else "encyclopedia")
    catalogue = log.catalogue(folder)
    change = parse(dump_jsonl(catalogue)).value
    assert change is not None
    assert change.onto(Catalogue(jobs=())) == catalogue


def test_events_are_what_ingestion_takes(tmp_path):
    visit = Visit("v-1", ("a", "b"), Instant(1_000_000_000_000), Outcome.NO_DECISION, "timeout")
    write(tmp_path, "", [visit])
    lines = (tmp_path / "events.jsonl").read_text("utf-8").splitlines()
    received = Instant(2_000_000_000_000)
    events = read_all([json.loads(line) for line in lines], Envelope(received, live=False))
    assert all(isinstance(event, Arrival) for event in events)
    assert [(event.kind, event.offer, event.at) for event in events[:2]] == [
        (Kind.VIEWED, "a", 1_000_000_000_000),
        (Kind.VIEWED, "b", 1_000_000_010_000),
    ]
    end = events[2]
    assert (end.kind, end.outcome, end.reason) == (
        Kind.CONCLUDED,
        Outcome.NO_DECISION,
        "timeout",
    )


def test_acts_and_events_tell_the_same_times():
    visit = Visit("v-1", ("a", "b"), Instant(1_000_000_000_000))
    assert [(act.offer, act.at) for act in visit.acts()] == [
        ("a", 1_000_000_000_000),
        ("b", 1_000_000_010_000),
    ]
    assert [event["timestamp"] for event in visit.events()] == [
        "2001-09-09T01:46:40.000Z",
        "2001-09-09T01:46:50.000Z",
    ]


def test_a_missing_log_is_named(tmp_path):
    with pytest.raises(SystemExit, match=r"nowhere is missing; name the folder of the msweb log"):
        study.folder(tmp_path / "nowhere", "msweb")
