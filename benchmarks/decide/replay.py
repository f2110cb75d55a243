"""Ten thousand recorded decisions made again from their records alone, and compared to the byte."""

import argparse
from collections.abc import Iterator
from time import perf_counter
from uuid import UUID

from synthetic import NOW, asker, catalogue, log

from recommender import Decision, Model, Replayed, Shelf, StepContext, decide, fold, replay

OFFERS = 300
VISITS = 5_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--decisions", type=int, default=10_000)
    decisions = list(_decisions(parser.parse_args().decisions))
    start = perf_counter()
    unlike = sum(replay(made.draw) != _said(made) for made in decisions)
    took = (perf_counter() - start) / len(decisions)
    print(f"{len(decisions)} decisions, {unlike} replayed unlike; {took * 1e6:.0f} us each")
    if unlike:
        raise SystemExit(1)


def _decisions(count: int) -> Iterator[Decision]:
    found, model = catalogue(OFFERS), Model.empty()
    shelf = Shelf.of(found)
    model.follow(log(found, VISITS))
    for number in range(count):
        journey = fold(asker(found, number))
        pinned = (found.offers[number % OFFERS].key,) if number % 5 == 0 else ()
        context = StepContext(size=number % 8, pinned=pinned)
        yield decide(model, shelf, journey, context, id=UUID(int=number), now=NOW)


def _said(made: Decision) -> Replayed:
    return Replayed(
        offers=tuple(step.offer for step in made.steps),
        gains=tuple(step.gain for step in made.steps),
        selection_probabilities=tuple(step.selection_probability for step in made.steps),
        display=made.display,
        chance_any_taken=made.chance_any_taken,
        ordered_propensity=made.ordered_propensity,
        set_propensity=made.set_propensity,
    )


if __name__ == "__main__":
    main()
