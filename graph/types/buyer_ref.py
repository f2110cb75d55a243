import strawberry
from strawberry import ID, UNSET, field

from graph import ids, questions
from graph.questions import RefKind


@strawberry.input(one_of=True, description="One way to name a buyer.")
class BuyerRef:
    id: ID | None = field(default=UNSET, description="The id of a Buyer, whole or its last part.")
    anonymous_id: str | None = field(default=UNSET, description="A browser's or device's id.")
    user_id: str | None = field(default=UNSET, description="Your own id of a known person.")
    email: str | None = field(default=UNSET, description="An address of e-mail.")
    crm_id: ID | None = field(default=UNSET, description="The id in your customer system.")

    def plain(self) -> questions.BuyerRef:
        """Raises ``BadInput`` when no buyer can be meant."""
        given = self.given()
        return questions.BuyerRef.of(given.kind, given.value)

    def given(self) -> questions.BuyerRef:
        """Unchecked."""
        named = (
            (RefKind.ID, self.id and ids.bare("Buyer", self.id)),
            (RefKind.ANONYMOUS_ID, self.anonymous_id),
            (RefKind.USER_ID, self.user_id),
            (RefKind.CRM_ID, self.crm_id),
            (RefKind.EMAIL, self.email),
        )
        kind, value = next((kind, value) for kind, value in named if value not in (None, UNSET))
        return questions.BuyerRef(kind, str(value))
