import pytest

from graph.access import Permission, Principal, Visitor
from graph.admission import admitted, hear
from graph.errors import NotAllowed
from graph.questions import BuyerRef, RefKind
from recommender import Voice
from tests.graph.fakes import WORKSPACE

USER = BuyerRef(RefKind.USER_ID, "u-7")
DEVICE = BuyerRef(RefKind.ANONYMOUS_ID, "a-1")
READER = Principal(WORKSPACE, frozenset({Permission.NEXT_STEPS_READ}))
BROWSER = Principal(WORKSPACE, READER.may, vouches=False)
SIGNED = Principal(WORKSPACE, READER.may, vouches=False, visitor=Visitor("u-7"))


@pytest.mark.parametrize(
    ("principal", "buyer", "visitor"),
    [
        (READER, USER, None),
        (READER, DEVICE, None),
        (BROWSER, DEVICE, ""),
        (SIGNED, DEVICE, "u-7"),
        (SIGNED, USER, None),
    ],
)
def test_who_is_known_is_a_stranger_unless_vouched_for(
    principal: Principal, buyer: BuyerRef, visitor: str | None
) -> None:
    assert admitted(principal, buyer).visitor == visitor


@pytest.mark.parametrize("principal", [READER, BROWSER, SIGNED])
def test_the_sellers_voice_is_for_sellers(principal: Principal) -> None:
    with pytest.raises(NotAllowed):
        admitted(principal, DEVICE, Voice.SELLER)
    with pytest.raises(NotAllowed):
        hear(principal, Voice.SELLER)
    hear(principal, Voice.BUYER)
