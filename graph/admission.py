"""Whom a principal may ask about, and whose words it hears."""

from dataclasses import replace

from graph.access import Permission, Principal
from graph.errors import NotAllowed
from graph.questions import BuyerRef, RefKind
from recommender import Voice

SELLERS = "The seller's voice takes the permission talking_points:read."
BROWSERS = (
    "This key asks by anonymousId, or by the userId of a signed visitor token, "
    "in the buyer's voice."
)


def admitted(principal: Principal, buyer: BuyerRef, voice: Voice = Voice.BUYER) -> BuyerRef:
    """Raises ``NotAllowed`` where the principal may not ask about this buyer, or so."""
    if principal.vouches:
        hear(principal, voice)
        return buyer
    signed = principal.visitor.user_id if principal.visitor else ""
    named = buyer.kind is RefKind.USER_ID and buyer.value == signed
    if voice is not Voice.BUYER or not (named or buyer.kind is RefKind.ANONYMOUS_ID):
        raise NotAllowed(BROWSERS)
    return buyer if named else replace(buyer, visitor=signed)


def hear(principal: Principal, voice: Voice) -> None:
    """Raises ``NotAllowed`` where this voice is not for the principal."""
    if voice is Voice.SELLER and Permission.TALKING_POINTS_READ not in principal.may:
        raise NotAllowed(SELLERS)
