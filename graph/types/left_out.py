from collections.abc import Collection
from itertools import islice
from typing import Annotated, Any, Self

import strawberry
from strawberry import Parent, argument, field

import recommender
from graph.access import Permission, needs
from graph.cost import ListSize
from graph.entries import Entries
from graph.errors import BadInput
from graph.types.offer import Offer
from graph.types.vocabulary import Gate

MOST_LEFT_OUT = 1000

Kept = strawberry.Private[Collection[recommender.LeftOut]]
"""All that were left out; there may be thousands, so they are wrapped only when asked for."""


@strawberry.type(
    description="An offer that was left out, and why.", directives=needs(Permission.BUYERS_READ)
)
class LeftOut:
    offer: Offer = field(description="The offer.")
    gate: Gate = field(description="The gate that it did not pass.")
    rule: str = field(description="The name of the gate's rule.")

    @classmethod
    def of(cls, left_out: recommender.LeftOut, entries: Entries) -> Self:
        offer = Offer.named(left_out.offer, entries)
        return cls(offer=offer, gate=left_out.gate, rule=left_out.rule)


def left_out(
    root: Parent[Any],
    first: Annotated[int, argument(description="How many at most, 1 to 1000.")] = 100,
) -> list[LeftOut]:
    if not 1 <= first <= MOST_LEFT_OUT:
        raise BadInput(f"first is a number from 1 to {MOST_LEFT_OUT}")
    return [LeftOut.of(one, root.entries) for one in islice(root.kept_out, first)]


def left_out_field() -> Any:
    return field(
        directives=[ListSize(slicing_arguments=["first"])],
        resolver=left_out,
        description="The offers that a gate kept out.",
    )
