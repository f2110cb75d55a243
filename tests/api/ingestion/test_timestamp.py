import pytest

from api.ingestion.timestamp import corrected, sent_at, time_of
from recommender import DAY, Instant


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("2026-11-22T03:01:30.891+00:00", 1_795_316_490_891),
        ("2026-11-22T03:01:30.891999Z", 1_795_316_490_891),
        ("2026-11-22T05:01:30.891+02:00", 1_795_316_490_891),
        (None, None),
        ("", None),
    ],
)
def test_a_time_is_whole_milliseconds(text: str | None, instant: int | None) -> None:
    assert time_of(text) == instant


@pytest.mark.parametrize(
    "text",
    ["2026-11-22T03:01:30", "1969-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00", "now", 7, {}],
)
def test_a_time_without_zone_or_before_1970_is_none(text: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # several messages
        time_of(text)
    assert sent_at(text) is None


def test_a_clients_clock_is_corrected_by_when_it_says_it_sent() -> None:
    received = Instant(1_000_000)
    assert corrected(Instant(5_000_000), Instant(5_000_400), received) == 999_600
    assert corrected(Instant(400_000), None, received) == 400_000
    assert corrected(None, Instant(5_000_400), received) == received


def test_no_event_is_in_the_future_or_before_1970() -> None:
    received = Instant(1_000_000)
    assert corrected(Instant(5_000_000), None, received) == received
    assert corrected(Instant(5_000_000), Instant(4_000_000), received) == received
    assert corrected(Instant(1), Instant(5_000_000), received) == 1


def test_a_time_of_sending_that_cannot_be_corrects_nothing() -> None:
    received, original = Instant(1_795_400_000_000), Instant(1_795_300_000_000)
    far = time_of("9999-12-31T23:59:59Z")
    assert corrected(original, far, received) == original
    assert corrected(Instant(received + 1), far, received) == received
    held = Instant(original + 30 * DAY)
    assert corrected(original, held, received) == received - 30 * DAY
    assert corrected(original, Instant(held + 1), received) == original
