from collections.abc import Iterable
from typing import Self

import strawberry
from strawberry import field

from graph.access import ANYONE
from graph.answers import Flaw


@strawberry.type(
    description="Why an input was not taken: an outcome to expect, not a failure.",
    directives=ANYONE,
)
class UserError:
    code: str = field(description="Stable, for programs.")
    message: str = field(description="For people.")
    field: list[str] = field(description="Path to the part of the input that it is about.")

    @classmethod
    def told(cls, flaws: Iterable[Flaw]) -> list[Self]:
        return [cls(code=flaw.code, message=flaw.message, field=list(flaw.field)) for flaw in flaws]
