"""Pages of long lists, by Relay's cursor connections over keysets.

Every list has one order, by a number and a name. A cursor carries those two of an item, so that it
stays right while items come and go; a page is one question to whoever keeps the list.

https://relay.dev/graphql/connections.htm
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, Self, TypeVar
from uuid import UUID

import orjson

from graph.errors import BadCursor, BadInput

ITEMS = 20
"""Of a page of which no size was said."""
MOST_ITEMS = 100
LONGEST = 1_000
BOUNDS = range(-(2**47), 2**48)
"""Every score lies in it, and every instant that can be kept."""

Item = TypeVar("Item")


class Place(NamedTuple):
    """Where an item stands in its list."""

    number: int
    name: str

    def written(self) -> str:
        return urlsafe_b64encode(orjson.dumps(tuple(self))).decode().rstrip("=")

    @property
    def id(self) -> UUID:
        """Of a list whose names are ids. Raises ``BadCursor``."""
        try:
            return UUID(self.name)
        except ValueError:
            raise BadCursor("the cursor is of another list") from None


def read(name: str, cursor: str | None) -> Place | None:
    """Raises ``BadCursor``."""
    if cursor is None:
        return None
    try:
        match orjson.loads(urlsafe_b64decode(cursor[:LONGEST] + "=" * (-len(cursor) % 4))):
            case [int(number), str(text)] if type(number) is int and number in BOUNDS:
                return Place(number, text)
    except ValueError:
        pass
    raise BadCursor(f"{name} is not a cursor of this list")


@dataclass(frozen=True, slots=True)
class Found(Generic[Item]):
    """An item of a page, and its place in the whole."""

    item: Item
    place: Place


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    found: tuple[Found[Item], ...]
    has_next: bool
    has_previous: bool = False
    start: Place | None = None
    end: Place | None = None
    """Where to go on, where that is not at an item: further ones were looked at in vain."""

    @property
    def start_cursor(self) -> str | None:
        place = self.start or (self.found[0].place if self.found else None)
        return place and place.written()

    @property
    def end_cursor(self) -> str | None:
        place = self.end or (self.found[-1].place if self.found else None)
        return place and place.written()


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a list is asked for. The places themselves are not part of it."""

    first: int | None = None
    last: int | None = None
    after: Place | None = None
    before: Place | None = None

    @classmethod
    def of(
        cls,
        first: int | None = None,
        last: int | None = None,
        after: str | None = None,
        before: str | None = None,
    ) -> Self:
        """Raises ``BadInput`` for a size that may not be, ``BadCursor`` for what is no cursor."""
        size = ITEMS if first is None and last is None else first
        return cls(
            _size("first", size),
            _size("last", last),
            read("after", after),
            read("before", before),
        )

    @property
    def backwards(self) -> bool:
        """The items nearest to the end are asked for, and come nearest to the end first."""
        return self.first is None

    @property
    def limit(self) -> int:
        """How many items to find at most: one more than asked for tells whether there are more."""
        return max(self.first or 0, self.last or 0) + 1

    def page(self, found: Sequence[Found[Item]]) -> Page[Item]:
        """Of at most ``limit`` items between the two places, in the direction of the window."""
        if self.first is None:
            size = self.last or 0
            shown = tuple(found[:size])[::-1]
            return Page(shown, self.before is not None, has_previous=len(found) > size)
        shown = tuple(found[: self.first])
        more = len(found) > self.first
        if self.last is None:
            return Page(shown, more, has_previous=self.after is not None)
        kept = shown[max(len(shown) - self.last, 0) :]
        return Page(kept, more, has_previous=len(found) > self.last)


def _size(name: str, given: int | None) -> int | None:
    if given is not None and not 0 <= given <= MOST_ITEMS:
        raise BadInput(f"{name} is a number from 0 to {MOST_ITEMS}")
    return given
