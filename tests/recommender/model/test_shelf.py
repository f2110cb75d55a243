"""A catalogue laid out as arrays."""

from dataclasses import replace

import numpy as np
import pytest

from recommender.model.catalogue import Catalogue, Job, Link, Need, Offer, Persona, Service
from recommender.model.likeness import Likeness
from recommender.model.shelf import FOR_ALL, NEVER, Shelf
from recommender.model.vocabulary import Channel
from tests.recommender.builders import catalogue, day, offer

PEOPLE = (Persona("p", "P", "p"), Persona("q", "Q", "q"))
JOBS = (Job("j", "J"), Job("k", "K"))


def fits(*serves: Service | tuple[str | None, str | None]) -> list[float]:
    shelf = Shelf.of(catalogue(offer("a", *serves), personas=PEOPLE, jobs=JOBS))
    assert shelf.cells == (Need("p", "j"), Need("p", "k"), Need("q", "j"), Need("q", "k"))
    line: list[float] = shelf.need[:, 0].tolist()
    return line


def test_an_offer_fits_the_needs_that_it_serves() -> None:
    assert fits(("p", "k")) == [0.0, 1.0, 0.0, 0.0]
    assert fits(Service("q", "j", weight=0.5)) == [0.0, 0.0, 0.5, 0.0]
    assert fits() == [0.0] * 4


def test_fits_are_told_without_those_that_are_none() -> None:
    of = catalogue(offer("a", ("q", "k")), offer("b"), offer("c", (None, "j")), personas=PEOPLE)
    shelf = Shelf.of(replace(of, jobs=JOBS))
    assert shelf.served.starts.tolist() == [0, 1, 1, 3]
    assert shelf.served.needs.tolist() == [3, 0, 2]
    assert shelf.served.fits.tolist() == pytest.approx([1.0, FOR_ALL, FOR_ALL])
    assert Shelf.of(Catalogue()).served.starts.tolist() == [0]


def test_what_is_for_everybody_fits_each_a_little_less() -> None:
    assert fits((None, "k")) == pytest.approx([0.0, FOR_ALL, 0.0, FOR_ALL])
    assert fits(("q", None)) == pytest.approx([0.0, 0.0, FOR_ALL, FOR_ALL])
    assert fits((None, None)) == pytest.approx([FOR_ALL**2] * 4)


def test_the_greatest_of_several_services_counts() -> None:
    assert fits((None, "j"), ("p", "j")) == pytest.approx([1.0, 0.0, FOR_ALL, 0.0])


def test_a_weight_beyond_its_range_and_a_need_that_nobody_has_do_no_harm() -> None:
    assert fits(Service("p", "j", weight=9.0), ("gone", "j"), ("p", "gone")) == [1.0, 0, 0, 0]


def test_without_personas_needs_are_told_apart_by_job() -> None:
    shelf = Shelf.of(catalogue(offer("a", (None, "j")), jobs=JOBS))
    assert shelf.cells == (Need("anyone", "j"), Need("anyone", "k"))


def test_links_lie_by_source_and_only_between_offers_that_exist() -> None:
    links = (Link("b", "a"), Link("a", "c", 2.0), Link("a", "b"), Link("a", "x"), Link("x", "a"))
    shelf = Shelf.of(catalogue(offer("a"), offer("b"), offer("c"), links=links))
    assert shelf.link_starts.tolist() == [0, 2, 3, 3]
    assert shelf.linked == ((1, 2), (0,), ())
    assert shelf.link_weights.tolist() == [1.0, 2.0, 1.0]


def test_times_that_are_not_stated_bar_nothing() -> None:
    shelf = Shelf.of(catalogue(offer("a"), offer("b", starts=day(1), ends=day(2))))
    assert shelf.starts.tolist() == [0, day(1)]
    assert shelf.ends.tolist() == [NEVER, day(2)]


def test_an_offer_bars_those_whom_it_does_not_name() -> None:
    shelf = Shelf.of(catalogue(offer("a", channels=frozenset({Channel.SALES})), offer("b")))
    barred = shelf.audience.channels.to(Channel.WEB)
    assert barred is not None
    assert barred.tolist() == [True, False]
    assert shelf.audience.motions.to("net_new") is None
    assert shelf.audience.channels.to(None) is None


def test_like_offers_are_near_and_an_offer_is_not_like_itself() -> None:
    offers = (
        offer("a", title="Tax rules for France"),
        offer("b", title="France and its tax rules"),
        offer("c", title="Latency"),
    )
    like = Likeness.of(offers)
    assert like.places[0, 0] == 1
    assert like.cosines[0].tolist() == pytest.approx([1.0, 0.0, 0.0])
    assert like.cosines[2].tolist() == [0.0, 0.0, 0.0]


def test_an_empty_catalogue_makes_an_empty_shelf() -> None:
    shelf = Shelf.of(Catalogue())
    assert (shelf.keys, shelf.need.shape, shelf.likeness.places.shape) == ((), (12, 0), (0, 0))
    assert shelf.link_starts.tolist() == [0]
    assert np.isfinite(shelf.need).all()


def test_offers_without_any_text_are_like_none() -> None:
    like = Likeness.of((Offer("a", "", "x"), Offer("b", "", "x")))
    assert not like.cosines.any()
