"""What is fitted to the log of a workspace is served by every process, and survives a restart."""

from math import nan
from uuid import UUID

import numpy as np
import pytest

from api.services.advise import Advise
from api.services.desk import Desk, Desks
from api.services.due import ALL, Due
from api.services.fit import Fit
from api.services.serve import Serve
from api.store import checkpoints
from api.store.checkpoints import Checkpoint
from api.store.database import Database
from graph.questions import Ask, BuyerRef, RefKind
from recommender import (
    Instant,
    Marks,
    Model,
    Settings,
    Standing,
    StepContext,
    encode_model,
    ranker,
)
from tests.api.house import furnish
from tests.api.visited import NOW, answer, visit

WEIGHTS = Due(weights=True, made=False, answers=False)
MADE = Due(weights=False, made=True, answers=False)
ANSWERS = Due(weights=False, made=False, answers=True)


async def opened(database: Database) -> Desk:
    workspace, _, _ = await furnish(database)
    await visit(database, workspace)
    return await Serve(database).open(workspace)


def fitting(database: Database) -> Fit:
    return Fit(database, Serve(database))


def unlike(one: Standing, other: Standing) -> list[str]:
    """What differs."""
    pairs = zip(one.ranker, other.ranker, strict=True)
    names = [
        name
        for name, (mine, theirs) in zip(one.ranker._fields, pairs, strict=True)
        if not np.array_equal(mine, theirs)
    ]
    return names + [
        name for name in ("marks", "history") if getattr(one, name) != getattr(other, name)
    ]


async def test_weights_are_fitted_saved_and_served(database: Database) -> None:
    desk = await opened(database)
    told = await fitting(database).fit(desk, WEIGHTS, NOW)
    assert told.picks > 100
    assert told.loss < told.before
    assert (told.saved, told.refused, told.answers) == (True, [], 0)
    assert desk.model.version == 2
    assert desk.standing.ranker.cases == told.picks
    assert desk.standing.marks == Marks.now(desk.model)._replace(tuned=0)
    again = await Serve(database).open(desk.workspace)
    assert unlike(again.standing, desk.standing) == []
    desk.model.advance(0)
    again.model.advance(0)
    assert encode_model(again.model) == encode_model(desk.model)


async def test_a_decision_names_the_fit_that_it_came_from(database: Database) -> None:
    desk = await opened(database)

    async def load(_: UUID) -> Desk:
        return desk

    advise = Advise(database, Desks(load), lambda: UUID(int=5))
    ask = Ask(BuyerRef.of(RefKind.ANONYMOUS_ID, "a"), StepContext(page="audit_guide"))
    before = await advise.preview(desk.workspace, ask, NOW)
    await fitting(database).fit(desk, WEIGHTS, NOW)
    after = await advise.preview(desk.workspace, ask, NOW)
    assert (before.decision.model_version, after.decision.model_version) == (1, 2)
    assert before.decision.draw != after.decision.draw


async def test_others_take_over_what_one_has_fitted(database: Database) -> None:
    desk = await opened(database)
    other = await Serve(database).open(desk.workspace)
    fit = fitting(database)
    assert not await fit.adopt(other)
    await fit.fit(desk, WEIGHTS, NOW)
    assert await fit.adopt(other)
    assert other.model.version == 2
    assert unlike(other.standing, desk.standing) == []
    assert not await fit.adopt(other)


async def test_of_two_that_fit_at_once_the_first_is_followed(database: Database) -> None:
    desk = await opened(database)
    other = await Serve(database).open(desk.workspace)
    fit = fitting(database)
    await fit.fit(desk, WEIGHTS, NOW)
    assert not (await fit.fit(other, WEIGHTS, NOW)).saved
    assert (other.model.version, other.model.fitted) == (1, None)
    assert await fit.adopt(other)
    assert unlike(other.standing, desk.standing) == []


async def test_a_process_that_lags_behind_overwrites_no_fit(database: Database) -> None:
    desk = await opened(database)
    other = await Serve(database).open(desk.workspace)
    await fitting(database).fit(desk, WEIGHTS, NOW)
    await Serve(database).save(other, Instant(NOW + 1))
    again = await Serve(database).open(desk.workspace)
    assert unlike(again.standing, desk.standing) == []


async def test_settings_are_fitted_to_answers_and_kept(database: Database) -> None:
    workspace, _, _ = await furnish(database)
    await visit(database, workspace)
    await answer(database, workspace)
    desk = await Serve(database).open(workspace)
    told = await fitting(database).fit(desk, ANSWERS, NOW)
    assert (told.answers, told.picks, told.saved) == (240, 0, True)
    slate, belief = desk.settings.slate, desk.settings.belief
    assert belief.serving.offers
    assert 0.2 < slate.told[0][1] < 0.45  # a third of the sets were taken
    assert {key for key, _ in belief.personas} == {"finance", "it"}
    assert len(belief.jobs) == 3
    again = await Serve(database).open(workspace)
    assert again.settings == desk.settings


async def test_answers_to_tuned_sets_are_read_with_what_they_were_tuned_by(
    database: Database,
) -> None:
    """A fit to answers that were decided with an earlier one; and none to those of before it."""
    workspace, _, _ = await furnish(database)
    await visit(database, workspace)
    await answer(database, workspace)
    desk = await Serve(database).open(workspace)
    fit = fitting(database)
    await fit.fit(desk, ANSWERS, NOW)
    first = desk.standing.history
    assert [version for version, _ in first.entries] == [1, 2]
    forgotten = desk.standing._replace(history=first.start(2))
    desk.standing = forgotten
    told = await fit.fit(desk, ANSWERS, NOW)
    assert (told.answers, told.saved) == (0, False)


async def test_too_few_answers_change_nothing(database: Database) -> None:
    workspace, _, _ = await furnish(database)
    await answer(database, workspace, sets=199)
    desk = await Serve(database).open(workspace)
    told = await fitting(database).fit(desk, ANSWERS, NOW)
    assert (told.answers, told.saved) == (0, False)
    assert (desk.settings, desk.model.version) == (Settings(), 1)


async def test_a_fit_that_went_astray_is_refused_and_the_old_one_stays(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = await opened(database)
    fit = fitting(database)
    await fit.fit(desk, WEIGHTS, NOW)
    sound, served = desk.standing, desk.model.fitted
    weights = np.full_like(sound.ranker.weights, nan)
    desk.standing = sound._replace(ranker=sound.ranker._replace(weights=weights))
    told = await fit.fit(desk, MADE, NOW)
    assert (told.refused, told.saved) == (["made"], False)
    assert (desk.model.version, desk.model.fitted) == (2, served)
    assert "FIT_REFUSED" in "".join(capsys.readouterr())


async def test_a_checkpoint_with_a_fit_that_is_none_is_read_without_it(
    database: Database,
) -> None:
    workspace, _, _ = await furnish(database)
    model, none = Model(version=4), ranker(None)
    broken = none._replace(weights=np.full_like(none.weights, nan))
    model.fitted = Standing.start(4)._replace(ranker=broken).fitted()
    await checkpoints.save(database, workspace, Checkpoint(0, 4, encode_model(model), NOW))
    desk = await Serve(database).open(workspace)
    assert (desk.model.version, desk.model.fitted, desk.settings) == (5, None, Settings())


async def test_building_in_full_keeps_what_was_fitted_and_goes_on_counting(
    database: Database,
) -> None:
    desk = await opened(database)
    fit = fitting(database)
    await fit.fit(desk, WEIGHTS, NOW)
    again, acts = await Serve(database).rebuild(desk.workspace)
    assert acts == 1_200
    assert unlike(again.standing, desk.standing) == []
    told = await fit.fit(again, ALL, NOW)
    assert (told.saved, again.model.version) == (True, 3)
