"""Pictures of what was measured, for people who look: PNG, and a page that shows them all."""

from importlib.util import find_spec

from api.errors import InvalidValue


def ready() -> None:
    """See, before there is work, that pictures can be drawn.

    Raises:
        InvalidValue: matplotlib, which comes with the extra ``plots``, is not installed.
    """
    if find_spec("matplotlib") is None:
        raise InvalidValue("plots need matplotlib: install cairn[plots]")
