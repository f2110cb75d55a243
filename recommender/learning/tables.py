"""The tables of counts: each offer has a row in every one."""

from recommender.model.vocabulary import Motion

MOTIONS = tuple(Motion)
"""In the order of their tables."""
ANY = -1
"""Of an act whose motion is not known."""
COMPANIONS = 0
"""In how many trails two offers occur together, in either order."""
SEQUELS = 1
"""What came after what, 1/gap each time, whatever the motion."""
APART = 2
"""Sequels of the first motion; those of the others follow (R8)."""
TABLES = APART + len(MOTIONS)
"""The row of an offer in a table is number offer * TABLES + table."""
