"""The members: each says in its own way how probable an offer is as the next step.

Columns of a table with one line an offer. Those of the trail are gathered by running through rows
and trails; an offer that none of them names has a line of zeros.
"""

RULES = 0
"""P(next | steps): what followed the latest steps, editors' links and motion included."""
COMPANIONS = 1
"""The mean over the steps of how their companions are spread, whatever the order."""
NEIGHBOURS = 2
"""Σ over neighbouring trails: similarity, times nearness to the last step that is shared."""
LIKENESS = 3
"""Σ over neighbouring trails of (shared / √length)², whatever the order."""
LIFT = 4
"""Π over steps but the last of 1 + n(step, offer) / (q(step) · prior); 0 where no step has it."""
LAST_LIFT = 5
"""The same of the last step alone."""
MEMBERS = 6
