"""Desks are fitted now and then, not often, whatever happens to one of them."""

from random import Random
from uuid import UUID

from typing_extensions import override

from api.services.desk import Desk, Desks
from api.services.due import Due
from api.services.fit import Fit, Fitting
from api.services.serve import Serve
from api.store.database import Database
from api.workers.fitter import REST, Fitter
from recommender import Instant
from tests.api.house import furnish
from tests.api.visited import NOW, answer, visit

LATER = Instant(NOW + REST)


class Counted(Fit):
    """Tells what it was asked for."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, Serve(database))
        self.asked: list[Due] = []
        self.broken: UUID | None = None

    @override
    async def adopt(self, desk: Desk) -> bool:
        if desk.workspace == self.broken:
            raise OSError
        return await super().adopt(desk)

    @override
    async def fit(self, desk: Desk, due: Due, now: Instant) -> Fitting:
        self.asked.append(due)
        return await super().fit(desk, due, now)


def fitter(fit: Fit, desks: Desks) -> Fitter:
    return Fitter(desks, fit, Random(1))  # noqa: S311  # it spreads looks


async def test_a_desk_is_fitted_once_there_is_enough_and_then_left_alone(
    database: Database,
) -> None:
    workspace, _, _ = await furnish(database)
    desks, fit = Desks(Serve(database).open), Counted(database)
    desk, worker = await desks.at(workspace), fitter(fit, desks)
    await worker.attend(desk, NOW)
    assert fit.asked == []
    await visit(database, workspace)
    await Serve(database).renew(desk)
    await worker.attend(desk, NOW)
    assert fit.asked == [Due(weights=True, made=False, answers=False)]
    assert desk.model.version == 2
    await worker.attend(desk, LATER)
    assert len(fit.asked) == 1


async def test_two_fits_are_some_minutes_apart(database: Database) -> None:
    workspace, _, _ = await furnish(database)
    await visit(database, workspace)
    desks, fit = Desks(Serve(database).open), Counted(database)
    desk, worker = await desks.at(workspace), fitter(fit, desks)
    await worker.attend(desk, NOW)
    await visit(database, workspace, seed=8)
    await Serve(database).renew(desk)
    await worker.attend(desk, Instant(LATER - 1))
    assert len(fit.asked) == 1
    await worker.attend(desk, LATER)
    assert [due.weights for due in fit.asked] == [True, True]
    assert desk.model.version == 3


async def test_what_was_tried_in_vain_waits_for_more(database: Database) -> None:
    """Answers that are still open cannot be fitted to."""
    workspace, _, _ = await furnish(database)
    await answer(database, workspace)
    desks, fit = Desks(Serve(database).open), Counted(database)
    desk, worker = await desks.at(workspace), fitter(fit, desks)
    early = Instant(NOW - 3 * 86_400_000)
    await worker.attend(desk, early)
    await worker.attend(desk, Instant(early + REST))
    assert fit.asked == [Due(weights=False, made=False, answers=True)]
    assert desk.model.version == 1


async def test_one_desk_in_trouble_does_not_keep_the_others_waiting(database: Database) -> None:
    workspace, _, _ = await furnish(database)
    desks, fit = Desks(Serve(database).open), Counted(database)
    desk, worker = await desks.at(workspace), fitter(fit, desks)
    fit.broken = workspace
    await worker.attend(desk, NOW)
    assert fit.asked == []
