"""From a whole shelf to the few offers that are worth a draw."""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from recommender.evidence import Evidence
from recommender.model.shelf import Groups, Shelf
from recommender.slate.pool import MILLION, Law, Limit, Pool
from recommender.slate.settings import SlateSettings

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


def shortlist(evidence: Evidence, passed: NDArray[np.bool_], settings: SlateSettings) -> Places:
    """The best offers by all that is known, and the best for each of the likeliest needs."""
    count = int(np.count_nonzero(passed))
    if count <= settings.pool:
        places = passed.nonzero()[0]
    else:
        barred = np.where(passed, 0.0, -np.inf)
        best = _best(evidence.expected + barred, max(settings.pool - settings.needs, 1))
        needs = evidence.belief.kept[: min(settings.needs, settings.pool - len(best))]
        by_need = evidence.need_weight * evidence.asked.shelf.need.take(needs, axis=0)
        by_need += evidence.common + barred
        picks = {*best.tolist(), *by_need.argmax(axis=1).tolist()}
        places = np.array(sorted(picks))
    order = (-evidence.expected.take(places)).argsort(kind="stable")
    return np.asarray(places.take(order))


def _best(values: Floats, count: int) -> Places:
    """The places of the greatest values; of equals at the end, the first."""
    rank = len(values) - count
    least = np.partition(values, rank)[rank]
    best = (values >= least).nonzero()[0]
    if len(best) == count:
        return np.asarray(best)
    above, equal = (values > least).nonzero()[0], (values == least).nonzero()[0]
    return np.concatenate((above, equal[: count - len(above)]))


def pool(evidence: Evidence, places: Places, size: int, seed: str, settings: SlateSettings) -> Pool:
    """The record of all that the draw needs."""
    shelf, belief = evidence.asked.shelf, evidence.belief
    fits = np.zeros((len(places), len(belief.kept) + 1))
    fits[:, :-1] = shelf.need.take(places, axis=1).take(belief.kept, axis=0).T
    fits *= evidence.need_weight
    shares = np.array([*belief.shares.tolist(), belief.unknown])
    return Pool(
        keys=[shelf.keys[place] for place in places.tolist()],
        odds=_whole(evidence.common.take(places)),
        fits=_whole(fits),
        shares=_whole(shares),
        limits=limits(shelf, places, size, settings),
        law=Law(size, settings.explore, settings.epsilon, settings.temperature, settings.floor),
        seed=seed,
    )


def _whole(values: Floats) -> Places:
    """In millionths."""
    return np.rint(values * MILLION).astype(np.int64)


def limits(shelf: Shelf, places: Places, size: int, settings: SlateSettings) -> tuple[Limit, ...]:
    """Few of a family, always; few of a format, where there are others to fill the set."""
    found = [Limit(settings.families, group) for group in _grouped(shelf.families, places)]
    for group in _grouped(shelf.formats, places):
        others = len(places) - len(group)
        found.append(Limit(max(settings.formats, size - others), group))
    return tuple([limit for limit in found if len(limit.places) > limit.most < size])


def _grouped(groups: Groups, places: Places) -> list[tuple[int, ...]]:
    """The places in the pool of those that share a group."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for place, number in enumerate(groups.of_offer.take(places).tolist()):
        found[number].append(place)
    found.pop(-1, None)
    return [tuple(group) for group in found.values() if len(group) > 1]
