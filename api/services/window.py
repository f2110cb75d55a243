"""From the window that a caller asks for to the span of rows that the store is asked for."""

from api.store.span import HIGHEST, LOWEST, Mark, Span
from graph.paging import Place, Window
from recommender import Instant


def latest_first(window: Window) -> Span:
    """Raises ``BadCursor``, as the one below does."""
    high, low = _mark(window.after, HIGHEST), _mark(window.before, LOWEST)
    return Span(window.limit, low, high, rising=window.backwards)


def rising(window: Window) -> Span:
    low, high = _mark(window.after, LOWEST), _mark(window.before, HIGHEST)
    return Span(window.limit, low, high, rising=not window.backwards)


def _mark(place: Place | None, otherwise: Mark) -> Mark:
    return otherwise if place is None else (Instant(place.number), place.id)
