import pytest

from api.ingestion.people import facts_of


@pytest.mark.parametrize(
    ("traits", "facts"),
    [
        ({"jobTitle": "  Head of   Finance "}, (("role", "head of finance"),)),
        ({"role": "CFO", "title": "Dr"}, (("role", "cfo"),)),
        ({"interested": False}, (("interested", "no"),)),
        ({"canBuy": "No", "hasNeed": True}, (("can_buy", "no"), ("has_need", "yes"))),
        ({"consent": "Denied"}, (("consent:personalization", "denied"),)),
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
