"""What the guide says of events is true."""

from pathlib import Path

from api.store.arrivals import Code

GUIDE = Path(__file__).parents[3] / "docs" / "events.md"


def test_the_guide_explains_every_rejection():
    text = GUIDE.read_text(encoding="utf-8")
    assert [code.value for code in Code if f"`{code.value}`" not in text] == []
