# ruff: noqa: N818  # in a tree the names read as words; the root says that they are errors
"""Everything that can go wrong for a caller, as one tree.

    CairnError                     code                     status
    |- BadRequest                  BAD_REQUEST              400
    |  |- MalformedBody            MALFORMED_BODY           400
    |  |- InvalidValue             INVALID_VALUE            400
    |  |- DeepBody                 BODY_TOO_DEEP            400
    |  |- TooLarge                 BODY_TOO_LARGE           413
    |  |- SlowBody                 BODY_TOO_SLOW            408
    |  |- WrongHost                WRONG_HOST               421
    |  `- MethodNotAllowed         METHOD_NOT_ALLOWED       405
    |- Unauthorized                UNAUTHORIZED             401
    |  |- UnknownKey               UNKNOWN_KEY              401
    |  |- RevokedKey               REVOKED_KEY              401
    |  |- ExpiredKey               EXPIRED_KEY              401
    |  `- BadToken                 BAD_TOKEN                401
    |- Forbidden                   FORBIDDEN                403
    |  |- KeyNotAllowed            KEY_NOT_ALLOWED          403
    |  |- NotAMember               NOT_A_MEMBER             403
    |  `- OriginNotAllowed         ORIGIN_NOT_ALLOWED       403
    |- NotFound                    NOT_FOUND                404
    |  |- UnknownBuyer             UNKNOWN_BUYER            404
    |  |- UnknownOffer             UNKNOWN_OFFER            404
    |  |- UnknownPersona           UNKNOWN_PERSONA          404
    |  |- UnknownJob               UNKNOWN_JOB              404
    |  |- UnknownDecision          UNKNOWN_DECISION         404
    |  |- UnknownMember            UNKNOWN_MEMBER           404
    |  `- UnknownWorkspace         UNKNOWN_WORKSPACE        404
    |- Conflict                    CONFLICT                 409
    |  |- SlugTaken                SLUG_TAKEN               409
    |  |- UrlTaken                 URL_TAKEN                409
    |  `- KeyReused                KEY_REUSED               422
    |- NotInstalled                NOT_INSTALLED            501
    |- RateLimited                 RATE_LIMITED             429, worth another try
    `- Unavailable                 RETRY                    503, worth another try
       |- Overloaded               OVERLOADED               503, worth another try
       `- Unmigrated               SCHEMA_BEHIND            503, after `cairn migrate`

Codes are stable. The docstring of an error is its message; what the database or a library said goes
neither out nor into the log.
"""

from typing import ClassVar


class CairnError(Exception):
    """Something went wrong here."""

    code: ClassVar[str] = "INTERNAL"
    status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False

    def __init__(self, message: str | None = None) -> None:
        self.message = message or type(self).__doc__ or self.code
        super().__init__(self.message)


class BadRequest(CairnError):
    """The request cannot be understood."""

    code = "BAD_REQUEST"
    status = 400


class MalformedBody(BadRequest):
    """The body is not the JSON that is expected here."""

    code = "MALFORMED_BODY"


class InvalidValue(BadRequest):
    """A value is outside what its field allows."""

    code = "INVALID_VALUE"


class DeepBody(BadRequest):
    """The body is nested too deeply."""

    code = "BODY_TOO_DEEP"


class TooLarge(BadRequest):
    """The body is larger than this endpoint takes."""

    code = "BODY_TOO_LARGE"
    status = 413


class SlowBody(BadRequest):
    """The body did not arrive in time."""

    code = "BODY_TOO_SLOW"
    status = 408


class WrongHost(BadRequest):
    """This server is not called by that host name; CAIRN_MCP_HOSTS says by which it may be."""

    code = "WRONG_HOST"
    status = 421


class MethodNotAllowed(BadRequest):
    """This address takes other methods."""

    code = "METHOD_NOT_ALLOWED"
    status = 405


class Unauthorized(CairnError):
    """A key is needed."""

    code = "UNAUTHORIZED"
    status = 401


class UnknownKey(Unauthorized):
    """This key is not known."""

    code = "UNKNOWN_KEY"


class RevokedKey(Unauthorized):
    """This key has been revoked."""

    code = "REVOKED_KEY"


class ExpiredKey(Unauthorized):
    """This key has been rotated, and its time is over."""

    code = "EXPIRED_KEY"


class BadToken(Unauthorized):
    """This token is malformed, too old, or not signed by whom it should be."""

    code = "BAD_TOKEN"


class Forbidden(CairnError):
    """This key may not do that."""

    code = "FORBIDDEN"
    status = 403


class KeyNotAllowed(Forbidden):
    """A publishable key asks by anonymousId, or by the userId of a signed visitor token."""

    code = "KEY_NOT_ALLOWED"


class NotAMember(Forbidden):
    """This user is no member of the workspace, or of several and none is named."""

    code = "NOT_A_MEMBER"


class OriginNotAllowed(Forbidden):
    """Pages of this site may not use this key."""

    code = "ORIGIN_NOT_ALLOWED"


class NotFound(CairnError):
    """There is nothing by this name here."""

    code = "NOT_FOUND"
    status = 404


class UnknownBuyer(NotFound):
    """There is no such buyer."""

    code = "UNKNOWN_BUYER"


class UnknownOffer(NotFound):
    """There is no such offer."""

    code = "UNKNOWN_OFFER"


class UnknownPersona(NotFound):
    """There is no such persona."""

    code = "UNKNOWN_PERSONA"


class UnknownJob(NotFound):
    """There is no such buying job."""

    code = "UNKNOWN_JOB"


class UnknownDecision(NotFound):
    """There is no such decision."""

    code = "UNKNOWN_DECISION"


class UnknownMember(NotFound):
    """There is no such user in this workspace."""

    code = "UNKNOWN_MEMBER"


class UnknownWorkspace(NotFound):
    """There is no such workspace."""

    code = "UNKNOWN_WORKSPACE"


class Conflict(CairnError):
    """The request contradicts what is there."""

    code = "CONFLICT"
    status = 409


class SlugTaken(Conflict):
    """A workspace of this name is there already."""

    code = "SLUG_TAKEN"


class UrlTaken(Conflict):
    """Another offer has this address already."""

    code = "URL_TAKEN"


class KeyReused(Conflict):
    """This decisionKey was used before with another question."""

    code = "KEY_REUSED"
    status = 422


class NotInstalled(CairnError):
    """This server runs without the extra that this takes: install cairn[mcp]."""

    code = "NOT_INSTALLED"
    status = 501


class RateLimited(CairnError):
    """This key has asked for more than it may in a minute; try again when Retry-After says."""

    code = "RATE_LIMITED"
    status = 429
    retryable = True


class Unavailable(CairnError):
    """The service cannot answer just now; another try is safe."""

    code = "RETRY"
    status = 503
    retryable = True


class Overloaded(Unavailable):
    """There is more to do than can be done in time; try again a little later."""

    code = "OVERLOADED"


class Unmigrated(Unavailable):
    """The database is behind this version of Cairn; run `cairn migrate` as its owner."""

    code = "SCHEMA_BEHIND"
