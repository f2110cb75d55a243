"""Walks through an encyclopedia towards a goal: 4,604 articles, 119,882 editors' links.

    python -m benchmarks.real_input.wikispeedia OUT [--data FOLDER]

writes OUT/catalogue.jsonl and OUT/events.jsonl. Every tenth finished walk (by a hash of its number)
stays out. Walks that were given up end with an episode without a decision, the finished ones with
a won one. Finished walks have no time in the log; all walks are laid one after another.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

from api.interchange.catalogue_dump import dump_jsonl
from benchmarks.real_input import study
from benchmarks.real_input.study import Case, Study
from benchmarks.real_input.visits import Visit, write
from recommender import MINUTE, Catalogue, Instant, Link, Offer, Outcome

SITE = "https://en.wikipedia.org/wiki/"
BEGINNING = Instant(round(datetime(2011, 2, 7, tzinfo=UTC).timestamp() * 1000))
"""About when the earliest of the walks that carry a time was walked."""
SIZE = 3


def catalogue(folder: Path) -> Catalogue:
    topics = _topics(folder)
    offers = (
        Offer(
            unquote(name),
            unquote(name).replace("_", " "),
            "article",
            url=SITE + name,
            topics=topics.get(name, ()),
        )
        for name in _articles(folder)
    )
    return Catalogue(offers=tuple(offers), links=tuple(_links(folder)))


def visits(folder: Path) -> Iterator[Visit]:
    """Finished walks, save those held out, then the ones given up."""
    names = [unquote(name) for name in _articles(folder)]
    start = BEGINNING
    for number, walk in enumerate(_finished(folder)):
        if not _held_out(number):
            offers = tuple(names[article] for article in walk)
            visit = Visit(f"finished-{number}", offers, start, Outcome.WON)
            yield visit
            start = Instant(visit.end + MINUTE)
    for number, (path, reason) in enumerate(_given_up(folder)):
        visit = Visit(f"given-up-{number}", path, start, Outcome.NO_DECISION, reason)
        yield visit
        start = Instant(visit.end + MINUTE)


def load(data: Path | None, held_out: Path | None) -> Study:
    """Every click of a held-out walk is a choice among the links of the present article."""
    folder = study.folder(data, "wikispeedia")
    names = [unquote(name) for name in _articles(folder)]
    cases = [
        Case(
            f"finished-{row['session']}",
            tuple(names[article] for article in row["context"]),
            frozenset([names[row["target"]]]),
            frozenset(names[article] for article in row["candidates"]),
        )
        for row in study.case_rows(held_out, "wikispeedia")
    ]
    return Study(catalogue(folder), SIZE, cases)


def _articles(folder: Path) -> list[str]:
    """The names as the log writes them; an article's number is its place."""
    return list(study.lines(folder / "articles.tsv"))


def _topics(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """The top categories of each article."""
    found: dict[str, tuple[str, ...]] = {}
    for line in study.lines(folder / "categories.tsv"):
        name, category = line.split("\t")
        topic = category.split(".")[1].replace("_", " ")
        found[name] = tuple(dict.fromkeys((*found.get(name, ()), topic)))
    return found


def _links(folder: Path) -> Iterator[Link]:
    for line in study.lines(folder / "links.tsv"):
        source, target = line.split("\t")
        if source != target:
            yield Link(unquote(source), unquote(target))


def _finished(folder: Path) -> Iterator[list[int]]:
    rows = study.lines(folder / "observations.txt")
    next(rows)
    for line in study.lines(folder / "lengths.txt"):
        length = int(line.split()[1])
        yield [int(next(rows).split()[0]) for _ in range(length)]


def _held_out(number: int) -> bool:
    return number * 2_654_435_761 % 2**32 % 10 == 0


def _given_up(folder: Path) -> Iterator[tuple[tuple[str, ...], str]]:
    """Walks with their back clicks walked, and why they ended."""
    for line in study.lines(folder / "paths_unfinished.tsv"):
        _, _, _, path, _, reason = line.split("\t")
        yield _walked(path), reason


def _walked(path: str) -> tuple[str, ...]:
    open_pages, seen = list[str](), list[str]()
    for step in path.split(";"):
        if step != "<":
            open_pages.append(unquote(step))
        elif len(open_pages) > 1:
            open_pages.pop()
        seen.append(open_pages[-1])
    return tuple(seen)


def main() -> None:
    options = study.converter("Bring the Wikispeedia log into Cairn's import formats.")
    folder = study.folder(options.data, "wikispeedia")
    print(write(options.out, dump_jsonl(catalogue(folder)), visits(folder)))


if __name__ == "__main__":
    main()
