"""The queries: a table of contents. Each resolver unwraps, asks a port, and wraps."""

import strawberry
from strawberry import field

from graph import federation
from graph.access import ANYONE, Permission, needs
from graph.cost import Cost, ListSize
from graph.resolvers import (
    buyers,
    companies,
    decisions,
    exploration,
    library,
    next_steps,
    nodes,
    rejected_events,
    talking_points,
)
from graph.types.page import PAGED

DECIDED = Cost(weight=10)


@strawberry.type(description="What can be asked. Nothing here is recorded or teaches.")
class Query:
    node = field(
        directives=ANYONE,
        resolver=nodes.node,
        description="Anything by its id; null for what is none, or is not there.",
    )
    nodes = field(
        directives=[*ANYONE, ListSize(slicing_arguments=["ids"])],
        resolver=nodes.nodes,
        description="Several by their ids, in the same order; null where one is not there.",
    )
    service = field(
        name="_service",
        directives=ANYONE,
        resolver=federation.service,
        description="This graph as a subgraph; refused where introspection is off.",
    )
    entities = field(
        name="_entities",
        directives=[*ANYONE, ListSize(slicing_arguments=["representations"])],
        resolver=federation.entities,
        description="Entities that other graphs of a federation lead to.",
    )
    next_steps = field(
        directives=[*needs(Permission.NEXT_STEPS_READ), DECIDED],
        resolver=next_steps.preview,
        description="A set of best-bet next steps for a buyer: a preview, recorded nowhere.",
    )
    explore = field(
        directives=[*needs(Permission.NEXT_STEPS_READ), PAGED],
        resolver=exploration.explore,
        description="The way to steps that nobody anticipated: search and browse, best first.",
    )
    talking_points = field(
        directives=[*needs(Permission.TALKING_POINTS_READ), DECIDED],
        resolver=talking_points.talking_points,
        description=(
            "What a seller should know, say, show, ask and avoid now: recorded nowhere; null for "
            "an account or a group that is not known."
        ),
    )
    buyer = field(
        directives=needs(Permission.BUYERS_READ),
        resolver=buyers.buyer,
        description="A buyer with their journey; null when not known.",
    )
    buyers = field(
        directives=[*needs(Permission.BUYERS_READ), PAGED, Cost(weight=20)],
        resolver=buyers.buyers,
        description=(
            "The buyers, in the order of their ids. Where a filter fits few of them, a page may "
            "hold fewer than asked for and still have a next one: go on from its end."
        ),
    )
    account = field(
        directives=needs(Permission.BUYERS_READ),
        resolver=companies.account,
        description="A company; null when not known.",
    )
    accounts = field(
        directives=[*needs(Permission.BUYERS_READ), PAGED],
        resolver=companies.accounts,
        description="The companies, in the order of their keys.",
    )
    buying_group = field(
        directives=needs(Permission.BUYERS_READ),
        resolver=companies.buying_group,
        description="The people who decide one purchase; null when not known.",
    )
    opportunity = field(
        directives=needs(Permission.BUYERS_READ),
        resolver=companies.opportunity,
        description="A purchase under way; null when not known.",
    )
    offers = field(
        directives=[*needs(Permission.CATALOGUE_READ), PAGED],
        resolver=exploration.offers,
        description="The offers, in the order of their keys.",
    )
    offer = field(
        directives=needs(Permission.CATALOGUE_READ),
        resolver=library.offer,
        description="One offer; null when there is none.",
    )
    personas = field(
        directives=needs(Permission.CATALOGUE_READ),
        resolver=library.personas,
        description="All personas.",
    )
    buying_jobs = field(
        directives=needs(Permission.CATALOGUE_READ),
        resolver=library.buying_jobs,
        description="The framework of buying jobs.",
    )
    decision = field(
        directives=needs(Permission.BUYERS_READ),
        resolver=decisions.decision,
        description="A recorded set; null when there is none.",
    )
    rejected_events = field(
        directives=[*needs(Permission.EVENTS_READ), PAGED],
        resolver=rejected_events.rejected_events,
        description="Events that were not taken in, latest first.",
    )
