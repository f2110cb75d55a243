"""Every problem is told, with its line, its field and what to do, and all of them at once."""

import json

import pytest

from api.interchange.catalogue import CatalogueChange, Parsed, link_of, offer_of, parse
from api.interchange.catalogue_document import MAX_BYTES
from api.interchange.problem import Problem
from recommender import Catalogue, Channel, Instant, Link, Offer, Persona, Service

HEAD = "offers:\n  - key: a\n    title: A\n    format: guide\n"
"""Four lines of a fit catalogue; what a test appends begins on line 5."""

CASES = {
    "unknown field": ("    tittle: x\n", 5, "offers[0].tittle", "UNKNOWN_FIELD"),
    "missing field": ("  - key: b\n    title: B\n", 5, "offers[1].format", "MISSING_FIELD"),
    "null for a needed field": (
        "  - key: b\n    title: B\n    format:\n", 5, "offers[1].format", "MISSING_FIELD",
    ),
    "number for text": ("    summary: 12\n", 5, "offers[0].summary", "WRONG_TYPE"),
    "text for a flag": ("    selling: yes\n", 5, "offers[0].selling", "WRONG_TYPE"),
    "text for a number": ("    minutes: ten\n", 5, "offers[0].minutes", "WRONG_TYPE"),
    "fraction of a minute": ("    minutes: 1.5\n", 5, "offers[0].minutes", "WRONG_TYPE"),
    "text for a list": ("    topics: energy\n", 5, "offers[0].topics", "WRONG_TYPE"),
    "null in a list": ("    topics: [~]\n", 5, "offers[0].topics[0]", "WRONG_TYPE"),
    "text for a service": (
        "    serves:\n      - support\n", 6, "offers[0].serves[0]", "WRONG_TYPE",
    ),
    "mapping for a list": ("links:\n  source: a\n", 5, "links", "WRONG_TYPE"),
    "no time": ("    published: soon\n", 5, "offers[0].published", "BAD_TIME"),
    "a year too far": (
        "    published: 9999-12-31T23:59:59-14:00\n", 5, "offers[0].published", "BAD_TIME",
    ),
    "no such day": ("    published: 2026-02-30T00:00:00Z\n", 5, "offers[0].published", "BAD_TIME"),
    "time without offset": (
        "    published: 2026-03-31T09:00:00\n", 5, "offers[0].published", "BAD_TIME",
    ),
    "ends before it starts": (
        "    starts: 2026-03-02T00:00:00Z\n    ends: 2026-03-01T00:00:00Z\n",
        6, "offers[0].ends", "OUT_OF_RANGE",
    ),
    "same key": (
        "  - key: a\n    title: B\n    format: guide\n", 5, "offers[1].key", "DUPLICATE_KEY",
    ),
    "same field": ("    title: B\n", 5, "offers[0].title", "DUPLICATE_FIELD"),
    "same need": (
        "    serves: [{job: support}, {job: support}]\n", 5, "offers[0].serves", "DUPLICATE_KEY",
    ),
    "unknown job": ("    serves:\n      - job: x\n", 6, "offers[0].serves[0].job", "UNKNOWN_JOB"),
    "unknown persona": (
        "    serves: [{persona: x}]\n", 5, "offers[0].serves[0].persona", "UNKNOWN_PERSONA",
    ),
    "unknown requirement": (
        "    requires:\n      - x\n", 6, "offers[0].requires[0]", "UNKNOWN_OFFER",
    ),
    "requires itself": ("    requires: [a]\n", 5, "offers[0].requires", "REFERS_TO_ITSELF"),
    "unknown target": (
        "links:\n  - source: a\n    target: x\n", 7, "links[0].target", "UNKNOWN_OFFER",
    ),
    "link to itself": (
        "links:\n  - source: a\n    target: a\n", 7, "links[0].target", "REFERS_TO_ITSELF",
    ),
    "unknown channel": ("    channels: [fax]\n", 5, "offers[0].channels[0]", "UNKNOWN_VALUE"),
    "no web address": ("    url: ftp://vendor.example/a\n", 5, "offers[0].url", "BAD_URL"),
    "address without host": ("    url: https:///a\n", 5, "offers[0].url", "BAD_URL"),
    "address with password": (
        "    url: https://a:b@vendor.example\n", 5, "offers[0].url", "BAD_URL",
    ),
    "address with a bad port": (
        "    url: https://vendor.example:99999/\n", 5, "offers[0].url", "BAD_URL",
    ),
    "script for an address": ("    url: 'javascript:alert(1)'\n", 5, "offers[0].url", "BAD_URL"),
    "weight not a number": (
        "    serves: [{weight: .nan}]\n", 5, "offers[0].serves[0].weight", "OUT_OF_RANGE",
    ),
    "infinite weight": (
        "    serves: [{weight: 1e999}]\n", 5, "offers[0].serves[0].weight", "OUT_OF_RANGE",
    ),
    "weight of nothing": (
        "    serves: [{weight: 0}]\n", 5, "offers[0].serves[0].weight", "OUT_OF_RANGE",
    ),
    "huge whole number": (f"    minutes: {'9' * 90}\n", 5, "offers[0].minutes", "OUT_OF_RANGE"),
    "too long": (f"    summary: {'x' * 4001}\n", 5, "offers[0].summary", "TOO_LONG"),
    "too many items": (f"    topics: [{'x,' * 501}]\n", 5, "offers[0].topics", "TOO_LONG"),
    "NUL": ('    summary: "a\\0b"\n', 5, "offers[0].summary", "BAD_CHARACTER"),
    "control character": ('    summary: "a\\x1bb"\n', 5, "offers[0].summary", "BAD_CHARACTER"),
    "line break in a label": ('    topics: ["a\\nb"]\n', 5, "offers[0].topics[0]", "BAD_CHARACTER"),
    "empty text": ("    family: ''\n", 5, "offers[0].family", "EMPTY"),
    "key with a space": (
        "  - {key: 'b ', title: B, format: guide}\n", 5, "offers[1].key", "BAD_KEY",
    ),
    "alias": ("    topics: &t [x]\n    locales: *t\n", 6, "offers[0].locales", "ALIAS"),
    "merge": ("    <<: {selling: true}\n", 5, "offers[0].<<", "UNKNOWN_FIELD"),
    "tag": ("    summary: !!python/name:os.system x\n", 5, "offers[0].summary", "TAG"),
    "deep nesting": (f"    topics: {'[' * 500}\n", 5, f"offers[0].topics{'[0]' * 10}", "TOO_DEEP"),
    "list for a name": ("    ? [x]\n    : y\n", 5, "offers[0]", "MALFORMED"),
    "second document": ("---\noffers: []\n", 6, "", "MALFORMED"),
    "unknown list": ("offer: []\n", 5, "offer", "UNKNOWN_FIELD"),
    "no YAML": ("    topics: [x\n  - y: z\n", 6, "", "MALFORMED"),
}  # fmt: skip


def places(parsed: Parsed[CatalogueChange]) -> list[tuple[int | None, str, str]]:
    assert (parsed.value is None) == bool(parsed.problems)
    return [(p.line, p.field, p.code) for p in parsed.problems]


@pytest.mark.parametrize(("tail", "line", "field", "code"), CASES.values(), ids=CASES.keys())
def test_a_problem_has_its_line_field_and_code(tail: str, line: int, field: str, code: str) -> None:
    assert places(parse(HEAD + tail)) == [(line, field, code)]


def test_a_sound_head_has_no_problem() -> None:
    assert parse(HEAD) == Parsed(CatalogueChange(offers=(Offer("a", "A", "guide"),)))


def test_all_problems_are_told_at_once_in_the_order_of_lines() -> None:
    document = (
        HEAD + "    serves:\n      - job: validaton\n    weight: 1\n"
        "  - key: b\n    format: guide\n    minutes: -1\nlinks:\n  - source: aa\n    target: b\n"
    )
    parsed = parse(document, Catalogue(offers=(Offer("aaa", "A", "guide"),)))
    assert [problem.located("c.yaml") for problem in parsed.problems] == [
        'c.yaml:6: offers[0].serves[0].job: unknown job "validaton"; did you mean "validation"?',
        'c.yaml:7: offers[0].weight: an offer has no field "weight"',
        "c.yaml:8: offers[1].title: an offer needs a title",
        'c.yaml:10: offers[1].minutes: "-1" is not from 1 to 100,000',
        'c.yaml:12: links[0].source: unknown offer "aa"; did you mean "aaa"?',
    ]


def test_an_entry_that_is_wrong_elsewhere_still_counts_as_a_target() -> None:
    document = HEAD + "    minutes: x\n  - {key: b, title: B, format: guide, requires: [a]}\n"
    assert places(parse(document)) == [(5, "offers[0].minutes", "WRONG_TYPE")]


def test_references_may_point_into_the_workspace() -> None:
    existing = Catalogue(
        offers=(Offer("old", "Old", "guide"),), personas=(Persona("chief", "Chief", "finance"),)
    )
    document = HEAD + "links:\n  - {source: old, target: a, persona: chief}\n"
    assert parse(document, existing).value == CatalogueChange(
        offers=(Offer("a", "A", "guide"),), links=(Link("old", "a", persona="chief"),)
    )


def test_the_same_link_may_stand_once_for_each_persona() -> None:
    existing = Catalogue(offers=(Offer("b", "B", "guide"),))
    document = HEAD + "links:\n" + "  - {source: a, target: b}\n" * 2
    assert places(parse(document, existing)) == [(7, "links[1]", "DUPLICATE_KEY")]


def line(**fields: object) -> str:
    return json.dumps(fields) + "\n"


GOOD = line(type="offer", key="a", title="A", format="guide")
LINES = {
    "no object": ("[1]\n", "type", "UNKNOWN_TYPE"),
    "null": ("null\n", "type", "UNKNOWN_TYPE"),
    "no type": (line(key="b"), "type", "UNKNOWN_TYPE"),
    "a type that is a list": (line(type=["offer"]), "type", "UNKNOWN_TYPE"),
    "no JSON": ("{\n", "", "MALFORMED"),
    "same field": ('{"type":"offer","key":"b","key":"c"}\n', "key", "DUPLICATE_FIELD"),
    "lone surrogate": (
        line(type="offer", key="\ud800", title="B", format="guide"), "key", "BAD_CHARACTER",
    ),
    "NaN": (
        '{"type":"persona","key":"p","title":"P","role":"r","share":NaN}\n',
        "share", "OUT_OF_RANGE",
    ),
    "deep": ("[" * 100_000 + "\n", "", "TOO_DEEP"),
    "deep within a field": ('{"type":' + "[" * 50 + "]" * 50 + "}\n", "", "TOO_DEEP"),
    "number beyond reading": ('{"type":' + "9" * 5_000 + "}\n", "", "MALFORMED"),
    "unknown field": (line(type="link", source="a", target="a2", wait=1), "wait", "UNKNOWN_FIELD"),
}  # fmt: skip


@pytest.mark.parametrize(("bad", "field", "code"), LINES.values(), ids=LINES.keys())
def test_a_bad_line_is_told_and_reading_goes_on(bad: str, field: str, code: str) -> None:
    tail = line(type="job", key="j", title=1)
    found = places(parse(GOOD + bad + tail, Catalogue(offers=(Offer("a2", "A", "guide"),))))
    assert found == [(2, field, code), (3, "title", "WRONG_TYPE")]


def test_json_lines_and_yaml_say_the_same() -> None:
    lines = GOOD + "\n" + line(type="job", key="j", title="J", always_on=True)
    document = HEAD + "jobs:\n  - {key: j, title: J, always_on: true}\n"
    assert parse(lines).value == parse(document).value


@pytest.mark.parametrize(
    ("document", "line"), [(b"offers:\n\xff\xfe", 2), ("offers:\n\n\ud800", 3)]
)
def test_what_is_not_utf_8_is_refused(document: str | bytes, line: int) -> None:
    assert parse(document).problems == (Problem(line, "", "BAD_CHARACTER", "is not UTF-8"),)


def test_a_raw_nul_is_refused() -> None:
    assert [p.code for p in parse("offers:\n  - key: a\0b\n").problems] == ["MALFORMED"]


def test_a_document_beyond_the_limit_is_not_read() -> None:
    assert [p.code for p in parse(b" " * (MAX_BYTES + 1)).problems] == ["TOO_LARGE"]


@pytest.mark.parametrize("document", ["", "---\n", "# nothing\n", "offers:\n", "\ufeff"])
def test_nothing_is_a_catalogue_that_changes_nothing(document: str) -> None:
    assert parse(document) == Parsed(CatalogueChange())


def test_text_alone_is_no_catalogue() -> None:
    assert places(parse("just text")) == [(1, "", "WRONG_TYPE")]


def test_one_offer_from_fields_follows_the_same_rules() -> None:
    fields = {
        "key": "a",
        "title": "A",
        "format": "demo",
        "serves": [{"job": "validation", "weight": 2}],
        "channels": ("web",),
        "published": "1970-01-01T01:00:01.5+01:00",
        "summary": "",
        "url": None,
    }
    assert offer_of(fields, Catalogue()) == Parsed(
        Offer(
            "a",
            "A",
            "demo",
            serves=(Service(job="validation", weight=2.0),),
            channels=frozenset({Channel.WEB}),
            published=Instant(1_500),
        )
    )


def test_one_link_from_fields_has_problems_without_lines() -> None:
    parsed = link_of({"source": "a", "target": "b"}, Catalogue(offers=(Offer("a", "A", "guide"),)))
    assert parsed.value is None
    assert parsed.problems == (Problem(None, "target", "UNKNOWN_OFFER", 'unknown offer "b"'),)
    assert parsed.problems[0].located("input") == 'input: target: unknown offer "b"'


def test_fields_that_nest_without_end_are_refused() -> None:
    nested: list[object] = []
    nested.append(nested)
    assert [p.code for p in offer_of({"key": nested}, Catalogue()).problems] == ["TOO_DEEP"]
