"""A decision: what was recommended together, what was left out, and why."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from recommender.model.catalogue import Need
from recommender.model.instant import Instant


class Gate(StrEnum):
    """The gates in the order in which an offer meets them."""

    ELIGIBILITY = "eligibility"
    """The buyer cannot take it (R16: cannot buy)."""
    APPLICABILITY = "applicability"
    """It makes no sense now (R16: has no need yet)."""
    SUITABILITY = "suitability"
    """It would not do this buyer good (R16: is not interested)."""
    CONTACT_POLICY = "contact_policy"
    WHOLE_COMPANY_GUARD = "whole_company_guard"


class Slot(StrEnum):
    """How a step came into the set."""

    CHOSEN = "chosen"
    """Among the best by expected gain when it was drawn."""
    EXPLORED = "explored"
    """Drawn although another step promised more, to learn."""
    PINNED = "pinned"
    """Set by an editor, outside the random part."""


class Exhausted(StrEnum):
    """Why a set holds fewer steps than were asked for (R34)."""

    NO_OFFERS = "no_offers"
    ALL_GATED = "all_gated"
    BELOW_FLOOR = "below_floor"


class Voice(StrEnum):
    BUYER = "buyer"
    SELLER = "seller"


class Reason(NamedTuple):
    """One fact of the ledger in words. ``id`` is the same in both voices (R48)."""

    id: str
    term: str
    weight: float
    """Its part of the step's log-odds."""
    buyer: str | None
    """The buyer's words; ``None`` where the fact is for sellers only."""
    seller: str

    def text(self, voice: Voice) -> str | None:
        """In the words of whoever reads it; ``None`` where it is not for them."""
        return self.buyer if voice is Voice.BUYER else self.seller


class Step(NamedTuple):
    """One recommended offer with its reasons."""

    offer: str
    slot: Slot
    chance: float
    """Chance that it is taken, given the belief over needs."""
    gain: float
    """What it added to the chance that at least one step is taken."""
    selection_probability: float
    """The probability with which the slot drew it; 1 for a pinned step."""
    serves: tuple[Need, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why-not: an offer with the gate and the named rule that kept it out."""

    offer: str
    gate: Gate
    rule: str


@dataclass(frozen=True, slots=True)
class NeedShare:
    need: Need | None
    """``None`` is the unknown cell: a need that the workspace has no word for."""
    share: float


@dataclass(frozen=True, slots=True)
class Decision:
    """A set of best-bet next steps. Everything that ``replay`` needs is in ``draw``."""

    id: UUID
    at: Instant
    steps: tuple[Step, ...]
    display: tuple[int, ...]
    """A uniform order in which to show the steps: positions in ``steps``."""
    chance_any_taken: float
    exhausted: Exhausted | None
    left_out: Collection[LeftOut]
    """In the order of the shelf; made when read, because there may be many."""
    belief: Collection[NeedShare]
    """The likeliest first, the unknown need last; made when read, like what was left out."""
    ordered_propensity: float
    set_propensity: float
    """Probability of this set in any order: the action that off-policy estimates speak of."""
    draw: bytes
    """JSON: pool, acceptance by need, seed and policy; the input of ``replay``."""
    model_version: int
    model_position: int
