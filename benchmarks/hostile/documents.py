"""Documents made to ask for much work in few bytes, each with what becomes of it."""

from dataclasses import dataclass, field
from typing import Any

from graphql import get_introspection_query

SIZE, PARSE = "DOCUMENT_TOO_LARGE", "GRAPHQL_PARSE_FAILED"
VALIDATION, COST = "GRAPHQL_VALIDATION_FAILED", "COST_LIMIT"
INPUT = "BAD_USER_INPUT"
FILTERED = "query ($filter: OfferFilter) { explore(filter: $filter) { edges { cursor } } }"


@dataclass(frozen=True)
class Hostile:
    name: str
    text: str
    code: str | None
    """Of the refusal; ``None`` where it is harmless as it is, and answered."""
    variables: dict[str, Any] = field(default_factory=dict)


def documents() -> list[Hostile]:
    return [*_large(), *_alike(), *_doubling(), *_nested(), *_introspecting(), *_variables()]


def _large() -> list[Hostile]:
    return [
        Hostile("250,000 tokens", _root("id " * 250_000), SIZE),
        Hostile("8,000 tokens in 16 kB", _root("a " * 8_000), PARSE),
        Hostile("8,000 comments", "#\n" * 8_000 + "{ __typename }", PARSE),
        Hostile("a number of 16,000 digits", f"{{ explore(first: {'9' * 16_000}) }}", VALIDATION),
        Hostile(
            "7,000 lines in one text", f'{{ node(id: """{chr(10) * 7_000}""") {{ id }} }}', None
        ),
        Hostile("190 operations", " ".join(f"query q{n} {{ a }}" for n in range(190)), SIZE),
        Hostile("230 variables", f"query ({_each('$v% : Int', 230)}) {{ a }}", VALIDATION),
        Hostile("390 unknown fields", _buyer(_each("x%", 390)), VALIDATION),
        Hostile("900 unknown fields", _buyer(_each("x%", 900)), SIZE),
        Hostile("150 directives", "{ a " + "@skip " * 150 + "}", SIZE),
    ]


def _alike() -> list[Hostile]:
    act = "interactions(first: 1) { edges { cursor } }"
    return [
        Hostile("a field 300 times", _buyer("id " * 300), SIZE),
        Hostile("an object 150 times", _buyer("account { id } " * 150), SIZE),
        Hostile("a connection 70 times", _buyer(f"{act} " * 70), SIZE),
        Hostile("a connection 13 times", _buyer(f"{act} " * 13), None),
        Hostile("a field 490 times at the root", _root("__typename " * 490), SIZE),
        Hostile("300 aliases", _root(_each("x%: __typename", 300)), SIZE),
    ]


def _doubling() -> list[Hostile]:
    """Each fragment spreads the next one twice, or two of the next level, or opens two places."""
    spread, doubled = "...f{next} ...f{next}", "account { ...f{next} } b: account { ...f{next} }"
    return [
        Hostile("fragments that double", _chain(18, "Buyer", spread), None),
        Hostile("fragments that double by places", _chain(14, "Buyer", doubled), SIZE),
        Hostile("pairs of fragments that meet", _crossed(9), None),
        Hostile("a fragment in itself", "{ ...f } fragment f on Query { ...f ...f }", VALIDATION),
        Hostile("one in itself, deeper", "{ ...f } fragment f on Query { a { ...f } }", SIZE),
        Hostile("one unused, an object 150 times", f"{{ a }} fragment f on Buyer {BODY}", SIZE),
    ]


def _nested() -> list[Hostile]:
    acts = "interactions(first: 100) { edges { node { id } } }"
    return [
        Hostile("first: 100, thrice", _root(_pages("accounts", "buyers", acts)), COST),
        Hostile("400 levels", "{ a " * 300 + "}" * 300, PARSE),
        Hostile("15 levels", "{ a " * 15 + "}" * 15, SIZE),
        Hostile("inline fragments in 320 levels", "{ ... " * 320 + "}" * 320, PARSE),
        Hostile("a list in 450 levels", f"{{ node(id: {'[' * 450}{']' * 450}) {{ id }} }}", PARSE),
        Hostile("objects in 200 levels", f"{{ a(b: {'{a: ' * 200}1{'}' * 200}) }}", PARSE),
    ]


def _introspecting() -> list[Hostile]:
    types = "types { fields { args { type { name ofType { name } } } type { name } } }"
    return [
        Hostile("introspection as GraphiQL asks", get_introspection_query(), None),
        Hostile(
            "the same place 14 times", _root(f"__schema {{ {_each(f'x%: {types}', 14)} }}"), COST
        ),
        Hostile("the schema 14 times", _root(_each(f"x%: __schema {{ {types} }}", 14)), COST),
        Hostile(
            "types of fields of types", _root(f"__schema {{ types {_circles(40)} }}"), VALIDATION
        ),
    ]


def _variables() -> list[Hostile]:
    deep: list[Any] = []
    for _ in range(90):
        deep = [deep]
    return [
        Hostile("lists in 90 levels", FILTERED, INPUT, {"filter": {"topics": deep}}),
        Hostile("15,000 texts", FILTERED, INPUT, {"filter": {"topics": ["x"] * 15_000}}),
        Hostile("20,000 numbers", FILTERED, INPUT, {"filter": {"topics": [1] * 20_000}}),
        Hostile(
            "5,000 unknown keys", FILTERED, INPUT, {"filter": {f"k{n}": 1 for n in range(5_000)}}
        ),
    ]


BODY = "{ " + "account { id } " * 150 + "}"


def _root(selections: str) -> str:
    return f"{{ {selections} }}"


def _buyer(selections: str) -> str:
    return f'{{ buyer(ref: {{userId: "ann"}}) {{ {selections} }} }}'


def _each(pattern: str, times: int) -> str:
    return " ".join(pattern.replace("%", str(number)) for number in range(times))


def _chain(levels: int, type_: str, inside: str) -> str:
    parts = [
        f"fragment f{n} on {type_} {{ {inside.replace('{next}', str(n + 1))} }}"
        for n in range(levels)
    ]
    return " ".join([_buyer("...f0"), *parts, f"fragment f{levels} on {type_} {{ id }}"])


def _crossed(levels: int) -> str:
    parts = [
        f"fragment {kind}{n} on Buyer {{ id ...a{n + 1} ...b{n + 1} }}"
        for n in range(levels)
        for kind in "ab"
    ]
    last = (f"fragment {kind}{levels} on Buyer {{ id }}" for kind in "ab")
    return " ".join([_buyer("...a0 ...b0"), *parts, *last])


def _pages(first: str, second: str, inner: str) -> str:
    for kind in (second, first):
        inner = f"{kind}(first: 100) {{ edges {{ node {{ {inner} }} }} }}"
    return inner


def _circles(times: int) -> str:
    return "{ fields { type " * times + "{ name }" + " } }" * times
