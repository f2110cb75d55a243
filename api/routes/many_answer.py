"""What became of one of many buyers, as flat JSON."""

from collections import defaultdict
from typing import Any

from pydantic.alias_generators import to_camel

from api.routes.many_question import ManyQuestion
from api.routes.next_steps_answer import answer
from graph.answers import Advised, Flaw


def line(advised: Advised, named: dict[str, str], question: ManyQuestion) -> dict[str, Any]:
    told: dict[str, Any] = {"buyer": _buyer(advised, named)}
    if isinstance(advised.outcome, Flaw):
        flaw = advised.outcome
        return told | {"error": {"code": flaw.code, "message": flaw.message}}
    return told | answer(advised.outcome, question.voice, open_book=False)


def _buyer(advised: Advised, named: dict[str, str]) -> dict[str, Any]:
    """As the caller has named them, or by all their names; and by ours, if they are known."""
    names = defaultdict[str, list[str]](list)
    for kind, value in advised.names:
        names[to_camel(kind)].append(value)
    known = {} if advised.buyer is None else {"buyerId": str(advised.buyer)}
    return {**named, **known, **names}
