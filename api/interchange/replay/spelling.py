"""Ids as text inside, and as they stood in the cases when they are answered."""

from typing import TypeAlias

from api.interchange.replay.bad_log import BadLine

Id: TypeAlias = str | int


def checked(field: str, value: object) -> Id:
    """Raises: BadLine, if it is neither text nor a whole number."""
    if isinstance(value, str | int) and not isinstance(value, bool):
        return value
    raise BadLine(field, "BAD_ID", "an id is text or a whole number")


class Spelling:
    """What each item looks like in the cases."""

    def __init__(self) -> None:
        self._met: dict[str, Id] = {}
        self._texts = False
        """An item is spelled as text somewhere: then those that the cases do not name are too."""

    def meet(self, item: Id) -> str:
        self._texts |= isinstance(item, str)
        text = str(item)
        self._met.setdefault(text, item)
        return text

    def of(self, item: str) -> Id:
        met = self._met.get(item)
        if met is not None:
            return met
        return int(item) if not self._texts and _is_whole(item) else item


def _is_whole(text: str) -> bool:
    """Written as JSON writes a whole number, so that nothing is lost."""
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit() and str(int(digits)) == digits and text != "-0"
