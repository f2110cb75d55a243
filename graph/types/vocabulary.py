"""The closed vocabularies of the domain, with a description for each value."""

from graph.answers import Standing, Verdict
from graph.description import describe
from recommender import (
    Channel,
    Exhausted,
    Gate,
    Ground,
    Kind,
    Motion,
    Outcome,
    Presence,
    Relation,
    Silence,
    Slot,
    Status,
    Voice,
)

describe(
    Channel,
    "Where an act happened, or a step is fetched for.",
    WEB="The company's website.",
    EMAIL="E-mail.",
    SALES="A talk with sales.",
    EVENT="An event or webinar.",
    COMMUNITY="A community or forum.",
    PARTNER="A partner.",
    PRODUCT="Inside the product.",
    SUPPORT="A support case.",
    SERVICES="Professional services.",
    BILLING="Billing.",
)
describe(
    Motion,
    "Which kind of purchase an episode is about.",
    NET_NEW="A first purchase.",
    CROSS_SELL="Another product for a customer.",
    UPSELL="More of what a customer has.",
    RENEWAL="The renewal of a contract.",
    RETURN="A former customer, or a buyer who once chose a competitor.",
)
describe(
    Relation,
    "What the buyer's company is to the vendor.",
    NONE="Nothing is known.",
    PROSPECT="It may buy.",
    CUSTOMER="It has bought.",
    FORMER="It was a customer.",
)
describe(
    Kind,
    "What a buyer did.",
    SHOWN="A step was shown to the buyer.",
    VIEWED="The buyer opened an offer.",
    CLICKED="The buyer followed a step.",
    COMPLETED="The buyer took an offer in to its end.",
    DISMISSED="The buyer waved a step away.",
    SHARED="The buyer handed an offer to a colleague.",
    SEARCHED="The buyer searched.",
    ASKED="The buyer asked a question.",
    MET="The buyer met someone of the company.",
    ACTED="Something else, named by its topics.",
    STATED="Facts were stated: role, relation, consent.",
    INCIDENT_OPENED="The company opened an incident.",
    INCIDENT_CLOSED="An incident was closed.",
    PURCHASED="The company bought.",
    CONCLUDED="An episode ended, with outcome and reason.",
)
describe(
    Outcome,
    "How an episode ended.",
    WON="The company bought.",
    LOST="The company chose otherwise.",
    NO_DECISION="Nothing was decided.",
)
describe(
    Gate,
    "The gates that an offer passes, in this order.",
    ELIGIBILITY="The buyer cannot take it.",
    APPLICABILITY="It makes no sense now.",
    SUITABILITY="It would not do this buyer good.",
    CONTACT_POLICY="It would be one contact too many.",
    WHOLE_COMPANY_GUARD="The company has an open incident: help comes first.",
)
describe(
    Slot,
    "How a step came into the set.",
    CHOSEN="Among the best when it was drawn.",
    EXPLORED="Drawn to learn, although another step promised more.",
    PINNED="Set by an editor.",
)
describe(
    Exhausted,
    "Why a set holds fewer steps than were asked for.",
    NO_OFFERS="The workspace has no offers.",
    ALL_GATED="Every offer was left out by a gate.",
    BELOW_FLOOR="What is left would not help: fewer good steps beat a padded set.",
)
describe(
    Voice,
    "For whom reasons are worded.",
    BUYER="For the buyer.",
    SELLER="For someone who sells.",
)
describe(
    Status,
    "Where a buyer stands with a job.",
    OPEN="No evidence yet.",
    ACTIVE="At work on it now.",
    EVIDENCED="There is evidence that it was done.",
    REOPENED="Done once, and at work on it again.",
)
describe(
    Presence,
    "Whether a buyer is about.",
    NEW="Seen for the first time not long ago.",
    ACTIVE="Seen lately.",
    DORMANT="Not seen for a long time.",
    RETURNED="Back after a long absence.",
)
describe(
    Standing,
    "Whether a member of a buying group is one.",
    SUGGESTED="It looks like it.",
    CONFIRMED="It is certain.",
    DISMISSED="It is not so; kept, so that it is not suggested again.",
)
describe(
    Verdict,
    "What became of one reported interaction.",
    ACCEPTED="Kept, durably.",
    DUPLICATE="Known already; nothing changed.",
    REJECTED="Not taken in; kept among the rejected events.",
)

describe(
    Ground,
    "What kind of thing a talking point rests on.",
    ACT="An act of the buyer; the id is that of an Interaction.",
    FACT="A stated fact, by its key.",
    INCIDENT="An open incident, by its name; empty for one of a colleague.",
    JOURNEY="A number that is read off the journey, by its name.",
    NEED="A likely need, by persona and job; `unknown` is one that has no name.",
    PERSONA="A persona; the id is that of a Persona.",
    OFFER="An offer; the id is that of an Offer.",
    REASON="A reason of the ranking: the same id as in the reasons of a step.",
    RULE="The rule by which an offer is left out.",
)
describe(
    Silence,
    "Why a part of talking points is empty.",
    NO_SIGNAL="Nothing that was seen gives rise to any.",
    SUPPRESSED="Consent, contact policy or an open incident keeps them back.",
    NO_CONTENT="The catalogue has nothing for it.",
)

__all__ = [
    "Channel",
    "Exhausted",
    "Gate",
    "Ground",
    "Kind",
    "Motion",
    "Outcome",
    "Presence",
    "Relation",
    "Silence",
    "Slot",
    "Standing",
    "Status",
    "Verdict",
    "Voice",
]
