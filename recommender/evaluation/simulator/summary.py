"""Counted: from studies of worlds of one kind to a level of the report."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from recommender.evaluation.scores import Calibration
from recommender.evaluation.simulator import measures
from recommender.evaluation.simulator.buyer import End
from recommender.evaluation.simulator.facets import Facets
from recommender.evaluation.simulator.maze import Shown, Traveller
from recommender.evaluation.simulator.policies import POLICIES
from recommender.evaluation.simulator.report import Believed, Difference, Level, Rates, Told, Ways
from recommender.evaluation.simulator.study import Study
from recommender.evaluation.simulator.watch import EVENTS, Glance

Floats = NDArray[np.float64]
Glances = Sequence[Glance]

LEAST_SHARE = 0.001
"""A need that is not listed has less than this, or little more."""


def level(facets: Facets, studies: Sequence[Study], hidden: tuple[float, float]) -> Level:
    glances = [glance for study in studies for glance in study.glances]
    rates = {name: _chances(glances, name) for name in POLICIES}
    return Level(
        facets=facets.name,
        rates=tuple(_rates(name, rates) for name in POLICIES),
        ways=tuple(_ways(name, studies) for name in POLICIES),
        told=_told([one for study in studies for one in study.shown["cairn"]]),
        told_watched=_told([Shown(one.told, one.chances["cairn"], taken=False) for one in glances]),
        believed=(
            _believed(glances, hidden[0]),
            _believed([one for study in studies for one in study.hidden], hidden[1]),
        ),
        over_top_n=_differences(rates["cairn_sure"], rates["top_n"]),
        over_path=_differences(rates["cairn"], rates["next_page"]),
        completed_over_path=_completed_over(studies, "cairn", "next_page"),
    )


def _by_events(glances: Glances, value: Callable[[Glance], float]) -> Floats:
    """One line a number of acts, one column a buyer."""
    found = defaultdict[int, list[float]](list)
    for glance in glances:
        found[glance.events].append(value(glance))
    return np.array([found[events] for events in EVENTS])


def _chances(glances: Glances, policy: str) -> Floats:
    return _by_events(glances, lambda glance: glance.chances[policy])


def _rates(name: str, rates: dict[str, Floats]) -> Rates:
    regrets = (rates["oracle"] - rates[name]).mean(axis=1)
    return Rates(name, POLICIES[name].title, _means(rates[name]), tuple(regrets.tolist()))


def _means(table: Floats) -> tuple[float, ...]:
    return tuple(table.mean(axis=1).tolist())


def difference(ours: Floats, theirs: Floats) -> Difference:
    """Of the same buyers, in the same order."""
    apart = ours - theirs
    return Difference(float(apart.mean()), measures.standard_error(apart))


def _differences(ours: Floats, theirs: Floats) -> tuple[Difference, ...]:
    return tuple(map(difference, ours, theirs))


def _told(shown: Sequence[Shown]) -> Told:
    told = np.array([one.told for one in shown], np.float64)
    true = np.array([one.chance for one in shown])
    return Told(
        log_loss=measures.log_loss(told, true),
        least=measures.log_loss(true, true),
        calibration=Calibration.of(told, true),
    )


def _believed(glances: Glances, hidden: float) -> Believed:
    needs = _by_events(glances, lambda glance: glance.need)
    likeliest = np.array([glance.likeliest for glance in glances])
    right = np.array([float(glance.right) for glance in glances])
    return Believed(
        hidden=hidden,
        rates=_means(_chances(glances, "cairn_sure")),
        true_need=_means(needs),
        log_loss=_means(-np.log(np.maximum(needs, LEAST_SHARE))),
        likeliest=Calibration.of(likeliest, right),
    )


def _ways(name: str, studies: Sequence[Study]) -> Ways:
    travellers = [*chain.from_iterable(study.journeys[name] for study in studies)]
    ends = [traveller.buyer.end for traveller in travellers]
    return Ways(
        policy=name,
        title=POLICIES[name].title,
        completed=ends.count(End.COMPLETED) / len(ends),
        groups=float(np.mean([_groups(study.journeys[name]) for study in studies])),
        poor_content=ends.count(End.POOR_CONTENT) / len(ends),
        poor_pathway=ends.count(End.POOR_PATHWAY) / len(ends),
        unfinished=ends.count(End.UNFINISHED) / len(ends),
        answered=float(np.mean([one.taken for study in studies for one in study.shown[name]])),
    )


def _groups(travellers: Sequence[Traveller]) -> float:
    """Of the accounts with several members, how many came through with all of them."""
    whole = defaultdict[int, list[bool]](list)
    for traveller in travellers:
        whole[traveller.buyer.account].append(traveller.buyer.end is End.COMPLETED)
    groups = [all(members) for members in whole.values() if len(members) > 1]
    return sum(groups) / max(len(groups), 1)


def _completed_over(studies: Sequence[Study], ours: str, theirs: str) -> Difference:
    return difference(_completed(studies, ours), _completed(studies, theirs))


def _completed(studies: Sequence[Study], name: str) -> Floats:
    travellers = chain.from_iterable(study.journeys[name] for study in studies)
    return np.array([float(one.buyer.end is End.COMPLETED) for one in travellers])
