"""The demo's companies cover what the product speaks of."""

from api.demo.accounts import read_accounts
from api.demo.content import WRITTEN_FOR, catalogue_for
from recommender import Outcome, Relation

ACCOUNTS = read_accounts()
MEMBERS = [member for account in ACCOUNTS for member in account.members]


def test_there_are_twelve_companies_four_in_each_vertical() -> None:
    verticals = [account.vertical for account in ACCOUNTS]
    assert len(ACCOUNTS) == 12
    assert {name: verticals.count(name) for name in verticals} == {
        "manufacturing": 4,
        "hospitals": 4,
        "logistics": 4,
    }


def test_today_they_are_customers_prospects_and_one_former_customer() -> None:
    today = [account.relation_on(0) for account in ACCOUNTS]
    assert {relation: today.count(relation) for relation in set(today)} == {
        Relation.CUSTOMER: 6,
        Relation.PROSPECT: 5,
        Relation.FORMER: 1,
    }


def test_a_relation_changes_on_the_day_a_chapter_ends() -> None:
    velm = next(account for account in ACCOUNTS if account.key == "velm-ceramics")
    assert [velm.relation_on(day) for day in (300, 204, 203)] == [
        Relation.PROSPECT,
        Relation.PROSPECT,
        Relation.CUSTOMER,
    ]


def test_members_are_people_with_a_persona_of_the_catalogue() -> None:
    personas = {persona.key for persona in catalogue_for(WRITTEN_FOR).personas}
    assert len(MEMBERS) == 60
    assert {member.persona for member in MEMBERS} == personas
    assert len({member.user for member in MEMBERS}) == len(MEMBERS)
    assert all(member.email.endswith(".example") for member in MEMBERS)
    assert all(any("decider" in m.roles for m in account.members) for account in ACCOUNTS)


def test_one_group_has_a_guest_from_elsewhere() -> None:
    guests = [(account.key, account.guests) for account in ACCOUNTS if account.guests]
    assert guests == [("marrow-regional", ("ines.corvin",))]
    assert "ines.corvin" in {member.user for member in MEMBERS}


def test_one_company_has_an_open_incident() -> None:
    open_ = [(a.key, i.subject) for a in ACCOUNTS for i in a.incidents if i.closed is None]
    assert open_ == [("lakemont-clinics", "LC-3544")]


def test_one_group_disagrees() -> None:
    opposed = [(s.user, s.facts) for a in ACCOUNTS for s in a.statements if s.day in {24, 30}]
    assert opposed == [
        ("rosalind.teague", {"satisfaction": "in favour"}),
        ("victor.amsel", {"satisfaction": "opposed"}),
    ]


def test_episodes_end_in_every_way_with_their_reason() -> None:
    """R10: not win or lose alone."""
    ends = {c.outcome: c.reason for a in ACCOUNTS for c in a.chapters if c.outcome is not None}
    assert set(ends) == set(Outcome)
    assert all(ends.values())


def test_chapters_and_incidents_lie_within_the_year_in_order() -> None:
    for account in ACCOUNTS:
        days = [day for c in account.chapters for day in (c.first, c.last)]
        assert days == sorted(days, reverse=True), account.key
        assert days[0] <= 365
        users = {member.user for member in account.members}
        assert {i.user for i in account.incidents} | {s.user for s in account.statements} <= users
