"""What is learned from the answers to sets."""

import numpy as np
import pytest

from recommender.fitting.answers import Answer, Answers, Scale, fit_scale, fit_told
from recommender.slate.told import told

PLAIN = Scale(0.0, 1.0)


def answer(
    odds: list[float], given: list[list[float]], shares: list[float], taken: int | None
) -> Answer:
    return Answer(np.array(odds), np.array(given), np.array(shares), taken)


def test_one_of_two_steps_is_taken_as_likely_as_it_is_beside_the_other() -> None:
    """Takes of 1/2 and 1/4: none 3/8; of the other 5/8 two thirds are the first."""
    odds, given = [0.0, float(np.log(1 / 3))], [[0.0], [0.0]]
    outcomes = [answer(odds, given, [1.0], taken) for taken in (0, 1, None)]
    likely = Answers(outcomes).likelihoods(PLAIN)
    assert likely == pytest.approx([5 / 8 * 2 / 3, 5 / 8 / 3, 3 / 8])
    assert Answers(outcomes).told(PLAIN) == pytest.approx([5 / 8] * 3)


def test_needs_count_by_their_shares() -> None:
    """Under the first need 1/2, under the second 1/4."""
    one = answer([0.0], [[0.0, float(np.log(1 / 3))]], [0.6, 0.4], 0)
    assert Answers([one]).likelihoods(PLAIN) == pytest.approx([0.6 / 2 + 0.4 / 4])


def test_sets_of_different_sizes_are_laid_side_by_side() -> None:
    short, long = answer([0.0], [[0.0]], [1.0], 0), answer([0.0] * 3, [[0.0]] * 3, [1.0], None)
    assert Answers([short, long]).likelihoods(PLAIN) == pytest.approx([0.5, 0.125])


def test_without_answers_nothing_is_changed() -> None:
    assert fit_scale([]) == PLAIN


@pytest.mark.parametrize("truth", [Scale(-1.0, 0.6), Scale(0.5, 1.3), Scale(-2.0, 1.0)])
def test_what_answers_were_drawn_with_is_found_again(truth: Scale) -> None:
    rng = np.random.default_rng(3)
    answers = [drawn(rng, truth) for _ in range(3_000)]
    assert tuple(fit_scale(answers)) == pytest.approx(tuple(truth), abs=0.2)


def drawn(rng: np.random.Generator, truth: Scale) -> Answer:
    odds, given = rng.normal(-0.5, 1.5, 3), rng.choice([0.0, 2.0], (3, 2))
    shares = np.array([0.7, 0.3])
    need = rng.choice(2, p=shares)
    takes = 1.0 / (1.0 + np.exp(-(truth.shift + truth.common * odds + given[:, need])))
    taken = None
    if rng.random() < 1.0 - np.prod(1.0 - takes):
        taken = int(rng.choice(3, p=takes / takes.sum()))
    return Answer(odds, given, shares, taken)


def test_few_answers_hardly_move_what_was_believed() -> None:
    """Two sets of one even chance, both left."""
    found = fit_scale([answer([0.0], [[0.0]], [1.0], None)] * 2)
    assert -0.8 < found.shift < -0.3
    assert found.common == pytest.approx(1.0, abs=0.01)


def test_the_told_map_never_falls_and_needs_fifty_answers_a_part() -> None:
    rng = np.random.default_rng(5)
    odds = rng.normal(0.0, 1.5, 600)
    answers = [
        answer([one], [[0.0]], [1.0], 0 if rng.random() < 0.5 / (1.0 + np.exp(-one)) else None)
        for one in odds.tolist()
    ]
    points = fit_told(answers, PLAIN)
    assert len(points) == 10
    assert list(points) == sorted(points)
    assert [one.happened for one in points] == sorted(one.happened for one in points)
    assert told(0.8, points) == pytest.approx(0.4, abs=0.1)
    assert fit_told(answers[:49], PLAIN) == ()
