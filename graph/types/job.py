from typing import Self

import strawberry
from strawberry import field

from graph import ids
from graph.access import Permission, needs
from graph.entries import Entries
from graph.types.node import Node
from recommender import Job


@strawberry.type(
    description="A job that buyers get done on their way; no order is implied.",
    directives=needs(Permission.CATALOGUE_READ),
)
class BuyingJob(Node):
    key: str = field(description="Its key in the workspace.")
    title: str = field(description="What it is called.")
    after_purchase: bool = field(description="Comes up after the purchase.")
    always_on: bool = field(description="Never done with.")

    @classmethod
    def of(cls, job: Job) -> Self:
        return cls(
            id=ids.written("BuyingJob", job.key),
            key=job.key,
            title=job.title,
            after_purchase=job.after_purchase,
            always_on=job.always_on,
        )

    @classmethod
    def named(cls, key: str, entries: Entries) -> Self:
        """Also one that has left the catalogue but stands in what was recorded."""
        found = entries.jobs.get(key)
        if found is None:
            return cls.of(Job(key, title=key))
        return entries.made(cls, key, lambda: cls.of(found))
