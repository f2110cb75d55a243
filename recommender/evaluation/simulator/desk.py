"""The engine as a site runs it: it decides from what it has heard by then, and nothing else."""

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from itertools import count
from uuid import UUID

from recommender.engine import DEFAULTS, Settings, decide
from recommender.journey import Journey, fold
from recommender.learning import Model, decode_model, encode_model
from recommender.model.context import StepContext
from recommender.model.decision import Decision
from recommender.model.instant import Instant
from recommender.model.interaction import Interaction
from recommender.model.shelf import Shelf
from recommender.model.vocabulary import TAKEN

Acts = Sequence[Interaction]


class Desk:
    """One per policy: what a policy leads to is what it learns from."""

    def __init__(
        self,
        shelf: Shelf,
        settings: Settings = DEFAULTS,
        model: Model | None = None,
        taken: Mapping[str, int] = {},
    ) -> None:
        self.shelf = shelf
        self.settings = settings
        self.model = model or Model.empty()
        self.journeys: dict[UUID, Journey] = {}
        self.taken = dict.fromkeys(shelf.keys, 0) | dict(taken)
        """How often each offer was taken up."""
        self.log: list[Interaction] = []
        """All that was heard, in that order."""
        self._inbox: list[tuple[Instant, int, Acts]] = []
        self._number = count()

    def copy(self) -> "Desk":
        """With what was learned, and no buyer."""
        model = decode_model(encode_model(self.model))
        return Desk(self.shelf, self.settings, model, self.taken)

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
        return decide(
            *(self.model, self.shelf, journey, context), id=id_, now=now, settings=self.settings
        )

    def _hear(self, acts: Acts) -> None:
        buyer = acts[0].buyer
        self.journeys[buyer] = fold(acts, self.journey(buyer))
        self.model.follow(acts)
        self.log += acts
        for act in acts:
            if act.kind in TAKEN and act.offer is not None:
                self.taken[act.offer] += 1
