"""When an event happened, by its client's clock and by ours."""

from datetime import datetime

from recommender import DAY, Instant, instant_of

LONGEST_HELD = 30 * DAY
"""How long a client may hold an event back, as while it has no network."""


def time_of(text: object) -> Instant | None:
    """Milliseconds of an ISO 8601 time; ``None`` where none is given.

    Raises:
        ValueError: It is no time, has no offset from UTC, or lies before 1970 or after 9999.
    """
    if text is None or text == "":
        return None
    if not isinstance(text, str):
        raise ValueError("not a text")  # noqa: TRY004  # one error for whatever is no time
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("without an offset from UTC")
    instant = instant_of(moment)
    if instant < 0:
        raise ValueError("before 1970")
    return instant


def sent_at(text: object) -> Instant | None:
    """A client's time of sending. One that cannot be read corrects nothing."""
    try:
        return time_of(text)
    except ValueError:
        return None


def corrected(original: Instant | None, sent: Instant | None, received: Instant) -> Instant:
    """``received - (sent - original)``: the client's clock may be wrong, its spans are not.

    A span beyond ``LONGEST_HELD`` is no measure of anything: then the client's own time stands.
    An event is never in the future, and one without a time happened when it was received.
    """
    if original is None:
        return received
    if sent is None or sent - original > LONGEST_HELD:
        return min(original, received)
    at = received - (sent - original)
    return min(Instant(at) if at >= 0 else original, received)
