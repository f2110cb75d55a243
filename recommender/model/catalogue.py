"""What a company has to offer and to whom: offers, links, personas, buying jobs."""

from dataclasses import dataclass

from recommender.model.instant import Instant
from recommender.model.vocabulary import Channel, Motion, Relation


@dataclass(frozen=True, slots=True)
class Need:
    """A pair (persona, job), by their keys: the facet that an offer can serve."""

    persona: str
    job: str


@dataclass(frozen=True, slots=True)
class Service:
    """Which needs an offer serves. ``None`` means every persona, or every job."""

    persona: str | None = None
    job: str | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Offer:
    """Anything a buyer can take as a next step. ``key`` is its identity in the workspace."""

    key: str
    title: str
    format: str
    url: str | None = None
    summary: str = ""
    serves: tuple[Service, ...] = ()
    topics: tuple[str, ...] = ()
    family: str | None = None
    """A series of which one set should hold few, for example one webinar in several languages."""
    channels: frozenset[Channel] = frozenset()
    """Where it can be shown; empty means everywhere. The same holds for the sets below."""
    motions: frozenset[Motion] = frozenset()
    relations: frozenset[Relation] = frozenset()
    verticals: frozenset[str] = frozenset()
    locales: frozenset[str] = frozenset()
    requires: frozenset[str] = frozenset()
    """Keys of offers of which one must have been taken before this one makes sense."""
    selling: bool = False
    """Asks the buyer to buy; suspended while the company has an open incident (R46)."""
    forwardable: bool = False
    """Made to be handed to a colleague (R32)."""
    repeatable: bool = False
    """Worth taking again, such as a calculator or a talk with an expert."""
    minutes: int | None = None
    starts: Instant | None = None
    ends: Instant | None = None
    published: Instant | None = None
    changed: Instant | None = None
    """When its content last changed in substance; readers of an earlier one may get it again."""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An editor's "from ``source``, ``target`` is a good next step" (R19)."""

    source: str
    target: str
    weight: float = 1.0
    persona: str | None = None
    """The audience it is meant for; everyone when ``None``."""


@dataclass(frozen=True, slots=True)
class Persona:
    """An archetype of role and vertical with its concerns."""

    key: str
    title: str
    role: str
    vertical: str | None = None
    concerns: tuple[str, ...] = ()
    share: float = 1.0
    """Prior weight among the personas; any positive scale."""


@dataclass(frozen=True, slots=True)
class Job:
    """A buying job (R5): workspace data, not code (R6)."""

    key: str
    title: str
    after_purchase: bool = False
    always_on: bool = False
    """Never done with: validation and consensus creation in the default framework."""


DEFAULT_JOBS = (
    Job("problem_identification", "Problem identification"),
    Job("solution_exploration", "Solution exploration"),
    Job("requirements_building", "Requirements building"),
    Job("supplier_selection", "Supplier selection"),
    Job("validation", "Validation", always_on=True),
    Job("consensus_creation", "Consensus creation", always_on=True),
    Job("onboarding", "Onboarding", after_purchase=True),
    Job("value_realisation", "Value realisation", after_purchase=True),
    Job("support", "Support", after_purchase=True),
    Job("renewal", "Renewal", after_purchase=True),
    Job("expansion", "Expansion", after_purchase=True),
    Job("advocacy", "Advocacy", after_purchase=True),
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that a workspace has to offer, in one version of it."""

    offers: tuple[Offer, ...] = ()
    links: tuple[Link, ...] = ()
    personas: tuple[Persona, ...] = ()
    jobs: tuple[Job, ...] = DEFAULT_JOBS
    version: int = 0
