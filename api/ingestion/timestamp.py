"""When an event happened, by its client's clock and by ours."""

from datetime import UTC, datetime, timedelta

from recommender import Instant

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


def instant_of(text: object) -> Instant | None:
    """Milliseconds of an ISO 8601 time; ``None`` where none is given.

    Raises:
        ValueError: It is no time, has no offset from UTC, or lies before 1970.
    """
    if text is None or text == "":
        return None
    if not isinstance(text, str):
        raise ValueError("not a text")  # noqa: TRY004  # one error for whatever is no time
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("without an offset from UTC")
    instant = (moment - EPOCH) // MILLISECOND
    if instant < 0:
        raise ValueError("before 1970")
    return Instant(instant)


def sent_at(text: object) -> Instant | None:
    """A client's time of sending. One that cannot be read corrects nothing."""
    try:
        return instant_of(text)
    except ValueError:
        return None


def corrected(original: Instant | None, sent: Instant | None, received: Instant) -> Instant:
    """``received - (sent - original)``: the client's clock may be wrong, its spans are not.

    An event is never in the future, and one without a time happened when it was received.
    """
    if original is None:
        return received
    at = original if sent is None else received - (sent - original)
    return Instant(min(max(at, 0), received))
