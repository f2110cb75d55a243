"""The terms by name, in the order of the lines of their table."""

TERMS = (
    "pathway", "trend", "newness", "topic", "response",
    "channel", "format", "colleague", "fatigue",
)  # fmt: skip
RANKED = TERMS[:3]
"""Those of what was learned: each is what it adds to the log-odds."""
