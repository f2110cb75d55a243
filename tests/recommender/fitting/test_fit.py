"""The ranker, fitted to planted logs."""

from itertools import starmap

import numpy as np
import pytest

from recommender.evidence import UnusableWeights, ranker
from recommender.evidence.defaults import DEFAULTS
from recommender.evidence.ranker import UNFITTED
from recommender.evidence.signals import LINKED
from recommender.fitting import Ahead, fit, refreshed
from recommender.fitting.picks import sample, start_of, walk
from recommender.learning import Model, decode_model, encode_model
from recommender.learning.batch import batch
from recommender.learning.memory import Memory
from recommender.model.catalogue import Link
from recommender.model.shelf import Shelf
from tests.recommender.builders import catalogue, offer
from tests.recommender.fitting.logs import visits

LETTERS = "abcdefghijklmnopqrst"
SHELF = Shelf.of(catalogue(*[offer(key) for key in LETTERS]))


def planted(count: int, seed: int = 0) -> list[str]:
    """Every step leads to the next letter but one; what is popular leads astray."""
    lots = np.random.default_rng(seed)
    walks = []
    for _ in range(count):
        place = int(lots.integers(len(LETTERS)))
        walks.append("".join(LETTERS[(place + 2 * step) % len(LETTERS)] for step in range(4)))
    return walks


def test_an_empty_log_leaves_the_defaults() -> None:
    found = fit([], SHELF)
    assert found.picks == 0
    assert (found.ranker.weights == DEFAULTS).all()


def test_a_fit_tells_later_picks_better_than_the_defaults() -> None:
    found = fit(visits(*planted(400)), SHELF)
    assert found.picks > 100
    assert found.loss < found.before


def test_picks_that_could_not_be_chosen_teach_nothing() -> None:
    acts = visits(*planted(400))
    onwards = {key: [LETTERS[(n + 2) % len(LETTERS)], "a"] for n, key in enumerate(LETTERS)}
    backwards = {key: [LETTERS[n - 1]] for n, key in enumerate(LETTERS)}
    assert fit(acts, SHELF, choices=onwards).picks == fit(acts, SHELF).picks
    assert fit(acts, SHELF, choices=backwards).picks == 0


def test_links_are_fitted_where_nothing_else_can_be_chosen() -> None:
    acts = visits(*planted(400))
    links = tuple(starmap(Link, zip(LETTERS, LETTERS[2:], strict=False)))
    linked = Shelf.of(catalogue(*[offer(key) for key in LETTERS], links=links))
    onwards = {key: [LETTERS[(n + 2) % len(LETTERS)], "a"] for n, key in enumerate(LETTERS)}
    assert (fit(acts, linked).ranker.weights[:, LINKED] == DEFAULTS[:, LINKED]).all()
    chosen = fit(acts, linked, choices=onwards).ranker
    assert (chosen.weights[:, LINKED] != DEFAULTS[:, LINKED]).any()


def test_later_picks_count_as_far_as_is_said() -> None:
    def picked(ahead: Ahead) -> list[float]:
        memory, found = Memory(), batch(visits("abcd"), {})
        memory.admit(found.fresh)
        return [worth for _, worth in next(walk(memory, found.acts, 0, [1], ahead)).picked]

    assert picked(Ahead(0, 1.0)) == [1.0]
    assert picked(Ahead(1, 1.0)) == [1.0, 1.0]
    assert picked(Ahead(4, 0.25)) == [1.0, 0.25, 0.0625]


def test_the_same_log_gives_the_same_fit() -> None:
    acts = visits(*planted(120))
    one, other = fit(acts, SHELF), fit(acts, SHELF)
    assert (one.ranker.weights == other.ranker.weights).all()
    assert (one.ranker.vectors == other.ranker.vectors).all()


def test_a_checkpoint_carries_the_fit() -> None:
    acts, model = visits(*planted(120)), Model.empty()
    model.follow(acts)
    found = fit(acts, SHELF).ranker
    model.fitted = found.fitted()
    carried = ranker(decode_model(encode_model(model)).fitted)
    for name, array in found._asdict().items():
        assert np.array_equal(getattr(carried, name), array), name


def test_what_is_made_from_the_model_is_made_anew() -> None:
    model = Model.empty()
    model.follow(visits(*planted(60)))
    renewed = refreshed(model.memory, UNFITTED)
    assert len(renewed.vectors) == len(model.memory.keys)
    assert renewed.weights is UNFITTED.weights


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_weights_that_are_no_numbers_are_refused(bad: float) -> None:
    weights = DEFAULTS.copy()
    weights[1, 2] = bad
    astray = UNFITTED._replace(weights=weights)
    with pytest.raises(UnusableWeights, match="weights"):
        astray.checked()
    with pytest.raises(UnusableWeights, match="weights"):
        ranker(astray.fitted())


def test_a_fit_of_another_version_is_not_used() -> None:
    fitted = UNFITTED._replace(weights=DEFAULTS + 1.0).fitted()
    assert ranker(fitted._replace(facts={**fitted.facts, "ranker": 0})) is UNFITTED
    assert ranker(fitted._replace(facts={**fitted.facts, "signals": ["ever"]})) is UNFITTED
    assert ranker(None) is UNFITTED


def test_picks_are_looked_for_in_the_later_part_and_are_no_first_touches() -> None:
    acts = batch(visits("ab", "cd", "ef", "gh"), {}).acts
    assert start_of(acts, 100) == 4
    assert sample(acts, 4, 100, 0).tolist() == [5, 7]
    assert len(sample(acts, 4, 1, 0)) == 1
