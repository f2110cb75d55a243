"""Who acted: buyers as they are known now, whoever they seemed to be when the act arrived."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID


class Person(NamedTuple):
    id: UUID
    account: UUID | None = None
    vertical: str | None = None
    """Of the company."""

    @property
    def group(self) -> str:
        """Whose cases belong together: the company's, or else the buyer's."""
        return str(self.id if self.account is None else self.account)


@dataclass(frozen=True, slots=True)
class Buyers:
    known: Mapping[UUID, Person] = field(default_factory=dict)
    """By every id under which acts arrived."""

    def of(self, buyer: UUID) -> Person:
        return self.known.get(buyer) or Person(buyer)
