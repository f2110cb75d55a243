"""Whatever is read, the answer is a value or problems, never an exception."""

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from api.interchange.catalogue import job_of, link_of, offer_of, parse, persona_of
from recommender import Catalogue

FRAGMENTS = st.sampled_from(
    [
        *("offers:", "links:", "\n", "  - ", "key: a", "title: ", "{", "}", "[", "]", ": ", "? "),
        *("&a ", "*a", "!!str ", "| ", "> ", "'", '"', "\\u0000", "\t", "---", "...", "%YAML 1.1"),
        *(
            "serves: ",
            "weight: 1e999",
            "\x00",
            "\x85",
            "\u2028",
            "\ud800",
            "\ufeff",
            '{"type":"job"',
        ),
    ]
)
NAMES = st.sampled_from(["key", "title", "format", "url", "serves", "weight", "starts", "source"])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["https://[", "https://a:b", "http://\ud800", "2026-01-01T00:00:00+24:00"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(), inner, max_size=3)
    ),
)


@settings(max_examples=400)
@given(st.lists(FRAGMENTS | st.text(max_size=5)).map("".join))
@example("offers: [{key: a, title: \ud800")
@example("a: &a [*a]")
def test_no_text_is_too_strange(text: str) -> None:
    parsed = parse(text)
    assert (parsed.value is None) == bool(parsed.problems)


@settings(max_examples=100)
@given(st.binary(max_size=40))
def test_no_bytes_are_too_strange(raw: bytes) -> None:
    parsed = parse(raw)
    assert (parsed.value is None) == bool(parsed.problems)


@settings(max_examples=300)
@given(st.dictionaries(NAMES | st.text(), VALUES, max_size=6))
def test_no_fields_are_too_strange(fields: dict[str, Any]) -> None:
    for read in (offer_of, link_of, persona_of, job_of):
        parsed = read(fields, Catalogue())
        assert (parsed.value is None) == bool(parsed.problems)
        assert all(problem.located("f").isprintable() for problem in parsed.problems)
