"""Acts as the messages that a site with an analytics SDK would have sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from api.demo.walker import Act, Walker
from recommender import Catalogue, Channel, Instant, iso_of

NAMES: Mapping[str, str] = {
    "shown": "Offer Shown",
    "clicked": "Offer Clicked",
    "dismissed": "Offer Dismissed",
    "completed": "Offer Completed",
    "shared": "Offer Shared",
    "searched": "Content Searched",
    "met": "Meeting Held",
    "viewed": "Offer Viewed",
    "stated": "Survey Answered",
    "purchased": "Order Completed",
    "concluded": "Opportunity Concluded",
    "incident_opened": "Incident Opened",
    "incident_closed": "Incident Closed",
}
CAMPAIGNS = ("?utm_source=newsletter", "?utm_source=search&utm_medium=cpc", "/", "#top")
DECORATED = 0.2
Message = dict[str, Any]


@dataclass(slots=True)
class Sender:
    """Writes the messages of one buyer, each with an id of its own."""

    walker: Walker
    name: str
    catalogue: Catalogue
    sent: int = 0
    urls: dict[str, str] = field(init=False)
    titles: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.urls = {offer.key: offer.url or "" for offer in self.catalogue.offers}
        self.titles = {offer.key: offer.title for offer in self.catalogue.offers}

    def act(self, act: Act) -> Message:
        """Page views carry the page's address, as sites send them; all else names the offer."""
        stated: Message = {"channel": act.channel.value, **act.properties}
        if act.depth:
            stated["depth"] = act.depth
        if self.walker.motion is not None:
            stated["motion"] = self.walker.motion.value
        if act.kind == "viewed" and act.offer is not None and act.channel is Channel.WEB:
            stated["url"] = self.urls[act.offer] + self._decoration()
            page = {"name": self.titles[act.offer], "properties": stated}
            return self._message("page", act.at, page)
        if act.offer is not None:
            stated["offerId"] = act.offer
        event = {"event": NAMES[act.kind], "properties": {"kind": act.kind, **stated}}
        return self._message("track", act.at, event)

    def identify(self, at: Instant, traits: Mapping[str, Any]) -> Message:
        return self._message("identify", at, {"traits": dict(traits)})

    def group(self, at: Instant, key: str, traits: Mapping[str, Any]) -> Message:
        return self._message("group", at, {"groupId": key, "traits": dict(traits)})

    def alias(self, at: Instant, previous: str) -> Message:
        return self._message("alias", at, {"previousId": previous})

    def _decoration(self) -> str:
        """What links to a page are found with; it is the same page."""
        rng = self.walker.rng
        return rng.choice(CAMPAIGNS) if rng.random() < DECORATED else ""

    def _message(self, kind: str, at: Instant, fields: Message) -> Message:
        self.sent += 1
        ids = {"anonymousId": self.walker.anonymous, "userId": self.walker.user}
        return {
            "type": kind,
            "messageId": f"demo-{self.name}-{self.sent}",
            "timestamp": iso_of(at),
            **{name: value for name, value in ids.items() if value is not None},
            **fields,
        }
