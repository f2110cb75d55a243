"""What occurs in the same trails as the steps of a trail, in whatever order."""

from recommender.compiled import in_place
from recommender.learning.retrieval.asked import Asked
from recommender.learning.retrieval.ground import Ground, place_of
from recommender.learning.retrieval.members import COMPANIONS, LAST_LIFT, LIFT
from recommender.learning.retrieval.scratch import Scratch, reach
from recommender.learning.rows import Rows
from recommender.learning.tables import COMPANIONS as COMPANIONS_TABLE
from recommender.learning.tables import TABLES
from recommender.learning.tallies import VISITS, Tallies

LIFT_PRIOR = 20.0
"""With how many trails of indifference to others each offer starts."""


@in_place
def gather_companions(
    rows: Rows, tallies: Tallies, ground: Ground, scratch: Scratch, asked: Asked
) -> float:
    """The companions of all steps, and how much likelier those make each offer; the support.

    A step that the model knows makes an offer (LIFT_PRIOR + n_ij / q_i) / (LIFT_PRIOR + n_j) times
    as likely: n_j trails hold the offer, n_ij of them the step too, and q_i is the part of all
    trails that hold the step. The numerator is gathered here, divided by the prior.
    """
    trails, met, support = (tallies.totals[VISITS] + 2.0) / LIFT_PRIOR, 0, 0.0
    for number in asked.numbers:
        met += known(rows, number)
    for step in range(len(asked.numbers)):
        number = asked.numbers[step]
        if known(rows, number):
            row = number * TABLES + COMPANIONS_TABLE
            support += rows.heads[row]["total"] / met
            factors = 1.0 / met, trails / (tallies.touched[number] + 1.0)
            member = LAST_LIFT if step == len(asked.numbers) - 1 else LIFT
            accompany(rows, ground, scratch, row, member, factors)
    return support


@in_place
def known(rows: Rows, number: int) -> bool:
    """Has the step companions?"""
    return bool(number >= 0 and rows.heads[number * TABLES + COMPANIONS_TABLE]["total"] > 0.0)


@in_place
def accompany(
    rows: Rows,
    ground: Ground,
    scratch: Scratch,
    row: int,
    member: int,
    factors: tuple[float, float],
) -> None:
    """The factors are the part that one step has in the mean, and what a count of one lifts by."""
    head, (part, lift) = rows.heads[row], factors
    part /= head["total"]
    for entry in range(head["start"], head["start"] + head["filled"]):
        place = place_of(ground, rows.entries[entry]["column"])
        weight = rows.entries[entry]["weight"]
        reach(scratch, place)
        scratch.values[place, COMPANIONS] += part * weight
        scratch.values[place, member] *= 1.0 + lift * weight
