"""What of a failure is told: a stable code and words of ours, never raw text.

Refusal                 the caller may read why
└── BadInput            some part of the input cannot be meant
"""

import re
from collections.abc import Sequence
from types import NoneType
from typing import ClassVar, Protocol, runtime_checkable

from graphql import GraphQLError, GraphQLSyntaxError

MAX_ERRORS = 5
LONGEST = 300
"""Characters of a message: some of them quote the input."""
SUGGESTION = re.compile(r"\s*Did you mean .+\?", re.DOTALL)


@runtime_checkable
class Tellable(Protocol):
    """An exception made to be read by callers, ours or a port's: it has all three of these."""

    code: ClassVar[str]
    message: str
    retryable: ClassVar[bool]


class Refusal(Exception):  # noqa: N818  # named for the fact, as the errors of the house are
    """The request cannot be answered."""

    code: ClassVar[str] = "REFUSED"
    retryable: ClassVar[bool] = False

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


class BadInput(Refusal):
    """Some part of the input cannot be meant."""

    code = "BAD_USER_INPUT"


def tell(errors: Sequence[GraphQLError], *, ran: bool) -> list[GraphQLError]:
    """The first few errors as the caller gets them; the original stays attached for the log."""
    return [tell_one(error, ran=ran) for error in errors[:MAX_ERRORS]]


def tell_one(error: GraphQLError, *, ran: bool) -> GraphQLError:
    code, message = wording(error, ran=ran)
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        original_error=error.original_error,
        extensions={"code": code},
    )


def wording(error: GraphQLError, *, ran: bool) -> tuple[str, str]:
    original: object = error.original_error
    if isinstance(original, Tellable):
        return original.code, original.message
    if error.path is not None or not isinstance(original, NoneType | GraphQLError | ValueError):
        return "INTERNAL", "Something went wrong on our side."
    message = SUGGESTION.sub("", error.message)[:LONGEST]
    if isinstance(error, GraphQLSyntaxError):
        return "GRAPHQL_PARSE_FAILED", message
    return "BAD_USER_INPUT" if ran else "GRAPHQL_VALIDATION_FAILED", message
