"""Why: the facts behind a step, in words for buyers and for sellers."""

from recommender.reasons.ledger import reasons, serves

__all__ = ["reasons", "serves"]
