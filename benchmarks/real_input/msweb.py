"""Visits to a technology vendor's website: 294 areas, 32,711 visitors to learn from.

    python -m benchmarks.real_input.msweb OUT [--data FOLDER]

writes OUT/catalogue.jsonl and OUT/events.jsonl. The 5,000 visitors of the log's test file stay out.
The log has neither a clock nor an order: within a visitor it is sorted by an artefact of its
processing. So the areas of a visitor are shuffled, by a hash, and visitors are spread evenly over
the week.
"""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

from api.interchange.catalogue_dump import dump_jsonl
from benchmarks.real_input import study
from benchmarks.real_input.study import Case, Study
from benchmarks.real_input.visits import Visit, write
from recommender import DAY, Catalogue, Instant, Offer

SITE = "https://www.microsoft.com"
WEEK = Instant(round(datetime(1998, 2, 9, tzinfo=UTC).timestamp() * 1000))
"""The log is of one week of February 1998; which one, it does not say."""
VISITORS = 32_711
SIZE = 5


def catalogue(folder: Path) -> Catalogue:
    return Catalogue(offers=tuple(offer for _, offer in _areas(folder)))


def visits(folder: Path) -> Iterator[Visit]:
    """The visitors of the training file."""
    keys = {number: offer.key for number, offer in _areas(folder)}
    for order, (visitor, areas) in enumerate(_visitors(folder)):
        mixed = sorted(areas, key=lambda area: _lot(visitor, area))
        start = Instant(WEEK + 7 * DAY * order // VISITORS)
        yield Visit(f"msweb-{visitor}", tuple(keys[area] for area in mixed), start)


def load(data: Path | None, held_out: Path | None) -> Study:
    """Leave one out: each area of a test visitor is hidden in turn."""
    folder = study.folder(data, "msweb")
    keys = {int(number): offer.key for number, offer in _areas(folder)}
    cases = [
        Case(
            f"msweb-{row['session']}",
            tuple(keys[area] for area in row["context"]),
            frozenset(keys[area] for area in row["rest"]),
        )
        for row in study.case_rows(held_out, "msweb")
    ]
    return Study(catalogue(folder), SIZE, cases)


def _areas(folder: Path) -> Iterator[tuple[str, Offer]]:
    """Every area of the site, by its number in the log."""
    for row in _rows(folder):
        if row[0] == "A":
            _, number, _, title, path = row
            key = path.removeprefix("/")
            yield number, Offer(key, title, "area", url=SITE + path)


def _visitors(folder: Path) -> Iterator[tuple[str, list[str]]]:
    visitor, areas = "", list[str]()
    for row in _rows(folder):
        if row[0] == "C":
            if areas:
                yield visitor, areas
            visitor, areas = row[1], []
        elif row[0] == "V":
            areas.append(row[1])
    yield visitor, areas


def _rows(folder: Path) -> Iterator[list[str]]:
    return csv.reader(study.lines(folder / "anonymous-msweb.data", "latin-1"))


def _lot(visitor: str, area: str) -> bytes:
    return blake2b(f"{visitor}/{area}".encode(), digest_size=8).digest()


def main() -> None:
    options = study.converter("Bring the msweb log into Cairn's import formats.")
    folder = study.folder(options.data, "msweb")
    print(write(options.out, dump_jsonl(catalogue(folder)), visits(folder)))


if __name__ == "__main__":
    main()
