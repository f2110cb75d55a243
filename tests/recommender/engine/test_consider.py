"""The half of a decision that needs no set."""

from uuid import UUID

from recommender import (
    Company,
    Job,
    Journey,
    Kind,
    Model,
    Shelf,
    StepContext,
    consider,
    decide,
    fold,
)
from tests.recommender.builders import catalogue, day, interaction, offer

NOW = day(10)
JOBS = (Job("rules", "Knowing the rules"), Job("gain", "Gain"))
SHELF = Shelf.of(
    catalogue(
        offer("law", (None, "rules")),
        offer("sum", (None, "gain")),
        offer("buy", selling=True),
        jobs=JOBS,
    )
)


def test_the_vertical_of_the_company_counts_where_the_buyer_states_none() -> None:
    """What is for another market is for nobody of this company."""
    shelf = Shelf.of(catalogue(offer("shops", verticals=frozenset({"Retail"}))))
    stated = fold([interaction(None, Kind.STATED, day(9), facts=(("vertical", "retail"),))])
    found = [
        [one.rule for one in consider(shelf, journey, StepContext(), NOW, company=of).left_out]
        for journey in (Journey.empty(), stated)
        for of in (Company(), Company(vertical="RETAIL"), Company(vertical="banking"))
    ]
    assert found == [[], [], ["wrong_vertical"], [], [], []]


def test_what_is_considered_is_what_a_decision_rests_on() -> None:
    """Also where the buyer denied to be remembered, and help comes before selling (R46)."""
    acts = (interaction("law", Kind.COMPLETED, day(9)),)
    denied = interaction(None, Kind.STATED, day(9), facts=(("consent:personalization", "denied"),))
    for journey in (Journey.empty(), fold(acts), fold((*acts, denied))):
        for company in (Company(), Company(open_incidents=True)):
            context = StepContext()
            made = decide(
                Model.empty(), SHELF, journey, context, id=UUID(int=1), now=NOW, company=company
            )
            found = consider(SHELF, journey, context, NOW, company=company)
            assert list(found.left_out) == list(made.left_out)
            assert list(found.belief.listed()) == list(made.belief)


def test_a_buyer_who_denied_to_be_remembered_is_not_known_by_colleagues_either() -> None:
    denied = interaction(None, Kind.STATED, day(9), facts=(("consent:personalization", "denied"),))
    company = Company(colleagues=fold((interaction("law", Kind.COMPLETED, day(9)),)).trail)
    found = [
        list(consider(SHELF, fold(acts), StepContext(), NOW, company=of).belief.listed())
        for acts, of in (((denied,), company), ((denied,), Company()), ((), company))
    ]
    assert found[0] == found[1]
    assert found[2] != found[1]
