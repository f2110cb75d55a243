"""What the guides show can be asked."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.schema import build

ROOT = Path(__file__).parents[2]
SCHEMA = build()
FENCE = re.compile(r"```graphql\n(.*?)```", re.DOTALL)


def examples() -> Iterator[tuple[str, str]]:
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        for number, text in enumerate(FENCE.findall(path.read_text(encoding="utf-8")), 1):
            yield f"{path.relative_to(ROOT)} {number}", text


@pytest.mark.parametrize(("name", "text"), list(examples()))
def test_an_example_is_a_fit_document(name: str, text: str) -> None:
    document = SCHEMA.ready(text)
    assert (document.errors, bool(document.operations)) == ((), True), name
