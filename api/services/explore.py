"""The way to steps nobody anticipated: search and browse, blended with the buyer's needs (R21).

A search ranks by relevance first; the buyer's belief over needs and what is read at present move
it within limits. Without words, needs and popularity rank alone. What the buyer cannot take, and
what is suspended for the whole company, drops out; what they know already does not.
"""

from bisect import bisect_right
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from api.services import cursor
from api.services.desk import Desk, Desks
from api.services.ranking import Mask, barred, narrowed, needs, on_offer, score
from api.store import decisions
from api.store.database import Database
from api.store.decisions import Ref
from graph.answers import Found, Page
from graph.questions import BuyerRef, OfferFilter, Search
from recommender import Channel, Company, Decision, Instant, Offer, StepContext, decide


class Explore:
    def __init__(self, database: Database, desks: Desks) -> None:
        self._database = database
        self._desks = desks

    async def browse(
        self, workspace: UUID, wanted: OfferFilter, first: int, after: str | None
    ) -> Page[Offer]:
        """In the order of the keys, those no longer offered as well."""
        desk = await self._desks.at(workspace)
        fit = narrowed(desk, wanted)
        return _page(desk, np.zeros(len(fit), np.int64), fit, first, after)

    async def explore(self, workspace: UUID, search: Search, now: Instant) -> Page[Offer]:
        """Best first; equal ones in the order of their keys."""
        desk = await self._desks.at(workspace)
        fit = on_offer(desk.layout.shelf, now) & narrowed(desk, search.filter)
        served = np.zeros(len(fit))
        if search.buyer is not None:
            channel = search.filter.channel
            decision = await self._consider(desk, search.buyer, channel, now)
            served = needs(desk.layout.shelf, decision.belief)
            fit &= ~barred(desk.layout.shelf, decision, channel)
        scores = score(desk, search.words, served, fit, now)
        return _page(desk, scores, fit, search.first, search.after)

    async def _consider(
        self, desk: Desk, buyer: BuyerRef, channel: Channel | None, now: Instant
    ) -> Decision:
        """What a set would rest on; the set itself is not used, nor recorded."""
        asked = await decisions.ask(
            self._database, desk.workspace, Ref(buyer.kind.value, buyer.value)
        )
        return decide(
            desk.model,
            desk.layout.shelf,
            asked.journey,
            StepContext(channel=channel or Channel.WEB, size=1),
            id=UUID(int=0),
            now=now,
            company=Company(open_incidents=asked.open_incidents),
        )


def _page(
    desk: Desk, scores: NDArray[np.int64], fit: Mask, first: int, after: str | None
) -> Page[Offer]:
    """By score, the highest first, then by key."""
    layout = desk.layout
    start = cursor.read(after)
    if start is not None:
        score, key = start
        later = layout.rank >= bisect_right(layout.ordered, key)
        fit = fit & ((scores < score) | ((scores == score) & later))
    places = fit.nonzero()[0]
    order = np.lexsort((layout.rank[places], -scores[places]))[: first + 1]
    found = (
        Found(offer := layout.catalogue.offers[place], cursor.write(int(scores[place]), offer.key))
        for place in places[order[:first]]
    )
    return Page(tuple(found), has_next=len(order) > first)
