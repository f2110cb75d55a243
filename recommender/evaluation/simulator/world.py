"""The planted truth: what every offer is to every need, beside what editors say of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from recommender.evaluation.simulator.facets import Facets
from recommender.model.catalogue import Catalogue, Job, Persona
from recommender.model.instant import Instant
from recommender.model.shelf import Shelf

Floats = NDArray[np.float64]

PERSONAS = (
    Persona("operations", "Operations lead", "operations", share=0.415),
    Persona("finance", "Finance lead", "finance", share=0.315),
    Persona("security", "Security lead", "security", share=0.27),
)
"""Their shares as editors guess them: halfway between what is true and all alike."""
PERSONA_SHARES = (0.5, 0.3, 0.2)
JOBS = (
    Job("problem_identification", "Problem identification"),
    Job("solution_exploration", "Solution exploration"),
    Job("requirements_building", "Requirements building"),
    Job("supplier_selection", "Supplier selection"),
)
ENTRY = (0.7, 0.2, 0.07, 0.03)
"""The job with which buyers come; nobody tells the engine."""
VERTICALS = ("manufacturing", "hospitals", "logistics")
NEEDS = len(PERSONAS) * len(JOBS)
SERVED = 0.55
"""An offer that fits a need this well helps to get it done."""


def need_of(persona: int, job: int) -> int:
    return persona * len(JOBS) + job


@dataclass(frozen=True, eq=False)
class World:
    """Offers are numbered as in the catalogue, needs persona by persona."""

    facets: Facets
    catalogue: Catalogue
    """As editors wrote it: what the engine sees."""
    fits: Floats
    """What is true: one line a need, one column an offer."""
    weights: Floats
    """exp(utility) of each offer, by vertical and need."""
    let_downs: tuple[float, ...]
    """The chance that each disappoints whoever takes it."""
    published: tuple[Instant, ...]
    mistagged: frozenset[int]

    @cached_property
    def shelf(self) -> Shelf:
        return Shelf.of(self.catalogue)

    @cached_property
    def tags(self) -> Floats:
        """How well each offer serves each need, as editors say; one line a need."""
        return np.asarray(self.shelf.need, np.float64)

    @cached_property
    def lines(self) -> list[list[list[float]]]:
        """The weights once more, as a buyer weighs few of them at a time."""
        return [[line.tolist() for line in vertical] for vertical in self.weights]

    @cached_property
    def served(self) -> list[list[bool]]:
        """By need: which offers get it done."""
        return [line.tolist() for line in self.fits >= SERVED]

    @cached_property
    def linked(self) -> tuple[tuple[int, ...], ...]:
        return self.shelf.linked

    def out(self, now: Instant) -> list[int]:
        """The offers that have been published."""
        return [offer for offer, at in enumerate(self.published) if at <= now]

    def best(self, weights: Sequence[float], open_: Sequence[int], size: int) -> list[int]:
        """Of the open offers those that draw most."""
        return sorted(open_, key=lambda offer: -weights[offer])[:size]
