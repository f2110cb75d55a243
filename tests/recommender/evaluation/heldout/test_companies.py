"""A company as it was known at a moment."""

from uuid import UUID

from recommender.evaluation.heldout import Buyers, Companies, Person
from recommender.model.interaction import Interaction
from recommender.model.vocabulary import Kind
from recommender.policy import Company
from tests.recommender.builders import day, interaction

ACME = UUID(int=9)
ANN, BOB = (Person(UUID(int=n), ACME, "dairy") for n in (1, 2))
ALONE = Person(UUID(int=4), None)
BUYERS = Buyers({person.id: person for person in (ANN, BOB, ALONE)})


def act(offer: str, at: float, person: Person = BOB, kind: Kind = Kind.VIEWED) -> Interaction:
    return interaction(offer, kind, day(at), buyer=person.id)


def offers(company: Company) -> list[str | None]:
    return [touch.offer for touch in company.colleagues]


def test_the_latest_touches_of_colleagues_are_heard_in_whatever_order_they_came():
    companies = Companies(BUYERS)
    acts = [act(f"o{n}", n) for n in range(200)]
    companies.note(acts[::2] + acts[::-2])
    companies.note([act("mine", 500, ANN), act("shown", 501, kind=Kind.SHOWN)])
    assert offers(companies.of(ANN)) == [f"o{n}" for n in range(192, 200)]
    assert offers(companies.of(BOB)) == ["mine"]


def test_an_open_incident_is_everybodys():
    companies = Companies(BUYERS)
    companies.note([act("", 1, kind=Kind.INCIDENT_OPENED)])
    assert companies.of(ANN) == Company(open_incidents=True, vertical="dairy")
    companies.note([act("", 2, kind=Kind.INCIDENT_CLOSED)])
    assert companies.of(ANN) == Company(vertical="dairy")


def test_who_has_no_company_has_no_colleagues():
    companies = Companies(BUYERS)
    companies.note([act("x", 1, ALONE), act("y", 2)])
    assert companies.of(ALONE) == Company()
