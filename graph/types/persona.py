from typing import Self

import strawberry
from strawberry import field

import recommender
from graph import ids
from graph.access import Permission, needs
from graph.entries import Entries
from graph.types.node import Node


@strawberry.type(
    description="An archetype of role and vertical.", directives=needs(Permission.CATALOGUE_READ)
)
class Persona(Node):
    key: str = field(description="Its key in the workspace.")
    title: str = field(description="What it is called.")
    role: str = field(description="The role that it plays in a company.")
    vertical: str | None = field(description="The market that it works in; any when null.")
    concerns: list[str] = field(description="What it cares about.")
    share: float = field(description="Prior weight among the personas; any positive scale.")

    @classmethod
    def of(cls, persona: recommender.Persona) -> Self:
        return cls(
            id=ids.written("Persona", persona.key),
            key=persona.key,
            title=persona.title,
            role=persona.role,
            vertical=persona.vertical,
            concerns=list(persona.concerns),
            share=persona.share,
        )

    @classmethod
    def named(cls, key: str, entries: Entries) -> Self:
        """Also one that has left the catalogue but stands in what was recorded."""
        found = entries.personas.get(key)
        if found is None:
            return cls.of(recommender.Persona(key, title=key, role="unknown"))
        return entries.made(cls, key, lambda: cls.of(found))
