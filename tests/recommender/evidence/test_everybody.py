"""Terms that all buyers share are kept for a moment, and no longer than the model stands still."""

from recommender.evidence import TERMS, EvidenceSettings
from recommender.evidence.everybody import MOMENT, Everybody, everybody
from recommender.learning import Model
from recommender.model.instant import Instant
from recommender.model.shelf import Shelf
from tests.recommender.builders import catalogue, day, interaction, offer

NOW = day(10)
SHELF = Shelf.of(catalogue(offer("a", published=day(9)), offer("b")))
DEFAULTS = EvidenceSettings()


def newness(of: Everybody) -> list[float]:
    line: list[float] = of.table[TERMS.index("newness")].tolist()
    return line


def test_they_are_worked_out_once_a_moment() -> None:
    view = Model.empty().view(SHELF)
    first = everybody(view, SHELF, NOW, DEFAULTS)
    assert everybody(view, SHELF, Instant(NOW + MOMENT - 1), DEFAULTS) is first
    after = everybody(view, SHELF, Instant(NOW + MOMENT), DEFAULTS)
    assert newness(first)[0] * 2.0 ** (-10 / 86_400) == newness(after)[0]


def test_an_act_shows_in_them_at_once() -> None:
    model = Model.empty()
    view = model.view(SHELF)
    assert everybody(view, SHELF, NOW, DEFAULTS).lately.tolist() == [0.0, 0.0]
    model.observe(interaction("b", at=NOW))
    after = everybody(view, SHELF, NOW, DEFAULTS)
    assert after.lately.tolist() == [0.0, 1 / 11]
    assert after.born.tolist() == [day(9), NOW]


def test_they_go_by_the_settings() -> None:
    view = Model.empty().view(SHELF)
    everybody(view, SHELF, NOW, DEFAULTS)
    quick = EvidenceSettings(young=DEFAULTS.young // 2)
    assert newness(everybody(view, SHELF, NOW, quick)) == [0.25, 0.0]


def test_each_view_has_its_own() -> None:
    one, other = Model.empty(), Model.empty()
    one.observe(interaction("b", at=NOW))
    other.observe(interaction("a", at=NOW))
    of_one = everybody(one.view(SHELF), SHELF, NOW, DEFAULTS)
    assert (
        of_one.lately.tolist()
        == everybody(other.view(SHELF), SHELF, NOW, DEFAULTS).lately.tolist()[::-1]
    )
