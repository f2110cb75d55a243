"""What both converters turn their logs into: visits, written as events or taken as acts."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import UUID

from recommender import Instant, Interaction, Kind, Outcome

STEP = 10_000
"""Neither log has a clock that could be used: pages are so many milliseconds apart."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visitor's pages, oldest first."""

    visitor: str
    offers: tuple[str, ...]
    start: Instant
    outcome: Outcome | None = None
    reason: str | None = None

    def events(self) -> Iterator[dict[str, Any]]:
        """The visit as messages of Segment's tracking API."""
        for number, offer in enumerate(self.offers):
            yield self._message(number) | {"type": "page", "properties": {"offerId": offer}}
        if self.outcome is not None:
            properties = {"kind": "concluded", "outcome": self.outcome, "reason": self.reason}
            end = {"type": "track", "event": "Walk Ended", "properties": properties}
            yield self._message(len(self.offers)) | end

    def acts(self) -> Iterator[Interaction]:
        """The same as the recommender sees it."""
        buyer = _uuid(self.visitor)
        for number, offer in enumerate(self.offers):
            yield Interaction(
                id=_uuid(f"{self.visitor}/{number}"),
                buyer=buyer,
                kind=Kind.VIEWED,
                at=self._at(number),
                offer=offer,
            )

    @property
    def end(self) -> Instant:
        """When the next page would be due."""
        return self._at(len(self.offers))

    def _at(self, number: int) -> Instant:
        return Instant(self.start + number * STEP)

    def _message(self, number: int) -> dict[str, Any]:
        at = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=self._at(number))
        return {
            "messageId": f"{self.visitor}/{number}",
            "anonymousId": self.visitor,
            "timestamp": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        }


def _uuid(text: str) -> UUID:
    return UUID(bytes=blake2b(text.encode(), digest_size=16).digest())


def write(folder: Path, catalogue: str, visits: Iterable[Visit]) -> str:
    """Write ``catalogue.jsonl`` and ``events.jsonl``; say what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "catalogue.jsonl").write_text(catalogue, encoding="utf-8")
    count = 0
    with (folder / "events.jsonl").open("w", encoding="utf-8") as lines:
        for event in chain.from_iterable(visit.events() for visit in visits):
            lines.write(json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
    entries = catalogue.count("\n")
    return f"{folder}: catalogue.jsonl with {entries:,} entries, events.jsonl with {count:,} events"
