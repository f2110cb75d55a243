"""What was fitted on the log, as a checkpoint carries it: whoever fits knows what it means."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from numpy.typing import NDArray


class Fitted(NamedTuple):
    facts: Mapping[str, Any]
    """All that goes into JSON."""
    arrays: Mapping[str, NDArray[Any]]
    """By name; of floats, or of whole numbers of 32 or 64 bits."""
