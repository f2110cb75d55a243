"""The members: each says in its own way how probable an offer is as the next step.

Columns of a table with one line an offer. Those of the trail are gathered by running through rows
and trails; an offer that none of them names has a line of zeros.
"""

RULES = 0
"""P(next | steps): what followed the latest steps, editors' links and motion included."""
LAST = 1
"""P(next | last step), the same of the last step alone."""
COMPANIONS = 2
"""The mean over the steps of how their companions are spread, whatever the order."""
LIFT = 3
"""Π over steps but the last of 1 + n(step, offer) / (q(step) · prior); 0 where no step has it."""
LAST_LIFT = 4
"""The same of the last step alone."""
NEIGHBOURS = 5
"""Σ over neighbouring trails: similarity, times nearness to the last step that is shared."""
LIKENESS = 6
"""Σ over neighbouring trails of (shared / √length)², whatever the order."""
RARE = 7
"""The same, where a shared step counts the more the fewer trails hold it."""
CLOSE = 8
"""Σ over neighbouring trails of similarity³: the most similar ones above all."""
DIRECT = 9
"""How many neighbouring trails went straight from the last step to the offer."""
ALIKE = 10
"""The same, with each trail counted by its similarity²."""
LINKS = 11
"""How many observed steps the editors' links from the steps are worth."""
MEMBERS = 12
