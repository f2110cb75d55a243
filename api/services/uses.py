"""What leans on an entry of the catalogue, so that it cannot be taken away.

An export of a whole catalogue imports again; one with a reference that leads nowhere would not.
"""

from collections.abc import Iterator

from graph.answers import Flaw
from graph.questions import Shelved
from recommender import Catalogue

NAMED = 5
"""How many are named; the rest is counted."""


def in_use(existing: Catalogue, what: Shelved, identity: object) -> Flaw | None:
    """Links go with their offers, and nothing leans on a link."""
    found = list(_uses(existing, what, identity))
    if not found:
        return None
    named = ", ".join(found[:NAMED])
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    return Flaw("IN_USE", f"It is in use: {named}{more}.", ("id",))


def _uses(existing: Catalogue, what: Shelved, identity: object) -> Iterator[str]:
    for offer in existing.offers:
        if what is Shelved.OFFERS and identity in offer.requires:
            yield f"offer {offer.key} requires it"
        if what is Shelved.PERSONAS and any(s.persona == identity for s in offer.serves):
            yield f"offer {offer.key} serves it"
        if what is Shelved.JOBS and any(s.job == identity for s in offer.serves):
            yield f"offer {offer.key} serves it"
    for link in existing.links:
        if what is Shelved.PERSONAS and link.persona == identity:
            yield f"the link from {link.source} to {link.target} is for it"
