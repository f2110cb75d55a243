"""What is fitted to answers while buyers come and go."""

from dataclasses import replace

from recommender.engine import DEFAULTS
from recommender.evaluation.simulator.facets import SHARP
from recommender.evaluation.simulator.plan import Plan
from recommender.evaluation.simulator.planting import plant
from recommender.evaluation.simulator.study import season

PLAN = Plan(learners=150, weeks=6)


def test_it_fits_once_there_are_answers_and_not_before() -> None:
    world = plant(SHARP, PLAN)
    few = season(world, replace(PLAN, learners=8)).desk
    assert few.settings == DEFAULTS
    many = season(world, PLAN).desk
    assert many.settings != DEFAULTS
    slate, belief = many.settings.slate, many.settings.belief
    assert slate.acceptance.need == 1.0
    assert len(belief.serving.offers) > 60
    assert len(slate.told) >= 1
    assert {key for key, _ in belief.jobs} == {job.key for job in world.catalogue.jobs}


def test_the_job_with_which_most_come_is_learned_to_be_the_most_common() -> None:
    learned = season(plant(SHARP, PLAN), replace(PLAN, learners=200)).desk.settings.belief
    assert max(learned.jobs, key=lambda pair: pair[1])[0] == "problem_identification"


def test_wrong_tags_are_found_out() -> None:
    """Of what is taken now and then, most serves most what it serves in truth."""
    world = plant(SHARP, PLAN)
    desk = season(world, replace(PLAN, learners=400)).desk
    fits = desk.settings.belief.serving.on(world.shelf).fits
    busy = [place for place in world.mistagged if desk.taken[world.shelf.keys[place]] >= 8]
    found = [world.served[int(fits[place].argmax())][place] for place in busy]
    tagged = [world.served[int(world.shelf.fits[place].argmax())][place] for place in busy]
    assert sum(found) > sum(tagged) + len(busy) / 3


def test_a_copy_keeps_what_was_fitted() -> None:
    desk = season(plant(SHARP, PLAN), PLAN).desk
    assert desk.copy().settings == desk.copy(fitting=True).settings == desk.settings
