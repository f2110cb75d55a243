"""What hostile documents make this process do, counted in calls of functions: a call is a measure
of work that no load of the machine moves."""

import sys
from types import FrameType
from typing import Any

import pytest

from benchmarks.hostile.documents import Hostile, documents
from graph.documents import Document
from graph.schema import build
from tests.graph.fakes import FakePorts, context

SCHEMA = build()
MOST_CALLS = 60_000
"""About 10 ms of an idle core."""


def counted(text: str) -> tuple[Document, int]:
    """The document made ready, and the calls that it took."""
    calls = 0

    def count(_frame: FrameType, event: str, _given: Any) -> None:
        nonlocal calls
        calls += event == "call"

    SCHEMA.open(introspection=True)  # it forgets what it has met
    sys.setprofile(count)
    try:
        document = SCHEMA.ready(text)
    finally:
        sys.setprofile(None)
    return document, calls


@pytest.mark.parametrize("hostile", documents(), ids=lambda one: one.name)
async def test_a_hostile_document_is_refused_or_answered_after_bounded_work(
    hostile: Hostile,
) -> None:
    document, calls = counted(hostile.text)
    assert calls < MOST_CALLS
    ports = FakePorts()
    result = await SCHEMA.run(document, context(ports), hostile.variables)
    codes = [(error.extensions or {})["code"] for error in result.errors or ()]
    assert codes[:1] == ([hostile.code] if hostile.code else [])
    if hostile.code:
        assert ports.asked == []
