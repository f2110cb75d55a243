"""Once warmed, learning and retrieval compile nothing more."""

import sys
from uuid import UUID

import numpy as np

from recommender.compiled import Compiled
from recommender.learning import Model, decode_model, encode_model, warm
from recommender.model.catalogue import Link
from recommender.model.vocabulary import Kind, Motion
from tests.recommender.builders import day, interaction
from tests.recommender.learning.builders import learned, shelf, shown, walk


def compiled() -> dict[str, int]:
    """How many versions there are of each loop of learning."""
    return {
        f"{name}.{key}": len(one.dispatcher.signatures)
        for name, module in list(sys.modules.items())
        if name.startswith("recommender.learning")
        for key, one in vars(module).items()
        if isinstance(one, Compiled)
    }


def test_one_version_of_each_loop_serves_all():
    warm()
    before = compiled()
    model = learned([*walk("abcab", motion=Motion.UPSELL), shown("a", 3), *walk("ca", 2**127)])
    model.observe(interaction("z", Kind.DISMISSED, day(9), buyer=UUID(int=5)))
    again = decode_model(encode_model(model))
    again.follow(walk("xyz", 9))
    Model.empty().follow(walk("ab"))
    for one in (again, Model.empty()):
        view = one.view(shelf("abcd", Link("a", "b")))
        for trail in ("", "a", "zzba"):
            for motion in (None, Motion.RENEWAL):
                view.retriever.retrieve(trail, np.ones(4, np.bool_), day(9), motion)
                view.retriever.origins(view.retriever.steps(trail), motion, [0, 3])
    assert compiled() == before
    assert len(before) > 40
