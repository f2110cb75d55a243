import strawberry
from strawberry.schema_directive import Location


@strawberry.schema_directive(
    locations=[Location.OBJECT],
    name="key",
    description="What other graphs of a federation know an entity by.",
)
class Key:
    fields: str


BY_ID = Key(fields="id")
