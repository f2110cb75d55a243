"""What a workspace may set about who may see what."""

from dataclasses import dataclass

from recommender.model.instant import DAY


@dataclass(frozen=True, slots=True)
class PolicySettings:
    deep: float = 0.6
    """An offer taken in at least this much counts as taken, like one completed."""
    seen_for: int = 30 * DAY
    """For so long an offer that was touched, however little, is not offered again."""
    rest: int = 14 * DAY
    """For so long a repeatable offer that was completed is not offered again."""
    dismissed_for: int = 60 * DAY
    """For so long a dismissal is heeded."""
    shown_limit: int = 5
    """So many exposures without an answer are enough,"""
    shown_within: int = 30 * DAY
    """until this long after the last."""
