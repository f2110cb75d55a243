"""What is compiled before the first buyer asks."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SERVING = """
import gc, sys
sys.path[:0] = ["benchmarks/decide"]
from dataclasses import replace
from uuid import UUID
from synthetic import NOW, asker, catalogue, log
from recommender import *
from recommender.compiled import Compiled

def compiled():
    kernels = [one for one in gc.get_objects() if isinstance(one, Compiled)]
    return {one.__qualname__: len(vars(one)["dispatcher"].signatures)
            for one in kernels if "dispatcher" in vars(one)}

warm()
before = compiled()
for size in (0, 1, 30, 500):
    found = catalogue(size) if size else Catalogue()
    shelf, model = Shelf.of(found), Model.empty()
    acts = log(found, 50) if size else []
    model.follow(acts[:-1])
    model.follow(acts[-1:])
    model = decode_model(encode_model(model))
    for buyer in range(20):
        journey = fold(asker(found, buyer)) if size else Journey.empty()
        journey = decode(encode(journey))
        for context in (StepContext(), StepContext(page="offer-0", pinned=("offer-1",), size=8),
                        StepContext(motion=Motion.RENEWAL, among=frozenset({"offer-2"}))):
            made = decide(model, shelf, journey, context, id=UUID(int=buyer), now=NOW)
            replay(made.draw)
            rank(model, shelf, journey, context, now=NOW)
print({name: (before.get(name, 0), count) for name, count in compiled().items()
       if count != before.get(name, 0)})
"""


def test_nothing_is_compiled_while_buyers_are_served() -> None:
    """In a process of its own: here, other tests have called the same functions."""
    served = subprocess.run(  # noqa: S603  # this very Python
        [sys.executable, "-c", SERVING], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert served.stdout == "{}\n"
