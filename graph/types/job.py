from typing import Self

import strawberry
from strawberry import ID, field

from graph.access import Permission, needs
from recommender import Job


@strawberry.type(
    description="A job that buyers get done on their way; no order is implied.",
    directives=needs(Permission.CATALOGUE_READ),
)
class BuyingJob:
    id: ID = field(description="Key of the job in the workspace.")
    title: str = field(description="What it is called.")
    after_purchase: bool = field(description="Comes up after the purchase.")
    always_on: bool = field(description="Never done with.")

    @classmethod
    def of(cls, job: Job) -> Self:
        return cls(
            id=ID(job.key),
            title=job.title,
            after_purchase=job.after_purchase,
            always_on=job.always_on,
        )
