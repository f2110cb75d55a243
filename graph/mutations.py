"""The mutations: a table of contents."""

import strawberry
from strawberry import field

from graph.access import Permission, needs
from graph.cost import Cost, ListSize
from graph.paging import ITEMS
from graph.resolvers import curation, interactions, many, next_steps

CROWD = ListSize(
    assumed_size=ITEMS, slicing_arguments=["input.buyers", "input.first"], sized_fields=["results"]
)


@strawberry.type(description="What can be changed.")
class Mutation:
    decide_next_steps = field(
        directives=[*needs(Permission.NEXT_STEPS_READ), Cost(weight=10)],
        resolver=next_steps.decide,
        description="A set of best-bet next steps, recorded before it is answered.",
    )
    decide_next_steps_for = field(
        directives=[*needs(Permission.NEXT_STEPS_READ), CROWD],
        resolver=many.decide,
        description=(
            "Sets for many buyers, recorded before they are answered: for a list of them, or page "
            "by page for a segment. What is wrong with one of them keeps nobody else from a set."
        ),
    )
    record_interactions = field(
        directives=needs(Permission.EVENTS_WRITE),
        resolver=interactions.record,
        description="Take in what buyers did: each is accepted, a duplicate or rejected.",
    )
    put_offers = field(
        directives=needs(Permission.CATALOGUE_WRITE),
        resolver=curation.put_offers,
        description="Add or replace offers.",
    )
    put_links = field(
        directives=needs(Permission.CATALOGUE_WRITE),
        resolver=curation.put_links,
        description="Add or replace editors' links.",
    )
    put_personas = field(
        directives=needs(Permission.CATALOGUE_WRITE),
        resolver=curation.put_personas,
        description="Add or replace personas.",
    )
    put_buying_jobs = field(
        directives=needs(Permission.CATALOGUE_WRITE),
        resolver=curation.put_buying_jobs,
        description="Add or replace buying jobs.",
    )
    remove_offer = field(
        directives=needs(Permission.CATALOGUE_WRITE),
        resolver=curation.remove_offer,
        description=(
            "Take an offer away, with its links; IN_USE while another offer requires it. One that "
            "buyers have taken is better put again as `retired`: its tags explain their journeys."
        ),
    )
    remove_link = field(
        directives=needs(Permission.CATALOGUE_WRITE),
        resolver=curation.remove_link,
        description="Take a link away.",
    )
    remove_persona = field(
        directives=needs(Permission.CATALOGUE_WRITE),
        resolver=curation.remove_persona,
        description="Take a persona away; IN_USE while an offer serves it or a link is for it.",
    )
    remove_buying_job = field(
        directives=needs(Permission.CATALOGUE_WRITE),
        resolver=curation.remove_buying_job,
        description="Take a buying job away; IN_USE while an offer serves it.",
    )
