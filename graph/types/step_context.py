import strawberry
from strawberry import ID, field

import recommender
from graph.errors import BadInput
from graph.questions import LONGEST_PAGE, text
from graph.types.vocabulary import Channel, Motion

MOST_STEPS = 10
MOST_EXCLUDED = 200


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

    def plain(self, size: int) -> recommender.StepContext:
        if not 1 <= size <= MOST_STEPS:
            raise BadInput(f"size is a number from 1 to {MOST_STEPS}")
        if len(self.exclude) > MOST_EXCLUDED:
            raise BadInput(f"exclude holds at most {MOST_EXCLUDED} ids")
        return recommender.StepContext(
            channel=self.channel,
            page=text("page", self.page, LONGEST_PAGE) if self.page is not None else None,
            motion=self.motion,
            locale=text("locale", self.locale) if self.locale is not None else None,
            exclude=frozenset(text("exclude", key) for key in self.exclude),
            size=size,
        )
