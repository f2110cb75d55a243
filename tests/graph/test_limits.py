import pytest
from graphql import parse

from graph import limits
from graph.errors import BadInput
from graph.limits import DocumentTooLarge, Shape


def doubling(levels: int) -> str:
    """Each fragment spreads the next one twice: 2^levels fields where they are written out."""
    parts = [f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(levels)]
    return " ".join(["{ ...f0 }", *parts, f"fragment f{levels} on Query {{ a }}"])


def widening(levels: int) -> str:
    """The same in two places each, so that all of it would be answered."""
    parts = [
        f"fragment f{n} on A {{ b {{ ...f{n + 1} }} c {{ ...f{n + 1} }} }}" for n in range(levels)
    ]
    return " ".join(["{ a { ...f0 } }", *parts, f"fragment f{levels} on A {{ b }}"])


def shape(text: str) -> tuple[int, ...]:
    found = Shape.of(parse(text))
    return (
        found.aliases,
        found.directives,
        found.root_fields,
        found.depth,
        found.selections,
        found.pairs,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ a }", (0, 0, 1, 1, 1, 0)),
        ("{ a { b { c } } d }", (0, 0, 2, 3, 4, 0)),
        ("{ x: a { y: b } ... on Query { z: c } }", (3, 0, 2, 2, 4, 0)),
        ("query @u { a @skip(if: true) { b @include(if: true) } }", (0, 3, 1, 2, 2, 0)),
        ("{ a { ...f } } fragment f on A @v { b { x: c } }", (1, 1, 1, 3, 4, 0)),
        ("{ __schema { types { fields { type { ofType { name } } } } } a }", (0, 0, 2, 1, 7, 0)),
        ("query p { a } query q { a b c { d } }", (0, 0, 3, 2, 5, 0)),
        ("{ a a a }", (0, 0, 3, 1, 3, 3)),
        ("{ a { b } a { b c } }", (0, 0, 2, 2, 5, 2)),
        ("{ a { b } x: a { b } }", (1, 0, 2, 2, 4, 0)),
        ("{ a { b } ...f } fragment f on Query { a { b } }", (0, 0, 2, 2, 5, 2)),
        ("{ a } fragment f on A { b b }", (0, 0, 1, 1, 3, 1)),
        ("{ ...f } fragment f on Query { ...f ...g }", (0, 0, 0, 1, 3, 0)),
        (doubling(4), (0, 0, 1, 1, 10, 0)),
        (widening(2), (0, 0, 1, 4, 18, 0)),
    ],
)
def test_a_shape_is_what_stands_there(text: str, expected: tuple[int, ...]) -> None:
    assert shape(text) == expected


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{ a } " + " ".join(f"fragment f{n} on A {{ b }}" for n in range(21)), "20 fragments"),
        (" ".join(f"query q{n} {{ a }}" for n in range(21)), "20 operations"),
        ("{ a { " + " ".join(f"x{n}: b" for n in range(16)) + " } }", "15 aliases"),
        ("{ a " + "@x " * 11 + "}", "10 directives"),
        ("{ " + " ".join(f"a{n}" for n in range(16)) + " }", "15 fields at the root"),
        ("{ a " * 15 + "}" * 15, "14 levels"),
        ("{ ...f } fragment f on Query { a { ...f } }", "14 levels"),
        (
            "{ __schema { ...f } } fragment f on __Type { ofType { ...f } }",
            "400 selections, its fragments written out",
        ),
        (widening(8), "400 selections, its fragments written out"),
        ("{ a { " + "b " * 33 + "} }", "500 pairs of fields by one name in one place"),
        ("{ a { " + "b { c } " * 23 + "} }", "500 pairs of fields by one name in one place"),
    ],
)
def test_what_is_too_large_is_told_by_its_measure(text: str, what: str) -> None:
    with pytest.raises(DocumentTooLarge) as refused:
        limits.check(parse(text))
    assert refused.value.message == f"A document has at most {what}; this one has more."
    assert refused.value.extensions == {"code": "DOCUMENT_TOO_LARGE"}


def test_what_is_just_within_the_limits_passes() -> None:
    limits.check(parse("{ " + "a " * 14 + "b " + "{ a " * 13 + "}" * 14))


@pytest.mark.parametrize("many", [[1] * 1_001, {f"k{n}": 1 for n in range(1_001)}])
def test_variables_of_too_many_values_are_refused_wherever_they_are(many: object) -> None:
    with pytest.raises(BadInput):
        limits.check_variables({"filter": [{"topics": many}]})


def test_variables_of_many_values_pass() -> None:
    limits.check_variables({"ids": ["x"] * 1_000, "other": {"ids": ["x"] * 1_000}, "none": None})
