"""The tables. ``workspace_id`` leads every primary, unique and foreign key.

That is what keeps a row inside its workspace where row-level security does not look (foreign keys
and unique indexes), and what lets the same schema be distributed over several machines.
"""

from api.store.tables.catalogue import (
    CatalogueVersion,
    JobRow,
    LinkRow,
    OfferRow,
    OfferServiceRow,
    OfferTopicRow,
    PersonaRow,
)
from api.store.tables.columns import metadata
from api.store.tables.decisions import DecisionRow, DecisionStepRow
from api.store.tables.documents import DocumentRow
from api.store.tables.learning import ModelCheckpointRow
from api.store.tables.log import (
    DeadLetterRow,
    ImportRunRow,
    IncidentRow,
    InteractionRow,
    JourneyRow,
)
from api.store.tables.memberships import MembershipRow
from api.store.tables.people import (
    AccountRow,
    BuyerRow,
    BuyingGroupRow,
    IdentityRow,
    MemberRow,
    OpportunityEvidenceRow,
    OpportunityRow,
)
from api.store.tables.workspace import ApiKeyRow, SigningSecretRow, WorkspaceRow

__all__ = [
    "AccountRow",
    "ApiKeyRow",
    "BuyerRow",
    "BuyingGroupRow",
    "CatalogueVersion",
    "DeadLetterRow",
    "DecisionRow",
    "DecisionStepRow",
    "DocumentRow",
    "IdentityRow",
    "ImportRunRow",
    "IncidentRow",
    "InteractionRow",
    "JobRow",
    "JourneyRow",
    "LinkRow",
    "MemberRow",
    "MembershipRow",
    "ModelCheckpointRow",
    "OfferRow",
    "OfferServiceRow",
    "OfferTopicRow",
    "OpportunityEvidenceRow",
    "OpportunityRow",
    "PersonaRow",
    "SigningSecretRow",
    "WorkspaceRow",
    "metadata",
]
