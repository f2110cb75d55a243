"""Why: the facts behind a step, in words for buyers and for sellers."""

from recommender.reasons.ledger import Why, explain

__all__ = ["Why", "explain"]
