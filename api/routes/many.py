"""``POST /v1/next-steps:batch``: sets for a list of buyers, or for a segment.

JSON for a list and for a page of a segment; JSON Lines, a line a buyer, for as many as there are.
"""

from collections.abc import Callable, Sequence
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

from api.errors import Forbidden, InvalidValue
from api.routes.credentials import Doorkeeper, presented
from api.routes.document import document
from api.routes.json_lines import JSON_LINES, JsonLines
from api.routes.many_answer import line
from api.routes.many_question import ManyQuestion
from api.routes.next_steps import validated
from graph.access import Permission, Principal
from graph.admission import hear
from graph.answers import Advised
from graph.errors import BadInput, NotAllowed
from graph.paging import Place
from graph.ports import CrowdAdvisor
from graph.questions import AskMany
from recommender import Instant, Voice

BATCH = "/v1/next-steps:batch"
NEEDS = frozenset({Permission.NEXT_STEPS_READ, Permission.BUYERS_READ})


def many_router(
    advisor: CrowdAdvisor, doorkeeper: Doorkeeper, now: Callable[[], Instant]
) -> APIRouter:
    router = APIRouter(tags=["next steps"])

    @router.post(BATCH)
    async def batch(request: Request) -> Response:
        at = now()
        principal = await doorkeeper.principal(presented(request), at)
        _allow(principal)
        question = validated(ManyQuestion, await document(request))
        _hear(principal, question.voice)
        streamed = JSON_LINES in request.headers.get("accept", "").lower()
        ask = _asked(question, whole=streamed)
        call = Call(advisor, principal, question, ask, at)
        return JsonLines(call.lines) if streamed else await call.answer()

    return router


class Call:
    """One call, answered at once or line by line."""

    def __init__(
        self,
        advisor: CrowdAdvisor,
        principal: Principal,
        question: ManyQuestion,
        ask: AskMany,
        at: Instant,
    ) -> None:
        self._advisor, self._workspace, self._at = advisor, principal.workspace, at
        self._question, self._ask = question, ask
        self._told = 0

    async def answer(self) -> Response:
        results: list[dict[str, Any]] = []

        async def take(advised: Sequence[Advised]) -> None:
            results.extend(self._tell(advised))

        place = await self._decide(take)
        told = {"results": results, "next": place and place.written()}
        return Response(orjson.dumps(told), media_type="application/json")

    async def lines(self, write: Callable[[bytes], Any]) -> None:
        """The last line says how many there were, and where to go on if it ended early."""

        async def take(advised: Sequence[Advised]) -> None:
            await write(b"".join(orjson.dumps(told) + b"\n" for told in self._tell(advised)))

        place = await self._decide(take)
        end = {"end": {"buyers": self._told, "next": place and place.written()}}
        await write(orjson.dumps(end) + b"\n")

    async def _decide(self, take: Any) -> Place | None:
        try:
            return await self._advisor.decide_many(self._workspace, self._ask, self._at, take)
        except BadInput as bad:
            raise InvalidValue(bad.message) from None

    def _tell(self, advised: Sequence[Advised]) -> list[dict[str, Any]]:
        told = [
            line(one, self._question.named(self._told + place), self._question)
            for place, one in enumerate(advised)
        ]
        self._told += len(told)
        return told


def _allow(principal: Principal) -> None:
    missing = NEEDS - principal.may
    if missing:
        raise Forbidden(NotAllowed.for_want_of(missing).message)


def _hear(principal: Principal, voice: Voice) -> None:
    try:
        hear(principal, voice)
    except NotAllowed as refused:
        raise Forbidden(refused.message) from None


def _asked(question: ManyQuestion, *, whole: bool) -> AskMany:
    try:
        return question.ask(whole=whole)
    except BadInput as bad:
        raise InvalidValue(bad.message) from None
