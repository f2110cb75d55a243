"""Types that lead back to where one came from, named before they are there.

A module of types imports those that stand below its own. What stands above is named here, and made
of a plain answer by the type that has said so.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar

import strawberry

Shown = TypeVar("Shown")

if TYPE_CHECKING:
    Account: TypeAlias = Any
    Buyer: TypeAlias = Any
    BuyingGroup: TypeAlias = Any
    Opportunity: TypeAlias = Any
else:
    Account = Annotated["Account", strawberry.lazy("graph.types.account")]
    Buyer = Annotated["Buyer", strawberry.lazy("graph.types.buyer")]
    BuyingGroup = Annotated["BuyingGroup", strawberry.lazy("graph.types.buying_group")]
    Opportunity = Annotated["Opportunity", strawberry.lazy("graph.types.opportunity")]

_TYPES: dict[type, Any] = {}


def shows(plain: type) -> Callable[[type[Shown]], type[Shown]]:
    """The decorated type shows answers of this class, by its ``of``."""

    def remember(shown: type[Shown]) -> type[Shown]:
        _TYPES[plain] = shown
        return shown

    return remember


def show(found: Any) -> Any:
    return None if found is None else _TYPES[type(found)].of(found)
