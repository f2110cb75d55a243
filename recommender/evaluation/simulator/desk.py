"""The engine as a site runs it: it decides from what it has heard by then, and nothing else."""

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from itertools import count
from uuid import UUID

from recommender.engine import DEFAULTS, Settings, decide
from recommender.evaluation.simulator.worker import Worker
from recommender.fitting import fit
from recommender.journey import Journey, fold
from recommender.learning import Model, decode_model, encode_model
from recommender.model.context import StepContext
from recommender.model.decision import Decision
from recommender.model.instant import Instant
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import TAKEN

Acts = Sequence[Interaction]

PICKS = 1_000
"""By so many of the log's later picks the ranker is fitted."""


class Desk:
    """One per policy: what a policy leads to is what it learns from."""

    def __init__(
        self,
        shelf: Shelf,
        settings: Settings = DEFAULTS,
        model: Model | None = None,
        taken: Mapping[str, int] = {},
        *,
        fitting: bool = False,
    ) -> None:
        """With ``fitting`` settings are fitted to answers: its own sets have to be those shown."""
        self.shelf = shelf
        self.settings = settings
        self.model = model or Model.empty()
        self.journeys: dict[UUID, Journey] = {}
        self.taken = dict.fromkeys(shelf.keys, 0) | dict(taken)
        """How often each offer was taken up."""
        self.log: list[Interaction] = []
        """All that was heard, in that order."""
        self._worker = Worker(shelf) if fitting else None
        self._inbox: list[tuple[Instant, int, Acts]] = []
        self._number = count()

    def copy(self, *, fitting: bool = False) -> "Desk":
        """With what was learned and fitted, and no buyer. It learns on."""
        model = decode_model(encode_model(self.model))
        copy = Desk(self.shelf, self.settings, model, self.taken)
        copy.log = list(self.log)
        copy._worker = self._worker.copy() if fitting and self._worker else None
        return copy

    def tell(self, acts: Acts, at: Instant) -> None:
        """It will have heard of these acts of one buyer from then on."""
        heappush(self._inbox, (at, next(self._number), acts))

    def catch_up(self, now: Instant) -> None:
        while self._inbox and self._inbox[0][0] <= now:
            self._hear(heappop(self._inbox)[2])

    def journey(self, buyer: UUID) -> Journey:
        return self.journeys.get(buyer) or Journey.empty()

    def decide(self, buyer: UUID, context: StepContext, id_: UUID, now: Instant) -> Decision:
        journey = self.journey(buyer)
        decided = decide(
            *(self.model, self.shelf, journey, context), id=id_, now=now, settings=self.settings
        )
        if self._worker is not None:
            self._worker.note(decided, self.settings)
        return decided

    def _hear(self, acts: Acts) -> None:
        buyer = acts[0].buyer
        self.journeys[buyer] = fold(acts, self.journey(buyer))
        self.model.follow(acts)
        self.log += acts
        for act in acts:
            if act.kind in TAKEN and act.offer is not None:
                self.taken[act.offer] += 1
        if self._worker is not None:
            self._worker.hear(acts)
            if self._worker.due:
                self._fit(self._worker)

    def _fit(self, worker: Worker) -> None:
        """To answers each time; the ranker every other time, for it changes what they are to."""
        self.settings = worker.fit(self.log, self.settings)
        if worker.fits % 2:
            self.model.fitted = fit(self.log, self.shelf, most=PICKS).ranker.fitted()
