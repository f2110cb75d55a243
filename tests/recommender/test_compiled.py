"""Loops that run as machine code."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from recommender.compiled import Compiled, compiled, in_place, writable

COPYING = """
import sys
from pathlib import Path
from recommender.compiled import copied
copy = copied(Path(sys.argv[1]))
assert (copy / "inner" / "code").read_text() == "made"
print(copy)
"""


@compiled
def weighed(values, weight):
    total = 0.0
    for value in values:
        total += value * weight
    return total


@compiled
def weighed_and_more(values):
    return weighed(values, 2.0) + 1.0


def test_a_compiled_function_answers_as_in_python():
    values = np.array([0.1, 0.2, 0.3])
    assert weighed(values, 3.0) == weighed.plain(values, 3.0) == 0.1 * 3.0 + 0.2 * 3.0 + 0.3 * 3.0


def test_compiled_functions_call_each_other():
    assert weighed_and_more(np.array([1.0, 2.0])) == 7.0


@in_place
def halve(values):
    for place in range(len(values)):
        values[place] /= 2.0
    return len(values)


@compiled
def halved(values):
    return halve(values), values.copy()


def test_what_works_in_place_changes_what_it_is_given_and_the_caller_keeps_it():
    values = np.array([1.0, 3.0])
    assert halve(values) == 2
    count, again = halved(values)
    assert (count, again.tolist(), values.tolist()) == (2, [0.25, 0.75], [0.25, 0.75])


def test_nothing_is_compiled_before_the_first_call():
    calls = []

    def seen(value):
        calls.append(value)
        return value

    untouched = Compiled(seen)
    assert "dispatcher" not in vars(untouched)
    assert untouched.plain(2) == 2
    assert calls == [2]


def test_a_copy_of_machine_code_goes_with_its_process(tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "code").write_text("made")
    called = [sys.executable, "-c", COPYING, str(tmp_path)]
    told = subprocess.run(called, check=True, capture_output=True, text=True).stdout  # noqa: S603  # this project
    assert not Path(told.strip()).exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no /proc")
def test_a_place_where_nothing_can_be_written_is_seen(tmp_path):
    assert writable(tmp_path)
    assert not writable(Path("/proc"))
    assert list(tmp_path.iterdir()) == []
