"""How long one decision takes, by the number of offers on the shelf."""

import argparse
from time import perf_counter
from uuid import UUID

import numpy as np
from synthetic import NOW, asker, catalogue, log

from recommender import Model, Shelf, StepContext, decide, fold

SIZES = (10, 300, 10_000, 40_000)
BUYERS = 50
VISITS = 5_000
WARM_UP = 30


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--calls", type=int, default=1_000)
    arguments = parser.parse_args()
    print(f"{'offers':>8} {'shelf ms':>9} {'p50 us':>8} {'p99 us':>8} {'steps':>6} {'draw B':>7}")
    for size in arguments.sizes:
        print(measure(size, arguments.calls))


def measure(size: int, calls: int) -> str:
    found = catalogue(size)
    start = perf_counter()
    shelf = Shelf.of(found)
    _ = shelf.likeness
    laid = perf_counter() - start
    model = Model.empty()
    model.follow(log(found, VISITS))
    journeys = [fold(asker(found, buyer)) for buyer in range(BUYERS)]
    context = StepContext(page=found.offers[0].key)
    times, steps, draws = [], 0, 0
    for call in range(calls + WARM_UP):
        start = perf_counter()
        decision = decide(
            model, shelf, journeys[call % BUYERS], context, id=UUID(int=call), now=NOW
        )
        times.append(perf_counter() - start)
        steps += len(decision.steps)
        draws += len(decision.draw)
    p50, p99 = np.percentile(np.array(times[WARM_UP:]) * 1e6, (50, 99))
    mean = f"{steps / len(times):6.2f} {draws / len(times):7.0f}"
    return f"{size:8} {laid * 1e3:9.1f} {p50:8.0f} {p99:8.0f} {mean}"


if __name__ == "__main__":
    main()
