"""Members of the ranker, each alone, on any log in the benchmark's format.

    python -m benchmarks.real_input.members FOLDER [--size 5] [--visitors 200 [--seed 1]]

FOLDER holds train.tsv and cases.jsonl, and links.tsv and articles.tsv where editors made links.
Prints how often a hidden offer was among the best, and what one answer takes.
"""

import argparse
import csv
import json
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from time import perf_counter
from uuid import UUID

import numpy as np

from recommender import Catalogue, Instant, Interaction, Kind, Link, Model, Offer, Shelf, View
from recommender.learning.retrieval.members import COMPANIONS, NEIGHBOURS, RULES

MEMBERS = {"touched": -1, "rules": RULES, "companions": COMPANIONS, "neighbours": NEIGHBOURS}
"""By name their column."""


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines, delimiter="\t")


def acts(folder: Path) -> Iterator[Interaction]:
    for number, row in enumerate(rows(folder / "train.tsv")):
        at = Instant(round(float(row["ts"]) * 1000))
        buyer = UUID(int=int(row["session_id"]))
        yield Interaction(UUID(int=number), buyer, Kind.VIEWED, at, offer=row["item_id"])


def catalogue(folder: Path, known: Sequence[str]) -> Catalogue:
    """Every item of the training; with editors' links, every article."""
    if not (folder / "links.tsv").exists():
        return Catalogue(offers=tuple(Offer(key, key, "item") for key in known))
    offers = (Offer(row["item_id"], row["name"], "item") for row in rows(folder / "articles.tsv"))
    links = (Link(row["item_id"], row["linked_item_id"]) for row in rows(folder / "links.tsv"))
    return Catalogue(offers=tuple(offers), links=tuple(links))


def few(log: list[Interaction], visitors: int | None, seed: int) -> list[Interaction]:
    """The acts of so many visitors, drawn by a hash."""
    if visitors is None:
        return log
    lots = {buyer: blake2b(f"{seed}/{buyer}".encode()).digest() for buyer in {a.buyer for a in log}}
    drawn = set(sorted(lots, key=lambda buyer: lots[buyer])[:visitors])
    return [act for act in log if act.buyer in drawn]


def scores(view: View, member: int, trail: Sequence[str], now: Instant) -> np.ndarray:
    if member < 0:
        return view.touched()
    shares = np.zeros(len(view.shelf.keys))
    found = view.retriever.retrieve(trail, np.ones(len(shares), np.bool_), now)
    shares[found.places] = found.values[:, member]
    return shares


def best(view: View, share: np.ndarray, case: dict[str, list[int]], size: int) -> list[str]:
    """Of the candidates, if there are any, or else of all offers that were not seen."""
    index = view.shelf.index
    if "candidates" in case:
        allowed = np.array([index[str(item)] for item in case["candidates"]])
    else:
        seen = [index[str(item)] for item in case["context"] if str(item) in index]
        allowed = np.delete(np.arange(len(share)), seen)
    order = np.argsort(-share[allowed], kind="stable")[:size]
    return [view.shelf.keys[place] for place in allowed[order]]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=int, default=5)
    parser.add_argument("--visitors", type=int, help="learn from so many visitors only")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    options = parser.parse_args()
    model, everything = Model.empty(), list(acts(options.folder))
    log = few(everything, options.visitors, options.seed)
    start = perf_counter()
    model.follow(log)
    print(f"{len(log) / (perf_counter() - start):,.0f} acts learned a second")
    known = list(dict.fromkeys(act.offer or "" for act in everything))
    view = model.view(Shelf.of(catalogue(options.folder, known)))
    cases = [json.loads(line) for line in (options.folder / "cases.jsonl").open(encoding="utf-8")]
    now = max((act.at for act in log), default=Instant(0))
    for member, column in MEMBERS.items():
        hits, spent = 0, 0.0
        for case in cases:
            trail = [str(item) for item in case["context"]]
            start = perf_counter()
            share = scores(view, column, trail, now)
            spent += perf_counter() - start
            hidden = {str(item) for item in case["rest"]}
            if "candidates" in case:
                hidden = {str(case["target"])}
            hits += not hidden.isdisjoint(best(view, share, case, options.size))
        microseconds = spent / len(cases) * 1e6
        print(f"  {member:11s} {hits / len(cases):.3f}   {microseconds:4.0f} µs a call")


if __name__ == "__main__":
    main()
