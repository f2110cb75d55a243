"""Why: the facts behind a step, in words for buyers and for sellers."""
