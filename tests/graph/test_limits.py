import pytest
from graphql import parse

from graph import limits
from graph.limits import DocumentTooLarge, Shape


def doubling(levels: int) -> str:
    """Each fragment spreads the next one twice: 2^levels fields when written out."""
    parts = [f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(levels)]
    return " ".join(["{ ...f0 }", *parts, f"fragment f{levels} on Query {{ __typename }}"])


def shape(text: str) -> tuple[int, int, int, int, int]:
    found = Shape.of(parse(text))
    return (
        len(found.fragments),
        found.aliases,
        found.directives,
        found.root_fields,
        found.depth,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ a }", (0, 0, 0, 1, 1)),
        ("{ a { b { c } } d }", (0, 0, 0, 2, 3)),
        ("{ x: a { y: b } ... on Query { z: c } }", (0, 3, 0, 2, 2)),
        ("query @u { a @skip(if: true) { b @include(if: true) } }", (0, 0, 3, 1, 2)),
        ("{ a { ...f } } fragment f on A @v { b { x: c } }", (1, 1, 1, 1, 3)),
        ("{ __schema { types { fields { type { ofType { name } } } } } a }", (0, 0, 0, 2, 1)),
        ("query p { a } query q { a b c { d } }", (0, 0, 0, 3, 2)),
        ("{ ...f } fragment f on Query { a { ...f } }", (1, 0, 0, 1, 1)),
        (doubling(4), (5, 0, 0, 16, 1)),
    ],
)
def test_a_shape_is_what_stands_there(text: str, expected: tuple[int, int, int, int, int]) -> None:
    assert shape(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{ a } " + " ".join(f"fragment f{n} on A {{ b }}" for n in range(21)),
            "A document has at most 20 fragments, this one 21.",
        ),
        (
            "{ a { " + " ".join(f"x{n}: b" for n in range(16)) + " } }",
            "A document has at most 15 aliases, this one 16.",
        ),
        ("{ a " + "@x " * 11 + "}", "A document has at most 10 directives, this one 11."),
        ("{ " + "a " * 16 + "}", "A document has at most 15 fields at the root, this one 16."),
        ("{ a " * 11 + "}" * 11, "A document has at most 10 levels, this one 11."),
        (doubling(15), "A document has at most 15 fields at the root, this one 32768."),
    ],
)
def test_what_is_too_large_is_told_by_its_measure(text: str, message: str) -> None:
    with pytest.raises(DocumentTooLarge) as refused:
        limits.check(parse(text))
    assert refused.value.message == message
    assert refused.value.extensions == {"code": "DOCUMENT_TOO_LARGE"}


def test_what_is_just_within_the_limits_passes() -> None:
    limits.check(parse("{ " + "a " * 14 + "b " + "{ a " * 9 + "}" * 10))
