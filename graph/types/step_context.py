from collections.abc import Sequence

import strawberry
from strawberry import ID, field

import recommender
from graph import ids
from graph.errors import BadInput
from graph.questions import LONGEST, LONGEST_PAGE, MOST_NAMED, text
from graph.types.vocabulary import Channel, Motion

MOST_STEPS = 10


@strawberry.input(description="What the caller knows about the moment.")
class StepContext:
    channel: Channel = field(
        default=Channel.WEB, description="Where the set will be shown; each step suits it."
    )
    page: ID | None = field(
        default=None, description="Id or address of the offer that the buyer has open."
    )
    motion: Motion | None = field(default=None, description="What the purchase is about, if known.")
    locale: str | None = field(default=None, description="The buyer's language, such as de or pt.")
    exclude: list[ID] = field(
        default_factory=list, description="Ids of offers that are shown anyway."
    )
    among: list[ID] | None = field(
        default=None,
        description="Ids of the only offers that may be shown, if there is a list of them.",
    )
    pinned: list[ID] = field(
        default_factory=list,
        description="Ids of offers that stand first, in this order, unless a gate keeps them out.",
    )

    def plain(self, size: int) -> recommender.StepContext:
        if not 1 <= size <= MOST_STEPS:
            raise BadInput(f"size is a number from 1 to {MOST_STEPS}", ("size",))
        return recommender.StepContext(
            channel=self.channel,
            page=_key("page", self.page, LONGEST_PAGE) if self.page is not None else None,
            motion=self.motion,
            locale=text("locale", self.locale) if self.locale is not None else None,
            exclude=frozenset(_keys("exclude", self.exclude)),
            among=None if self.among is None else frozenset(_keys("among", self.among)),
            pinned=tuple(_keys("pinned", self.pinned)),
            size=size,
        )


def _keys(name: str, keys: Sequence[str]) -> list[str]:
    if len(keys) > MOST_NAMED:
        raise BadInput(f"{name} holds at most {MOST_NAMED} ids", (name,))
    return [_key(name, key) for key in keys]


def _key(name: str, given: str, longest: int = LONGEST) -> str:
    return ids.bare("Offer", text(name, given, longest))
