"""What hostile documents cost: processor time from the text to the answer, without HTTP.

Each is met anew every time, as one that an attacker varies is. The ports answer from memory, so
what is measured is what a document can make this process do before and after it is let in.
"""

import argparse
import asyncio
import gc
from statistics import median
from time import process_time

from benchmarks.hostile.documents import Hostile, documents
from graph.schema import Schema, build
from tests.graph.fakes import FakePorts, context


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=9)
    given = parser.parse_args()
    schema = build()
    gc.collect()
    gc.freeze()
    print(f"{'document':36} {'bytes':>8} {'ms':>8}  becomes")
    for one in documents():
        found = [asyncio.run(_measure(schema, one)) for _ in range(given.times)]
        took, code = median(seconds for seconds, _ in found), found[0][1]
        print(f"{one.name:36} {len(one.text):8} {took * 1e3:8.2f}  {code or 'an answer'}")


async def _measure(schema: Schema, one: Hostile) -> tuple[float, str | None]:
    schema.open(introspection=True)  # it forgets what it has met
    start = process_time()
    result = await schema.run(schema.ready(one.text), context(FakePorts()), one.variables)
    seconds = process_time() - start
    errors = result.errors or ()
    return seconds, next((str((each.extensions or {})["code"]) for each in errors), None)


if __name__ == "__main__":
    main()
