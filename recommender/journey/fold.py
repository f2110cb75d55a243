"""Acts into a journey, and two journeys into one: both through one draft, frozen once."""

from collections.abc import Iterable

from recommender.journey.draft import Draft
from recommender.journey.journey import Journey
from recommender.model.interaction import Interaction


def fold(interactions: Iterable[Interaction], onto: Journey | None = None) -> Journey:
    """The journey with these acts in it, whatever their order."""
    draft = Draft(onto or Journey.empty())
    for interaction in interactions:
        draft.add(interaction)
    return draft.freeze()


def observe(journey: Journey, interaction: Interaction) -> Journey:
    """The journey with one more act in it."""
    return fold((interaction,), journey)


def merge(one: Journey, other: Journey) -> Journey:
    """Two journeys that were one person's all along."""
    draft = Draft(one)
    draft.absorb(other)
    return draft.freeze()
