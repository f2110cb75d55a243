from typing import Self

import strawberry
from strawberry import ID, field

import recommender
from graph.access import Permission, needs


@strawberry.type(
    description="An archetype of role and vertical.", directives=needs(Permission.CATALOGUE_READ)
)
class Persona:
    id: ID = field(description="Key of the persona in the workspace.")
    title: str = field(description="What it is called.")
    role: str = field(description="The role that it plays in a company.")
    vertical: str | None = field(description="The market that it works in; any when null.")
    concerns: list[str] = field(description="What it cares about.")
    share: float = field(description="Prior weight among the personas; any positive scale.")

    @classmethod
    def of(cls, persona: recommender.Persona) -> Self:
        return cls(
            id=ID(persona.key),
            title=persona.title,
            role=persona.role,
            vertical=persona.vertical,
            concerns=list(persona.concerns),
            share=persona.share,
        )
