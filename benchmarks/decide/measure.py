"""How long one decision takes, by the number of offers on the shelf."""

import argparse
import gc
from time import perf_counter, thread_time
from uuid import UUID

import numpy as np
from synthetic import NOW, asker, catalogue, log

from recommender import Model, Shelf, StepContext, decide, fold, warm

SIZES = (10, 300, 10_000, 40_000)
BUYERS = 50
VISITS = 5_000
WARM_UP = 30


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--calls", type=int, default=1_000)
    parser.add_argument("--visits", type=int, default=VISITS)
    arguments = parser.parse_args()
    names = ("offers", "shelf ms", "p50 us", "p99 us", "cpu p50", "cpu p99", "steps", "draw B")
    widths = (8, 9, 8, 8, 8, 8, 6, 7)
    print(*[f"{name:>{width}}" for name, width in zip(names, widths, strict=True)])
    for size in arguments.sizes:
        print(measure(size, arguments.calls, arguments.visits))


def measure(size: int, calls: int, visits: int) -> str:
    found = catalogue(size)
    start = perf_counter()
    shelf = Shelf.of(found)
    _ = shelf.likeness
    laid = perf_counter() - start
    model = Model.empty()
    model.follow(log(found, visits))
    warm()
    _settle()
    journeys = [fold(asker(found, buyer)) for buyer in range(BUYERS)]
    context = StepContext(page=found.offers[0].key)
    times, steps, draws = [], 0, 0
    for call in range(calls + WARM_UP):
        journey, id_ = journeys[call % BUYERS], UUID(int=call)
        start, busy = perf_counter(), thread_time()
        decision = decide(model, shelf, journey, context, id=id_, now=NOW)
        times.append((perf_counter() - start, thread_time() - busy))
        steps += len(decision.steps)
        draws += len(decision.draw)
    taken, busy_for = np.array(times[WARM_UP:]).T * 1e6
    p50, p99 = np.percentile(taken, (50, 99))
    cpu50, cpu99 = np.percentile(busy_for, (50, 99))
    mean = f"{steps / len(times):6.2f} {draws / len(times):7.0f}"
    return f"{size:8} {laid * 1e3:9.1f} {p50:8.0f} {p99:8.0f} {cpu50:8.0f} {cpu99:8.0f} {mean}"


def _settle() -> None:
    """As a server does before it answers: no later collection goes over what stays."""
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    main()
