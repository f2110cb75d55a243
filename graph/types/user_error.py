from collections.abc import Awaitable, Iterable
from typing import Self, TypeVar

import strawberry
from strawberry import field

from graph.access import ANYONE
from graph.answers import Flaw
from graph.errors import BadInput, NotAllowed, Tellable

Done = TypeVar("Done")


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


async def settled(doing: Awaitable[Done]) -> tuple[Done | None, list[UserError]]:
    """What a change has led to, or why the input has led to nothing.

    Whatever the caller cannot mend goes on as an error: a missing permission, another try, a fault.
    """
    try:
        return await doing, []
    except NotAllowed:
        raise
    except BadInput as bad:
        return None, UserError.told([Flaw(bad.code, bad.message, bad.field)])
    except Exception as error:
        if not isinstance(error, Tellable) or error.retryable:
            raise
        return None, UserError.told([Flaw(error.code, error.message)])
