"""What is fitted again follows from how much has been learned since."""

import pytest

from api.services.due import Due
from recommender import Marks

NOTHING = Due(weights=False, made=False, answers=False)


@pytest.mark.parametrize(
    ("marks", "now", "due"),
    [
        (Marks(), Marks(999, 999, 199), NOTHING),
        (Marks(), Marks(1_000, 1_000, 200), Due(weights=True, made=False, answers=True)),
        (Marks(1_000, 1_500, 200), Marks(1_649, 1_649, 239), NOTHING),
        (Marks(1_000, 1_500, 200), Marks(1_999, 1_651, 240), Due(False, True, True)),  # noqa: FBT003  # in their order
        (Marks(1_000, 2_000, 0), Marks(2_000, 2_000, 0), NOTHING._replace(weights=True)),
        (Marks(4_000, 5_900, 0), Marks(5_999, 5_999, 0), NOTHING),
        (Marks(4_000, 5_900, 0), Marks(6_000, 6_000, 0), NOTHING._replace(weights=True)),
    ],
)
def test_what_is_due(marks: Marks, now: Marks, due: Due) -> None:
    assert Due.of(marks, now) == due
