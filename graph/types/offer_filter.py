import strawberry
from strawberry import ID, field

from graph import ids, questions
from graph.errors import BadInput
from graph.types.vocabulary import Channel

MOST_VALUES = 50


@strawberry.input(description="Narrows offers. Values of one field widen, fields narrow.")
class OfferFilter:
    formats: list[str] = field(default_factory=list, description="Of one of these formats.")
    personas: list[ID] = field(default_factory=list, description="For one of these personas.")
    jobs: list[ID] = field(default_factory=list, description="For one of these buying jobs.")
    topics: list[str] = field(default_factory=list, description="About one of these topics.")
    channel: Channel | None = field(default=None, description="Fit for this channel.")

    def plain(self) -> questions.OfferFilter:
        lists = (self.formats, self.personas, self.jobs, self.topics)
        if any(len(values) > MOST_VALUES for values in lists):
            raise BadInput(f"each list of a filter holds at most {MOST_VALUES} values")
        return questions.OfferFilter(
            formats=frozenset(self.formats),
            personas=frozenset(ids.bare("Persona", one) for one in self.personas),
            jobs=frozenset(ids.bare("BuyingJob", one) for one in self.jobs),
            topics=frozenset(self.topics),
            channel=self.channel,
        )
