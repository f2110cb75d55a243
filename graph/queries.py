"""The queries: a table of contents. Each resolver unwraps, asks a port, and wraps."""

import strawberry
from strawberry import field

from graph.resolvers import buyers, decisions, exploration, library, next_steps, rejected_events


@strawberry.type(description="What can be asked. Nothing here is recorded or teaches.")
class Query:
    next_steps = field(
        resolver=next_steps.preview,
        description="A set of best-bet next steps for a buyer: a preview, recorded nowhere.",
    )
    explore = field(
        resolver=exploration.explore,
        description="The way to steps that nobody anticipated: search and browse, best first.",
    )
    buyer = field(
        resolver=buyers.buyer, description="A buyer with their journey; null when not known."
    )
    offers = field(
        resolver=exploration.offers, description="The offers, in the order of their ids."
    )
    offer = field(resolver=library.offer, description="One offer; null when there is none.")
    personas = field(resolver=library.personas, description="All personas.")
    buying_jobs = field(resolver=library.buying_jobs, description="The framework of buying jobs.")
    decision = field(
        resolver=decisions.decision, description="A recorded set; null when there is none."
    )
    rejected_events = field(
        resolver=rejected_events.rejected_events,
        description="Events that were not taken in, latest first.",
    )
