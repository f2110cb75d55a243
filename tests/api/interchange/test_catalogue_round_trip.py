"""What was dumped reads back to the very same values."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.interchange.catalogue import CatalogueChange, parse
from api.interchange.catalogue_dump import dump_jsonl, dump_yaml
from recommender import (
    Catalogue,
    Channel,
    Instant,
    Job,
    Link,
    Motion,
    Offer,
    Persona,
    Relation,
    Service,
)

EMPTY = Catalogue(jobs=())
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")),
    min_size=1,
    max_size=12,
).filter(lambda text: text == text.strip() and text.strip() != "")
TRICKY = st.sampled_from(
    [
        "no",
        "~",
        "null",
        "1e5",
        ".nan",
        "2026-01-01",
        "0x1f",
        "<<",
        "=",
        "- a",
        "a: b",
        "#",
        "'",
        "12:30",
    ]
)
LABELS = WORDS | TRICKY
WEIGHTS = st.floats(min_value=1e-9, max_value=1e6)
TIMES = st.none() | st.integers(0, 4_000_000_000_000).map(Instant)
KEYS = st.lists(LABELS, unique=True, max_size=4)


def _maybe(keys: list[str]) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(keys) if keys else st.none()


@st.composite
def offers(
    draw: st.DrawFn, key: str, keys: list[str], personas: list[str], jobs: list[str]
) -> Offer:
    services = st.builds(Service, persona=_maybe(personas), job=_maybe(jobs), weight=WEIGHTS)
    starts = draw(TIMES)
    return Offer(
        key=key,
        title=draw(LABELS),
        format=draw(LABELS),
        url=draw(st.none() | st.just("https://www.vendor.example/a?b=1#c")),
        summary=draw(
            st.text(
                st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp"))
                | st.just("\n")
            )
        ),
        serves=tuple(draw(st.lists(services, max_size=3, unique_by=lambda s: (s.persona, s.job)))),
        topics=tuple(draw(st.lists(LABELS, max_size=3))),
        family=draw(st.none() | LABELS),
        channels=draw(st.frozensets(st.sampled_from(Channel))),
        motions=draw(st.frozensets(st.sampled_from(Motion))),
        relations=draw(st.frozensets(st.sampled_from(Relation))),
        verticals=draw(st.frozensets(LABELS, max_size=3)),
        locales=draw(st.frozensets(LABELS, max_size=3)),
        requires=frozenset(draw(st.lists(st.sampled_from(keys), max_size=2))) - {key},
        selling=draw(st.booleans()),
        forwardable=draw(st.booleans()),
        repeatable=draw(st.booleans()),
        minutes=draw(st.none() | st.integers(1, 100_000)),
        starts=starts,
        ends=None
        if starts is None
        else draw(st.none() | st.integers(0, 10**9).map(lambda d: Instant(starts + d))),
        published=draw(TIMES),
        changed=draw(TIMES),
        retired=draw(st.booleans()),
    )


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    personas, jobs, keys = draw(KEYS), draw(KEYS), draw(KEYS)
    pairs = [(a, b) for a in keys for b in keys if a != b]
    links: st.SearchStrategy[Any] = st.lists(
        st.builds(
            lambda pair, weight, persona: Link(*pair, weight=weight, persona=persona),
            st.sampled_from(pairs or [("", "")]),
            WEIGHTS,
            _maybe(personas),
        ),
        max_size=4 if pairs else 0,
        unique_by=lambda link: (link.source, link.target, link.persona),
    )
    vertical = st.none() | LABELS
    concerns = st.lists(LABELS, max_size=2).map(tuple)
    return Catalogue(
        offers=tuple(draw(offers(key, keys, personas, jobs)) for key in keys),
        links=tuple(draw(links)),
        personas=tuple(
            Persona(key, draw(LABELS), draw(LABELS), draw(vertical), draw(concerns), draw(WEIGHTS))
            for key in personas
        ),
        jobs=tuple(
            Job(key, draw(LABELS), draw(st.booleans()), draw(st.booleans())) for key in jobs
        ),
    )


@pytest.mark.parametrize("dump", [dump_yaml, dump_jsonl])
@settings(max_examples=150)
@given(catalogue=catalogues())
def test_what_was_dumped_reads_back_exactly(dump: Any, catalogue: Catalogue) -> None:
    parsed = parse(dump(catalogue), EMPTY)
    assert parsed.problems == ()
    assert parsed.value is not None
    assert parsed.value.onto(EMPTY) == catalogue


@settings(max_examples=50)
@given(catalogue=catalogues())
def test_importing_twice_is_importing_once(catalogue: Catalogue) -> None:
    change = parse(dump_yaml(catalogue), EMPTY).value
    assert change is not None
    once = change.onto(EMPTY)
    assert change.onto(once) == once


def test_what_the_file_does_not_name_stays() -> None:
    existing = Catalogue(
        offers=(Offer("a", "A", "guide", minutes=4), Offer("b", "B", "guide")),
        links=(Link("a", "b"),),
        version=7,
    )
    change = CatalogueChange(
        offers=(Offer("a", "A, again", "guide"), Offer("c", "C", "demo")),
        links=(Link("a", "b", 2.0), Link("b", "c")),
    )
    assert change.onto(existing) == Catalogue(
        offers=(Offer("a", "A, again", "guide"), Offer("b", "B", "guide"), Offer("c", "C", "demo")),
        links=(Link("a", "b", 2.0), Link("b", "c")),
        version=7,
    )


def test_defaults_are_left_out_of_the_file() -> None:
    catalogue = Catalogue(offers=(Offer("a", "A", "guide"),), links=(Link("a", "b", 2.0),), jobs=())
    assert dump_yaml(catalogue) == (
        "offers:\n  - key: a\n    title: A\n    format: guide\n"
        "links:\n  - source: a\n    target: b\n    weight: 2.0\n"
    )
    assert dump_jsonl(catalogue) == (
        '{"type": "offer", "key": "a", "title": "A", "format": "guide"}\n'
        '{"type": "link", "source": "a", "target": "b", "weight": 2.0}\n'
    )
