import pytest

from api.ingestion.verbs import kind_of, outcome_of
from recommender import Kind, Outcome


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Whitepaper Downloaded", Kind.COMPLETED),
        ("whitepaper_downloaded", Kind.COMPLETED),
        ("whitepaperDownloaded", Kind.COMPLETED),
        ("WHITEPAPER-DOWNLOADED", Kind.COMPLETED),
        ("Product Viewed", Kind.VIEWED),
        ("CTA Clicked", Kind.CLICKED),
        ("Ad Impression", Kind.SHOWN),
        ("Products Searched", Kind.SEARCHED),
        ("Banner Dismissed", Kind.DISMISSED),
        ("Guide Shared", Kind.SHARED),
        ("Question Asked", Kind.ASKED),
        ("Meeting Held", Kind.MET),
        ("Order Completed", Kind.PURCHASED),
        ("Course Completed", Kind.COMPLETED),
        ("Email Opened", Kind.VIEWED),
        ("Support Ticket Opened", Kind.INCIDENT_OPENED),
        ("incident_closed", Kind.INCIDENT_CLOSED),
        ("Deal Lost", Kind.CONCLUDED),
        ("Signed Up", Kind.ACTED),
        ("viewed by someone", Kind.ACTED),
        ("!", Kind.ACTED),
    ],
)
def test_the_last_words_say_what_was_done(name: str, kind: Kind) -> None:
    assert kind_of(name) is kind


def test_a_conclusion_says_how_it_ended() -> None:
    assert outcome_of("Deal Lost") is Outcome.LOST
    assert outcome_of("opportunity_won") is Outcome.WON
    assert outcome_of("?") is None
