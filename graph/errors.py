"""What of a failure is told: a stable code and words of ours, never raw text.

Refusal                 the caller may read why        REFUSED
|- BadInput             some part cannot be meant      BAD_USER_INPUT
|  |- BadCursor         it marks no place of a list    BAD_CURSOR
|  |- NoSuchOperation   of several none is named       UNKNOWN_OPERATION
|  `- WrongHash         of another text                PERSISTED_QUERY_HASH_MISMATCH
|- NotPossibleHere      this way leads to other kinds  OPERATION_NOT_POSSIBLE
|- NotAllowed           a permission is missing        FORBIDDEN
|- OnlyTrusted          documents of one's own         TRUSTED_DOCUMENTS_ONLY
|- UnknownDocument      nothing has this id            DOCUMENT_NOT_FOUND
|  `- UnknownHash       the same, as clients know it   PERSISTED_QUERY_NOT_FOUND
|- OutdatedDocument     it does not fit any more       DOCUMENT_OUTDATED
`- TooCostly            it asks for too much           COST_LIMIT
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from types import NoneType
from typing import ClassVar, Protocol, Self, runtime_checkable

from graphql import GraphQLError, GraphQLSyntaxError

MOST_ERRORS = 5
LONGEST = 300
"""Characters of a message: some of them quote the input."""


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

    def __init__(self, message: str, field: tuple[str, ...] = ()) -> None:
        self.field = field
        """The path to that part, where it is known."""
        super().__init__(message)


class BadCursor(BadInput):
    """The cursor is not one of this list."""

    code = "BAD_CURSOR"


class NoSuchOperation(BadInput):
    """A document of several operations needs the name of one of them."""

    code = "UNKNOWN_OPERATION"


class WrongHash(BadInput):
    """The text that came with a hash is not the one that it is of."""

    code = "PERSISTED_QUERY_HASH_MISMATCH"


class NotPossibleHere(Refusal):
    """The operation is of a kind that this way of asking does not serve."""

    code = "OPERATION_NOT_POSSIBLE"


class NotAllowed(Refusal):
    """The principal lacks a permission."""

    code = "FORBIDDEN"

    @classmethod
    def for_want_of(cls, missing: Iterable[StrEnum]) -> Self:
        return cls(f"This takes the permission {', '.join(sorted(missing))}.")


class OnlyTrusted(Refusal):
    """The principal may run documents that the workspace trusts, and no others."""

    code = "TRUSTED_DOCUMENTS_ONLY"


class UnknownDocument(Refusal):
    """The workspace trusts no document by this id."""

    code = "DOCUMENT_NOT_FOUND"


class UnknownHash(UnknownDocument):
    """Clients of automatic persisted queries know it by its words, and send the text next."""

    code = "PERSISTED_QUERY_NOT_FOUND"


class OutdatedDocument(Refusal):
    """A trusted document asks for what the schema does not have any more."""

    code = "DOCUMENT_OUTDATED"


class TooCostly(Refusal):
    """The operation asks for more than one may."""

    code = "COST_LIMIT"


def tell(errors: Sequence[GraphQLError], unnamed: str = "BAD_USER_INPUT") -> list[GraphQLError]:
    """The first few errors as the caller gets them; the original stays attached for the log.

    ``unnamed`` is the code of what was wrong with the request and has none.
    """
    return [tell_one(error, unnamed) for error in errors[:MOST_ERRORS]]


def tell_one(error: GraphQLError, unnamed: str) -> GraphQLError:
    code, message = wording(error, unnamed)
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        original_error=error.original_error,
        extensions={"code": code},
    )


def wording(error: GraphQLError, unnamed: str) -> tuple[str, str]:
    original: object = error.original_error
    if isinstance(original, Tellable):
        return original.code, original.message
    if error.path is not None or not isinstance(original, NoneType | GraphQLError | ValueError):
        return "INTERNAL", "Something went wrong on our side."
    code = "GRAPHQL_PARSE_FAILED" if isinstance(error, GraphQLSyntaxError) else unnamed
    return (error.extensions or {}).get("code", code), error.message[:LONGEST]
