import strawberry
from strawberry import ID, field

from graph import ids
from graph.access import ANYONE
from graph.answers import Receipt
from graph.questions import Act
from graph.types.buyer_ref import BuyerRef
from graph.types.vocabulary import Channel, Kind, Motion, Outcome, Verdict
from recommender import Instant


@strawberry.input(description="A stated fact, such as role, relation, satisfaction, consent.")
class FactInput:
    key: str = field(description="What it is about.")
    value: str = field(description="What was stated.")


@strawberry.input(description="What one buyer did, once.")
class InteractionInput:
    message_id: ID = field(description="Your id of it; sent again, it changes nothing.")
    buyer: BuyerRef = field(description="Who did it.")
    kind: Kind = field(description="What it was.")
    at: Instant = field(description="When it happened; the same each time it is sent.")
    channel: Channel = field(default=Channel.WEB, description="Where it happened.")
    offer: ID | None = field(default=None, description="Id of the offer.")
    decision: ID | None = field(default=None, description="The recorded set that it answers.")
    depth: float | None = field(
        default=None, description="How much of the offer was taken in, 0 to 1."
    )
    motion: Motion | None = field(default=None, description="What the purchase is about.")
    job: ID | None = field(default=None, description="A buying job that it is evidence for.")
    persona: ID | None = field(default=None, description="On whose behalf it was, where stated.")
    topics: list[str] = field(default_factory=list, description="What it was about.")
    facts: list[FactInput] = field(default_factory=list, description="What was stated.")
    outcome: Outcome | None = field(default=None, description="How an episode ended.")
    reason: str | None = field(default=None, description="Why it ended so.")
    subject: str | None = field(default=None, description="An incident's name at its source.")

    def plain(self) -> Act:
        """Unchecked: what is wrong with one interaction is no reason to lose the others."""
        return Act(
            message_id=self.message_id,
            buyer=self.buyer.given(),
            kind=self.kind,
            at=self.at,
            channel=self.channel,
            offer=_bare("Offer", self.offer),
            decision=_bare("Decision", self.decision),
            depth=self.depth,
            motion=self.motion,
            job=_bare("BuyingJob", self.job),
            persona=_bare("Persona", self.persona),
            topics=tuple(self.topics),
            facts=tuple((fact.key, fact.value) for fact in self.facts),
            outcome=self.outcome,
            reason=self.reason,
            subject=self.subject,
        )


def _bare(kind: str, given: str | None) -> str | None:
    return None if given is None else ids.bare(kind, given)


@strawberry.type(description="What became of one reported interaction.", directives=ANYONE)
class InteractionResult:
    message_id: ID = field(description="Your id of it.")
    verdict: Verdict = field(description="What became of it.")
    code: str | None = field(description="Why it was rejected.")
    message: str | None = field(description="The same in words.")

    @classmethod
    def of(cls, receipt: Receipt) -> "InteractionResult":
        return cls(
            message_id=ID(receipt.message_id),
            verdict=receipt.verdict,
            code=receipt.code,
            message=receipt.message,
        )
