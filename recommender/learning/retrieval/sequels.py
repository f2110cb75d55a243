"""What follows the latest steps of a trail, the last one above all."""

from recommender.compiled import in_place
from recommender.learning.layout import LINK_PRIOR
from recommender.learning.retrieval.asked import Asked
from recommender.learning.retrieval.ground import Ground, place_of
from recommender.learning.retrieval.members import LAST, LINKS, RULES
from recommender.learning.retrieval.scratch import Scratch, reach
from recommender.learning.rows import Rows
from recommender.learning.tables import ANY, APART, SEQUELS, TABLES

LATEST = 10
"""How many steps the rules look back on."""
FADE = 0.6
"""How much less each step back counts."""
MOTION_PRIOR = 10.0
"""How many steps of one motion weigh as much as all motions together (R8)."""


@in_place
def gather_sequels(rows: Rows, ground: Ground, scratch: Scratch, asked: Asked) -> float:
    """How many observations it rests on.

    Σ over steps of FADE^age · P(next | step), divided by Σ FADE^age. Only steps that
    anything is known of count. P(next | step) adds up what followed in this motion, in any, and
    the editors' links, each as far as it has observations.
    """
    known = faded(rows, ground, asked)
    support, fade = 0.0, 1.0
    for age in range(min(LATEST, len(asked.numbers))):
        step = len(asked.numbers) - 1 - age
        evidence = observed(rows, ground, asked, step)
        if age == 0 and asked.places[step] >= 0:
            lead(ground, scratch, asked.places[step], LINKS, 1.0)
        if evidence > 0.0:
            support += fade / known * evidence
            spread(rows, ground, scratch, asked, step, RULES, fade / known / evidence)
            if age == 0:
                spread(rows, ground, scratch, asked, step, LAST, 1.0 / evidence)
        fade *= FADE
    return support


@in_place
def faded(rows: Rows, ground: Ground, asked: Asked) -> float:
    """Σ FADE^age over the steps that anything is known of."""
    known, fade = 0.0, 1.0
    for age in range(min(LATEST, len(asked.numbers))):
        if observed(rows, ground, asked, len(asked.numbers) - 1 - age) > 0.0:
            known += fade
        fade *= FADE
    return known


@in_place
def observed(rows: Rows, ground: Ground, asked: Asked, step: int) -> float:
    """In any motion, editors' links included."""
    number, place, total = asked.numbers[step], asked.places[step], 0.0
    if number >= 0:
        total += rows.heads[number * TABLES + SEQUELS]["total"]
    if place >= 0 and ground.link_starts[place + 1] > ground.link_starts[place]:
        total += LINK_PRIOR
    return total


@in_place
def spread(  # noqa: PLR0913, PLR0917  # a kernel takes what it works on by position
    rows: Rows,
    ground: Ground,
    scratch: Scratch,
    asked: Asked,
    step: int,
    member: int,
    part: float,
) -> None:
    """``part`` is that of one observation in any motion."""
    number, place = asked.numbers[step], asked.places[step]
    apart, total = number * TABLES + APART + asked.motion, 0.0
    if asked.motion != ANY and number >= 0:
        total = rows.heads[apart]["total"]
    rest = MOTION_PRIOR / (MOTION_PRIOR + total)
    if place >= 0:
        lead(ground, scratch, place, member, rest * part)
    if number >= 0:
        scatter(rows, ground, scratch, number * TABLES + SEQUELS, member, rest * part)
    if total > 0.0:
        evidence = observed(rows, ground, asked, step)
        scatter(rows, ground, scratch, apart, member, rest * part * evidence / MOTION_PRIOR)


@in_place
def lead(ground: Ground, scratch: Scratch, place: int, member: int, factor: float) -> None:
    """As the editors' links do."""
    for link in range(ground.link_starts[place], ground.link_starts[place + 1]):
        target = ground.link_targets[link]
        reach(scratch, target)
        scratch.values[target, member] += factor * ground.link_weights[link]


@in_place
def scatter(  # a kernel takes what it works on by position
    rows: Rows, ground: Ground, scratch: Scratch, row: int, member: int, factor: float
) -> None:
    """Add a row of counts to a member."""
    start, filled = rows.heads[row]["start"], rows.heads[row]["filled"]
    for entry in range(start, start + filled):
        place = place_of(ground, rows.entries[entry]["column"])
        reach(scratch, place)
        scratch.values[place, member] += factor * rows.entries[entry]["weight"]
