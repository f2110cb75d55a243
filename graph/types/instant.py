"""``DateTime``: instants as ISO 8601 text with an offset."""

from datetime import datetime
from typing import Any

import strawberry
from strawberry.types.scalar import ScalarDefinition

from recommender import Instant, instant_of, iso_of


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
    try:
        return instant_of(moment)
    except ValueError as outside:
        raise ValueError(f"a DateTime does not lie {outside}") from None


DATE_TIME: ScalarDefinition = strawberry.scalar(
    name="DateTime",
    description="A point in time, ISO 8601 with an offset.",
    specified_by_url="https://scalars.graphql.org/andimarek/date-time.html",
    serialize=iso_of,
    parse_value=parse,
)
