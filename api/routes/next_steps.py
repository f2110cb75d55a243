"""``POST /v1/next-steps``: a decided set for tools and pages that do not speak GraphQL.

Flat JSON in, JSON out. A publishable key asks by ``anonymousId`` alone, in the buyer's voice.
The journey, and what was left out, are for whom the schema would tell them too.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import orjson
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from api.errors import Forbidden, InvalidValue, KeyNotAllowed
from api.routes.credentials import Doorkeeper, presented
from api.routes.document import document
from api.routes.meter import Meter
from api.routes.next_steps_answer import answer
from graph.access import Permission, Principal
from graph.admission import admitted
from graph.errors import BadInput, NotAllowed
from graph.ports import Advisor
from graph.questions import LONGEST, LONGEST_PAGE, MOST_NAMED, Ask, BuyerRef, RefKind, text
from recommender import Channel, Instant, Motion, StepContext, Voice

Body = TypeVar("Body", bound=BaseModel)

COST = 100
"""About what the same set costs by GraphQL."""
NAMED = {
    "buyer_id": RefKind.ID,
    "user_id": RefKind.USER_ID,
    "crm_id": RefKind.CRM_ID,
    "email": RefKind.EMAIL,
    "anonymous_id": RefKind.ANONYMOUS_ID,
}


class Named(BaseModel):
    """One name of a buyer."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)

    buyer_id: str | None = None
    user_id: str | None = None
    crm_id: str | None = None
    email: str | None = None
    anonymous_id: str | None = None

    def buyer(self) -> BuyerRef:
        """Raises ``BadInput``."""
        given = [(kind, getattr(self, name)) for name, kind in NAMED.items()]
        named = [(kind, value) for kind, value in given if value is not None]
        if len(named) != 1:
            raise BadInput("exactly one of buyerId, userId, crmId, email, anonymousId is needed")
        return BuyerRef.of(*named[0])


class Moment(BaseModel):
    """What is known about the moment."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)

    channel: Channel = Channel.WEB
    page: str | None = None
    motion: Motion | None = None
    locale: str | None = None
    exclude: list[str] = Field(default=[], max_length=MOST_NAMED)
    among: list[str] | None = Field(default=None, max_length=MOST_NAMED)
    pinned: list[str] = Field(default=[], max_length=MOST_NAMED)
    size: int = Field(default=5, ge=1, le=10, strict=True)
    decision_key: str | None = None
    voice: Voice = Voice.BUYER

    def context(self) -> StepContext:
        """Raises ``BadInput``."""
        return StepContext(
            channel=self.channel,
            page=_text("page", self.page, LONGEST_PAGE),
            motion=self.motion,
            locale=_text("locale", self.locale),
            exclude=frozenset(_keys("exclude", self.exclude)),
            among=None if self.among is None else frozenset(_keys("among", self.among)),
            pinned=tuple(_keys("pinned", self.pinned)),
            size=self.size,
        )

    def key(self) -> str | None:
        """Raises ``BadInput``."""
        return _text("decisionKey", self.decision_key)


class Question(Moment, Named):
    """The body: one name of the buyer, and the moment."""

    def ask(self) -> Ask:
        """Raises ``BadInput``."""
        return Ask(self.buyer(), self.context(), self.key())


def _keys(name: str, keys: list[str]) -> list[str]:
    return [text(name, key) for key in keys]


def next_steps_router(
    advisor: Advisor, doorkeeper: Doorkeeper, meter: Meter, now: Callable[[], Instant]
) -> APIRouter:
    router = APIRouter(tags=["next steps"])

    @router.post("/v1/next-steps")
    async def next_steps(request: Request) -> Response:
        at = now()
        principal = await doorkeeper.principal(presented(request), at)
        question = validated(Question, await document(request))
        ask = _allowed(question, principal)
        meter.of(request, principal, at)(COST)
        advice = await advisor.decide(principal.workspace, ask, at)
        open_book = Permission.BUYERS_READ in principal.may
        told = answer(advice, question.voice, open_book=open_book)
        return Response(orjson.dumps(told), media_type="application/json")

    return router


def validated(model: type[Body], asked: Any) -> Body:
    """Raises ``InvalidValue``."""
    try:
        return model.model_validate(asked)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = ".".join(map(str, first["loc"]))
        raise InvalidValue(f"{field}: {first['msg']}"[:300]) from None


def _allowed(question: Question, principal: Principal) -> Ask:
    if Permission.NEXT_STEPS_READ not in principal.may:
        raise Forbidden
    try:
        ask = question.ask()
        return replace(ask, buyer=admitted(principal, ask.buyer, question.voice))
    except BadInput as bad:
        raise InvalidValue(bad.message) from None
    except NotAllowed as refused:
        raise KeyNotAllowed(refused.message) from None


def _text(name: str, value: str | None, longest: int = LONGEST) -> str | None:
    return None if value is None else text(name, value, longest)
