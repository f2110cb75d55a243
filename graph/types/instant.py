"""``DateTime``: instants as ISO 8601 text with an offset."""

from datetime import UTC, datetime, timedelta
from typing import Any

import strawberry
from strawberry.types.scalar import ScalarDefinition

from recommender import Instant

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def write(instant: int) -> str:
    moment = EPOCH + timedelta(milliseconds=instant)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse(value: Any) -> Instant:
    """Raises a ``ValueError`` whose text is fit to be told."""
    if not isinstance(value, str):
        raise ValueError("a DateTime is text")  # noqa: TRY004  # graphql-core tells ValueErrors
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("a DateTime is ISO 8601, such as 2026-03-01T09:30:00Z") from None
    if moment.tzinfo is None:
        raise ValueError("a DateTime names its offset, such as Z or +01:00")
    return Instant((moment - EPOCH) // timedelta(milliseconds=1))


DATE_TIME: ScalarDefinition = strawberry.scalar(
    name="DateTime",
    description="A point in time, ISO 8601 with an offset.",
    specified_by_url="https://scalars.graphql.org/andimarek/date-time.html",
    serialize=write,
    parse_value=parse,
)
