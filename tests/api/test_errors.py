import re
from itertools import chain

from api import errors
from api.errors import CairnError


def _below(error: type[CairnError]) -> list[type[CairnError]]:
    children = error.__subclasses__()
    return [*children, *chain.from_iterable(map(_below, children))]


TREE = [error for error in _below(CairnError) if error.__module__ == errors.__name__]


def test_the_drawn_tree_is_the_tree() -> None:
    drawn = {
        (name, code, int(status))
        for name, code, status in re.findall(r"- (\w+) +([A-Z_]+) +(\d{3})", errors.__doc__ or "")
    }
    assert drawn == {(error.__name__, error.code, error.status) for error in TREE}


def test_codes_are_upper_snake_and_tell_one_thing_each() -> None:
    codes = [error.code for error in TREE]
    assert [code for code in codes if not re.fullmatch(r"[A-Z]+(_[A-Z]+)*", code)] == []
    assert len(codes) == len(set(codes))


def test_what_passes_by_itself_is_worth_another_try_and_no_other() -> None:
    kinds = errors.Unavailable, errors.RateLimited
    passing = {error for error in TREE if issubclass(error, kinds)}
    assert {error for error in TREE if error.retryable} == passing
    assert {error for error in TREE if error.status in (429, 503)} == passing


def test_an_error_says_its_docstring_unless_it_is_given_words() -> None:
    assert errors.UnknownKey().message == "This key is not known."
    assert errors.InvalidValue("size is 1 to 20").message == "size is 1 to 20"
    assert [error for error in TREE if not (error.__doc__ or "").endswith(".")] == []
