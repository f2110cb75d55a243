"""What any site could do without a recommender: the same training, a few lines each."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from benchmarks.real_input.study import Case
from benchmarks.real_input.visits import Visit

Ranking = Callable[[Case], Counter[str]]
"""Scores of offers for a case."""


def popular(visits: Iterable[Visit]) -> Ranking:
    """What most visitors saw."""
    seen = Counter(offer for visit in visits for offer in set(visit.offers))
    return lambda _: seen


def together(visits: Iterable[Visit]) -> Ranking:
    """Co-visitation: what was seen in most of the visits that saw an offer of the trail."""
    pairs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for visit in visits:
        offers = set(visit.offers)
        for offer in offers:
            pairs[offer].update(offers - {offer})
    return lambda case: sum((pairs[offer] for offer in case.trail), Counter[str]())


def following(visits: Iterable[Visit]) -> Ranking:
    """What most visitors went to from the present offer."""
    steps: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for visit in visits:
        for source, target in pairwise(visit.offers):
            steps[source][target] += 1
    return lambda case: steps[case.trail[-1]]


def best(ranking: Ranking, case: Case, size: int) -> Sequence[str]:
    """The first few by score, then by key, that may be answered."""
    scores = ranking(case)
    if case.choices is not None:
        allowed = [key for key in case.choices if scores[key] > 0]
    else:
        allowed = [key for key in scores if key not in case.trail]
    return sorted(allowed, key=lambda key: (-scores[key], key))[:size]
