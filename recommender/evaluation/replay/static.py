"""Cases of which nothing is learned: what was learned from the training alone answers them all."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from recommender.evaluation.replay.answering import Moment, answer
from recommender.evaluation.replay.cases import Answer, Question
from recommender.evaluation.replay.log import Log, LogLine
from recommender.evaluation.replay.probes import Part, ahead, along, in_parts
from recommender.evaluation.replay.trial import set_told
from recommender.evaluation.replay.world import Links, World
from recommender.journey import fold
from recommender.journey.journey import TRAIL
from recommender.model.instant import SECOND, Instant

STEP = 10 * SECOND
"""A context has no clock: its items are taken to be so far apart, the last one just before now."""


def answer_questions(
    log: Log,
    questions: Iterable[Question],
    links: Links | None = None,
    middle: Instant | None = None,
    parts: Sequence[Part] = (),
) -> Iterator[Answer]:
    """One answer a question, in their order; each as if it were the only one.

    ``links`` are those of a catalogue in which the next step is a choice among links; there one
    may go back to what was taken. ``middle`` is when half of the questions are asked: if the log
    goes on after that, they are about trails that were kept out of it by lot, and weights are
    fitted to such trails too. ``parts`` are those of the questions that ask about trails in parts.
    """
    world = World(links, returning=links is not None)
    world.learn(log)
    for source, targets in (links or {}).items():
        for item in (source, *targets):
            world.admit(item)
    world.lay_out()
    amid = middle is not None and middle < log.end
    held_out = log.with_some_last() if amid else log
    world.fit(held_out, links, ahead(parts))
    probes = in_parts(held_out, parts) if parts else along(held_out)
    set_told(world, held_out, probes, partial(_asking, links or {}))
    for question in questions:
        yield answer(world, _moment(world, question, log.end))


def _asking(links: Links, world: World, trail: Sequence[LogLine], now: Instant) -> Moment:
    """A trail of the training, as a question would be."""
    context = tuple([line.item for line in trail])
    candidates = tuple(links.get(context[-1], ())) if links else None
    return _moment(world, Question("", now, context, candidates), now)


def _moment(world: World, question: Question, end: Instant) -> Moment:
    """Only the latest touches make a trail; all are excluded, save where one may go back."""
    now = end if question.now is None else question.now
    latest = question.context[-TRAIL:]
    start = now - STEP * len(latest)
    acts = [
        world.act(LogLine("", item, Instant(start + step * STEP)))
        for step, item in enumerate(latest)
        if world.key(item) is not None
    ]
    allowed = question.candidates
    return Moment(
        question.case,
        fold(acts),
        world.key(latest[-1]) if latest else None,
        now,
        exclude=_keys(world, question.context) if allowed is None else frozenset(),
        among=None if allowed is None else _keys(world, allowed),
    )


def _keys(world: World, items: Iterable[str]) -> frozenset[str]:
    return frozenset([key for key in map(world.key, items) if key is not None])
