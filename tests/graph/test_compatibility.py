"""A client of the released schema goes on working; docs/contract.md says how it may change."""

from pathlib import Path

import pytest

from graph.compatibility import breaks, undated
from graph.schema import build, sdl

RELEASED = Path(__file__).parents[2] / "graph/released.graphql"
OLD = """
enum Kind { ONE TWO }
input Wish { size: Int }
type Query { a(x: Int): String b: String! kind: Kind }
"""


def test_nothing_breaks_a_client_of_the_released_schema() -> None:
    assert breaks(RELEASED.read_text(), sdl(build())) == []


def test_whatever_is_deprecated_names_the_day_from_which_it_may_go() -> None:
    assert undated(sdl(build())) == []


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("b: String!", "", "Query.b was removed."),
        ("b: String!", "b: String", "Query.b changed type from String! to String."),
        ("(x: Int)", "(x: Int!)", "Query.a(x:) changed type from Int to Int!."),
        ("(x: Int)", "(x: Int, y: Int!)", "A required argument Query.a(y:) was added."),
        ("ONE TWO", "ONE", "Enum value Kind.TWO was removed."),
        ("size: Int", "size: Int, n: Int!", "A required field Wish.n was added."),
        ("a(x: Int)", "a(x: Int, y: Int)", None),
        ("b: String!", "b: String!, c: Int", None),
        ("ONE TWO", "ONE TWO THREE", None),
    ],
)
def test_a_break_is_seen(was: str, now: str, told: str | None) -> None:
    found = breaks(OLD, OLD.replace(was, now))
    assert len(found) == (told is not None)
    assert all(part in found[0] for part in (told or "").split()[:2])


def test_a_deprecation_without_a_day_is_seen() -> None:
    dated = OLD.replace("b: String!", 'b: String! @deprecated(reason: "Use a. May go 2027-03-01.")')
    assert undated(dated) == []
    assert undated(dated.replace("2027-03-01", "soon")) == ["Query.b"]
    assert undated(OLD.replace("TWO", "TWO @deprecated")) == ["Kind.TWO"]
    assert undated(OLD.replace("x: Int", 'x: Int @deprecated(reason: "y")')) == ["Query.a(x)"]
