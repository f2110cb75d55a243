"""Questions that would close the largest gaps in evidence.

A gap is a share of the belief that rests on nothing seen: of the persona, what is not the likeliest
one's; of a job, its share times how little its status rests on evidence; and what has no name.
"""

from collections import defaultdict
from collections.abc import Iterator

from recommender.briefing.line import BriefingPart, Cited, Ground, Line, Silence
from recommender.briefing.matter import Matter
from recommender.reasons.words import lower

QUESTIONS = 3
GAP = 0.1
"""Smaller ones are not worth a question."""
NAMED = 2
"""Personas that a question offers to choose from."""


def ask(matter: Matter) -> BriefingPart:
    if matter.unwelcome:
        return BriefingPart(empty=Silence.SUPPRESSED)
    gaps = [gap for gap in (*_role(matter), *_unknown(matter), *_jobs(matter)) if gap[0] >= GAP]
    gaps.sort(key=lambda gap: (-gap[0], gap[1].id))
    lines = tuple(line for _, line in gaps[:QUESTIONS])
    return BriefingPart(lines, None if lines else Silence.NO_SIGNAL)


def _role(matter: Matter) -> Iterator[tuple[float, Line]]:
    """Who they are, unless they have said so."""
    shares = _shares(matter, by_job=False)
    if "role" in matter.state.facts or len(shares) < NAMED:
        return
    likely = sorted(shares, key=lambda key: (-shares[key], key))[:NAMED]
    named = " or ".join(lower(matter.personas[key].title) for key in likely)
    text = f"What is your part in this: {named}, or another?"
    evidence = tuple(Cited(Ground.PERSONA, key) for key in likely)
    yield sum(shares.values()) - shares[likely[0]], Line("ask:role", text, evidence)


def _unknown(matter: Matter) -> Iterator[tuple[float, Line]]:
    text = "What are you trying to get done that we have not spoken of?"
    yield matter.unknown, Line("ask:unknown", text, (Cited(Ground.NEED, "unknown"),))


def _jobs(matter: Matter) -> Iterator[tuple[float, Line]]:
    sure = {one.job: one.confidence for one in matter.state.jobs}
    for key, share in _shares(matter, by_job=True).items():
        text = f"Where do you stand with {lower(matter.jobs[key].title)}?"
        evidence = (Cited(Ground.JOURNEY, f"job:{key}"),)
        yield share * (1.0 - sure.get(key, 0.0)), Line(f"ask:job:{key}", text, evidence)


def _shares(matter: Matter, *, by_job: bool) -> dict[str, float]:
    shares = defaultdict[str, float](float)
    for one in matter.decision.belief:
        key = one.need and (one.need.job if by_job else one.need.persona)
        if key in (matter.jobs if by_job else matter.personas):
            shares[str(key)] += one.share
    return dict(shares)
