"""The way to steps nobody anticipated: search and browse, blended with the buyer's needs (R21).

A search ranks by relevance first; the buyer's belief over needs and what is read at present move
it within limits. Without words, needs and popularity rank alone. What the buyer cannot take, and
what is suspended for the whole company, drops out; what they know already does not.
"""

from bisect import bisect_left, bisect_right
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from api.services.desk import Desk, Desks, Layout
from api.services.ranking import ENOUGH, Mask, barred, narrowed, needs, on_offer, score
from api.store import decisions
from api.store.database import Database
from api.store.decisions import Asked, Ref
from graph.paging import Found, Page, Place, Window
from graph.questions import OfferFilter, Search
from recommender import Channel, Considered, Instant, Offer, StepContext, consider


class Explore:
    def __init__(self, database: Database, desks: Desks) -> None:
        self._database = database
        self._desks = desks

    async def browse(self, workspace: UUID, wanted: OfferFilter, window: Window) -> Page[Offer]:
        """In the order of the keys, those no longer offered as well."""
        layout = (await self._desks.at(workspace)).layout
        fit = narrowed(layout.shelf, wanted)
        return _page(layout, np.zeros(len(fit), np.int64), fit, window)

    async def explore(self, workspace: UUID, search: Search, now: Instant) -> Page[Offer]:
        """Best first; equal ones in the order of their keys."""
        desk = await self._desks.at(workspace)
        asked = None
        if search.buyer is not None:
            ref = Ref(search.buyer.kind.value, search.buyer.value, search.buyer.visitor)
            asked = await decisions.ask(self._database, workspace, ref)
        return _explored(desk, search, asked, now)


def _explored(desk: Desk, search: Search, asked: Asked | None, now: Instant) -> Page[Offer]:
    """Nothing waits in here, so all of it sees one version of the catalogue."""
    layout = desk.layout
    shelf = layout.shelf
    fit = on_offer(shelf, now) & narrowed(shelf, search.filter)
    served = np.zeros(len(fit))
    if asked is not None:
        channel = search.filter.channel
        considered = _consider(desk, asked, channel, now)
        served = needs(shelf, considered.belief.listed())
        fit &= ~barred(shelf, considered.left_out, channel)
    relevance = layout.finder.find(search.words) if search.words else None
    if relevance is not None:
        fit &= relevance >= ENOUGH
    scores = score(relevance, served, desk.model.view(shelf).trend(now)[-1])
    return _page(layout, scores, fit, search.window)


def _consider(desk: Desk, asked: Asked, channel: Channel | None, now: Instant) -> Considered:
    """What a set would rest on."""
    context, shelf = StepContext(channel=channel or Channel.WEB), desk.layout.shelf
    return consider(
        shelf, asked.journey, context, now, company=asked.company, settings=desk.settings
    )


def _page(layout: Layout, scores: NDArray[np.int64], fit: Mask, window: Window) -> Page[Offer]:
    """By score, the highest first, then by key."""
    if window.after is not None:
        fit = fit & _beyond(layout, scores, window.after)
    if window.before is not None:
        fit = fit & _short_of(layout, scores, window.before)
    places = fit.nonzero()[0]
    order = np.lexsort((layout.rank[places], -scores[places]))
    near = order[::-1] if window.backwards else order
    return window.page([_found(layout, scores, place) for place in places[near[: window.limit]]])


def _beyond(layout: Layout, scores: NDArray[np.int64], place: Place) -> Mask:
    later = layout.rank >= bisect_right(layout.ordered, place.name)
    beyond: Mask = (scores < place.number) | ((scores == place.number) & later)
    return beyond


def _short_of(layout: Layout, scores: NDArray[np.int64], place: Place) -> Mask:
    earlier = layout.rank < bisect_left(layout.ordered, place.name)
    short: Mask = (scores > place.number) | ((scores == place.number) & earlier)
    return short


def _found(layout: Layout, scores: NDArray[np.int64], place: int) -> Found[Offer]:
    offer = layout.catalogue.offers[place]
    return Found(offer, Place(int(scores[place]), offer.key))
