"""Exponential and logarithm against those of numpy, and the same in Python as in machine code."""

import numpy as np

from recommender.compiled import in_place
from recommender.elementary import exponential, logarithm


@in_place
def each(found, numbers):
    """Several at once, where the machine can."""
    for one in range(len(numbers)):
        found[one] = logarithm(exponential(numbers[one]))


def test_the_exponential_is_within_two_units_in_the_last_place():
    for power in (*np.linspace(-690, 690, 999).tolist(), *np.linspace(-1, 1, 999).tolist()):
        assert abs(exponential(power) - np.exp(power)) <= 2 * np.spacing(np.exp(power))
    assert (exponential(0.0), exponential(-1e9), exponential(1e9)) == (
        1.0,
        exponential(-700.0),
        exponential(700.0),
    )


def test_the_logarithm_is_within_two_units_in_the_last_place():
    for power in (*np.linspace(-690, 690, 999).tolist(), *np.linspace(-1, 1, 999).tolist()):
        number = np.exp(power)
        assert abs(logarithm(number) - np.log(number)) <= 2 * np.spacing(abs(np.log(number)))
    assert logarithm(1.0) == 0.0


def test_python_and_machine_code_agree_to_the_last_bit_one_by_one_and_at_once():
    powers = np.random.default_rng(2).uniform(-700, 700, 999)
    found = np.empty(len(powers))
    each(found, powers)
    assert [exponential(one) for one in powers] == [exponential.plain(one) for one in powers]
    assert found.tolist() == [logarithm.plain(exponential.plain(one)) for one in powers]
