import pytest

from api.ingestion.people import facts_of, spelled


@pytest.mark.parametrize(
    ("traits", "facts"),
    [
        ({"jobTitle": "  Head of   Finance "}, (("role", "head of finance"),)),
        ({"role": "CFO", "title": "Dr"}, (("role", "cfo"),)),
        ({"interested": False}, (("interested", "no"),)),
        ({"canBuy": "No", "hasNeed": True}, (("can_buy", "no"), ("has_need", "yes"))),
        ({"consent": "Denied"}, (("consent:personalization", "denied"),)),
        ({"consent": "opted out"}, (("consent:personalization", "denied"),)),
        ({"consent": "hmm"}, (("consent:personalization", "denied"),)),
        ({"consent": {"EMAIL": "Opted In"}}, (("consent:email", "granted"),)),
        ({"consent": False}, (("consent:personalization", "denied"),)),
        (
            {"consent": {"email": "no", "personalization": True}},
            (("consent:email", "denied"), ("consent:personalization", "granted")),
        ),
        ({"relation": "Customer"}, (("relation", "customer"),)),
        ({"relation": "stranger", "role": 7, "vertical": " "}, ()),
    ],
)
def test_what_people_state_is_kept_in_one_spelling(
    traits: dict[str, object], facts: tuple[tuple[str, str], ...]
) -> None:
    """R16, R25: what gates and beliefs compare must not depend on how a form was filled in."""
    assert facts_of(traits) == facts


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        (("consent", "denied"), ("consent:personalization", "denied")),
        (("consent:Personalization", "No"), ("consent:personalization", "denied")),
        (("canBuy", "No"), ("can_buy", "no")),
        (("can_buy", "NO"), ("can_buy", "no")),
        (("relation", "CUSTOMER"), ("relation", "customer")),
        (("interested:Guide-7", "No"), ("interested:Guide-7", "no")),
        (("favourite", "Blue"), ("favourite", "Blue")),
    ],
)
def test_a_fact_by_name_is_kept_as_a_trait_would_be(
    stated: tuple[str, str], kept: tuple[str, str]
) -> None:
    assert spelled(*stated) == kept
