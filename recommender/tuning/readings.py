"""What would be believed now of the buyers to whom sets were shown, at the moments they were."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from recommender.belief import Belief, BeliefSettings, believe
from recommender.journey import fold, observed_share
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from recommender.tuning.answered import Exposure


def believed(
    shown: Sequence[Exposure],
    acts: Iterable[Interaction],
    shelf: Shelf,
    settings: BeliefSettings,
) -> list[Belief]:
    """By what each buyer had done by then, as far back as the acts go; colleagues left aside."""
    buyers = {one.buyer for one in shown}
    done = defaultdict[UUID, list[Interaction]](list)
    for act in acts:
        if act.buyer in buyers:
            done[act.buyer].append(act)
    return [_believe(one, done[one.buyer], shelf, settings) for one in shown]


def _believe(
    shown: Exposure, done: Sequence[Interaction], shelf: Shelf, settings: BeliefSettings
) -> Belief:
    journey = fold([act for act in done if act.at < shown.at])
    return believe(shelf, journey, shown.at, observed_share(journey, shown.at), settings)
