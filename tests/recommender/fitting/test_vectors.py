"""Offers of the same trails point the same way."""

import numpy as np
import pytest

from recommender.fitting.linear import linear
from recommender.fitting.vectors import nearest, vectors
from recommender.learning import Model
from tests.recommender.fitting.logs import visits


def followed(*walks: str) -> Model:
    model = Model.empty()
    model.follow(visits(*walks))
    return model


def test_what_occurs_together_is_nearer_than_what_does_not() -> None:
    model = followed(*["abc"] * 20, *["xyz"] * 20)
    found = vectors(model.memory.arrays, 6)
    cosines = found @ found.T
    a, b, x = (model.memory.numbers[key] for key in "abx")
    assert cosines[a, b] > cosines[a, x] + 0.1
    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(6), abs=1e-5)
    assert set(nearest(found)[a][:2].tolist()) - {-1} <= {model.memory.numbers[k] for k in "bc"}


def test_what_is_never_met_has_no_direction() -> None:
    assert not vectors(followed("a", "b").memory.arrays, 2).any()
    assert not vectors(Model.empty().memory.arrays, 0).size


def test_the_linear_model_expects_what_followed() -> None:
    model = followed(*["ab"] * 50, *["xy"] * 50)
    table = linear(model.memory.arrays, 4)
    a, b, x, y = (model.memory.numbers[key] for key in "abxy")
    assert table[a].argmax() == b
    assert table[x].argmax() == y
    assert table[a, y] == pytest.approx(0.0, abs=1e-6)


def test_the_linear_model_of_one_step_by_hand() -> None:
    """G = [[n + λ, n], [n, n + λ]] and C = [[0, n], [0, 0]], with n = 50 and λ = 100."""
    model = followed(*["ab"] * 50)
    solved = np.linalg.solve(np.array([[150, 50], [50, 150]]), np.array([[0, 50], [0, 0]]))
    assert linear(model.memory.arrays, 2) == pytest.approx(solved, rel=1e-5)
