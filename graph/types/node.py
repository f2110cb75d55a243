import strawberry
from strawberry import ID, field

from graph.access import ANYONE


@strawberry.interface(
    description="Whatever can be asked for again by its id.",
    directives=ANYONE,
)
class Node:
    id: ID = field(description="Global: it says of which type it is, and finds it by `node`.")
