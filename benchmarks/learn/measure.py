"""What learning costs: a full build, one event, a checkpoint, and memory.

Each line of the table is measured in a process of its own, so that memory is that of one model.
Everything runs in one thread; all but the single event is timed in seconds of the processor, which
other programs move less.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
import psutil
from log import Size, log

from recommender import Interaction, Model, decode_model, encode_model
from recommender.learning.batch import batch
from recommender.learning.memory import Memory

SWEEPS = {
    "events, and buyers with them": (
        Size(250_000, 43_000, 47_500),
        Size(500_000, 43_000, 95_000),
        Size(1_000_000, 43_000, 190_000),
        Size(2_000_000, 43_000, 380_000),
    ),
    "offers": (
        Size(1_000_000, 300, 190_000),
        Size(1_000_000, 10_000, 190_000),
        Size(1_000_000, 43_000, 190_000),
    ),
    "acts of one buyer": (
        Size(1_000_000, 43_000, 190_000),
        Size(1_000_000, 43_000, 60_000),
        Size(1_000_000, 43_000, 20_000),
    ),
}
MEGABYTE = 1e6
ONES = 2_000
"""Events learned one by one."""
COLUMNS = (
    "events", "offers", "buyers", "build_per_s", "arrays_per_s", "one_us_p50", "one_us_p99",
    "memory_mb", "checkpoint_mb", "save_s", "load_s", "entries",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", type=int, nargs=3, metavar=("EVENTS", "OFFERS", "BUYERS"))
    parser.add_argument("--json", type=Path, help="write them here too, by what grows")
    arguments = parser.parse_args()
    if arguments.only:
        print(json.dumps(measure(Size(*arguments.only))))
        return
    print(" ".join(f"{column:>13}" for column in COLUMNS))
    lines: dict[Size, dict[str, float]] = {}
    for size in chain.from_iterable(SWEEPS.values()):
        if size not in lines:
            lines[size] = apart(size)
            print(" ".join(f"{lines[size][column]:13,}" for column in COLUMNS), flush=True)
    sweeps = {name: [lines[size] for size in sizes] for name, sizes in SWEEPS.items()}
    if arguments.json:
        arguments.json.write_text(json.dumps(sweeps, indent=1))


def apart(size: Size) -> dict[str, float]:
    """In a process of its own."""
    command = [sys.executable, __file__, "--only", *map(str, size)]
    answer = subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # ourselves
    found: dict[str, float] = json.loads(answer.stdout)
    return found


def measure(size: Size) -> dict[str, float]:
    acts = list(log(Size(ONES, *size[1:])))
    model = Model.empty()
    model.follow(acts)  # compiles
    encode_model(decode_model(encode_model(model)))
    acts = list(log(size))
    before = psutil.Process().memory_info().rss
    model = Model.empty()
    build = timed(lambda: model.follow(acts))
    memory = psutil.Process().memory_info().rss - before
    ones = [timed(lambda act=act: model.observe(act), perf_counter) for act in acts[:ONES]]
    p50, p99 = np.percentile(np.array(ones) * 1e6, (50, 99))
    data: list[bytes] = []
    save = timed(lambda: data.append(encode_model(model)))
    load = timed(lambda: decode_model(data[0]))
    return {
        **size._asdict(),
        "build_per_s": round(size.events / build),
        "arrays_per_s": round(size.events / from_arrays(acts)),
        "one_us_p50": round(p50, 1),
        "one_us_p99": round(p99, 1),
        "memory_mb": round(memory / MEGABYTE),
        "checkpoint_mb": round(len(data[0]) / MEGABYTE, 1),
        "save_s": round(save, 2),
        "load_s": round(load, 2),
        "entries": int(model.memory.arrays.rows.heads["filled"].sum()),
    }


def from_arrays(acts: list[Interaction]) -> float:
    """How long the compiled fold alone takes."""
    memory = Memory()
    found = batch(acts, {})
    memory.admit(found.fresh)
    return timed(lambda: memory.fold(found.acts))


def timed(call: Callable[[], object], clock: Callable[[], float] = process_time) -> float:
    start = clock()
    call()
    return clock() - start


if __name__ == "__main__":
    main()
