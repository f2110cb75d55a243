"""What was fitted survives a checkpoint; what is no number is refused."""

from math import inf, nan

import pytest

from recommender.belief import Offer, Serving
from recommender.engine import DEFAULTS
from recommender.evidence import UnusableWeights, ranker
from recommender.learning import Fitted, Model, decode_model, encode_model
from recommender.slate import Acceptance
from recommender.tuning import History, Marks, Standing, Tuned

TUNED = Tuned(
    Acceptance(-1.25, 0.5, 1.0),
    ((0.125, 0.25), (0.5, 0.75)),
    (("finance", 0.7), ("it", 0.3)),
    (("validation", 1.5),),
    (("validation", 0.5),),
    0.25,
    Serving((("finance", "validation"),), 1.5, (Offer("a", -0.5, ((0, 1.25),)),)),
)
STANDING = Standing.start(1)._replace(
    marks=Marks(1_000, 1_100, 240), history=History.start(1).then(2, TUNED)
)


def kept(standing: Standing) -> Fitted | None:
    model = Model(version=2)
    model.fitted = standing.fitted()
    return decode_model(encode_model(model)).fitted


def test_it_is_the_same_from_a_checkpoint() -> None:
    found = Standing.read(kept(STANDING), 2)
    assert (found.marks, found.history) == (STANDING.marks, STANDING.history)
    assert (found.ranker.weights == STANDING.ranker.weights).all()


def test_settings_are_those_tuned_last() -> None:
    settings = STANDING.settings
    assert (settings.slate.acceptance, settings.slate.told) == TUNED[:2]
    belief = settings.belief
    assert (belief.personas, belief.jobs) == TUNED[2:4]
    assert (belief.turns, belief.drift, belief.serving) == TUNED[4:]
    assert (settings.policy, settings.evidence) == (DEFAULTS.policy, DEFAULTS.evidence)
    assert Standing.start(1).settings == DEFAULTS


def test_without_a_fit_nothing_is_fitted() -> None:
    found = Standing.read(None, 7)
    assert (found.marks, found.history, found.ranker) == (Marks(), History.start(7), ranker(None))


def test_weights_of_another_release_are_due_again_and_answers_stay() -> None:
    fitted = STANDING.fitted()
    found = Standing.read(fitted._replace(facts={**fitted.facts, "ranker": 0}), 2)
    assert (found.marks, found.history) == (Marks(tuned=240), STANDING.history)


@pytest.mark.parametrize("number", [nan, inf, -inf])
@pytest.mark.parametrize(
    "tuned",
    [
        lambda number: TUNED._replace(acceptance=Acceptance(shift=number)),
        lambda number: TUNED._replace(told=((0.1, number),)),
        lambda number: TUNED._replace(jobs=(("validation", number),)),
        lambda number: TUNED._replace(personas=(("it", number),)),
        lambda number: TUNED._replace(turns=(("validation", number),)),
        lambda number: TUNED._replace(drift=number),
        lambda number: TUNED._replace(serving=Serving(worth=number)),
        lambda number: TUNED._replace(serving=Serving(offers=(Offer("a", number, ()),))),
        lambda number: TUNED._replace(serving=Serving(offers=(Offer("a", 0.0, ((0, number),)),))),
    ],
    ids=[
        *("acceptance", "told", "jobs", "personas"),
        *("turns", "drift", "worth", "own odds", "fits"),
    ],
)
def test_what_is_no_number_is_refused(tuned, number: float) -> None:
    with pytest.raises(UnusableWeights):
        tuned(number).checked()
    standing = STANDING._replace(history=STANDING.history.then(3, tuned(number)))
    with pytest.raises(UnusableWeights):
        Standing.read(standing.fitted(), 3)


@pytest.mark.parametrize(
    "facts", [{"tuned": {"rules": 2}}, {"tuned": []}, {"marks": 3}, {"tuned": "x"}], ids=str
)
def test_what_is_no_fit_at_all_is_refused(facts: dict[str, object]) -> None:
    fitted = STANDING.fitted()
    with pytest.raises(UnusableWeights):
        Standing.read(fitted._replace(facts={**fitted.facts, **facts}), 2)
