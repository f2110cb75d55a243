from datetime import UTC, datetime

import pytest

from recommender import iso_of
from recommender.model.instant import instant_of, moment_of


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("1970-01-01T00:00:00+00:00", 0),
        ("1969-12-31T23:59:59.999Z", -1),
        ("2026-11-22T05:01:30.891999+02:00", 1_795_316_490_891),
        ("0001-01-01T00:00:00Z", -62_135_596_800_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ],
)
def test_a_moment_is_whole_milliseconds_and_back(text: str, instant: int) -> None:
    moment = datetime.fromisoformat(text)
    assert instant_of(moment) == instant
    assert instant_of(moment_of(instant)) == instant
    assert moment_of(instant).tzinfo is UTC


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_that_no_calendar_could_write_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="outside of the years 1 to 9999"):
        instant_of(datetime.fromisoformat(text))


def test_an_instant_is_written_to_the_millisecond() -> None:
    assert iso_of(1_795_316_490_000) == "2026-11-22T03:01:30.000Z"
