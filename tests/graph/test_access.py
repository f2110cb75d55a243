import pytest
import strawberry

from graph.access import ANYONE, Permission, Principal, undeclared
from graph.schema import Schema, build
from tests.graph.fakes import WORKSPACE, FakePorts, context

SCHEMA = build()


def operation(text: str) -> frozenset[Permission]:
    return SCHEMA.ready(text).operation(None).needs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ __typename }", set()),
        ("{ personas { id } }", {Permission.CATALOGUE_READ}),
        (
            "{ explore(first: 1) { edges { node { id } } } }",
            {Permission.NEXT_STEPS_READ, Permission.CATALOGUE_READ, Permission.ANY},
        ),
        (
            '{ nextSteps(buyer: {userId: "u"}) { chanceAnyTaken } }',
            {Permission.NEXT_STEPS_READ, Permission.ANY},
        ),
        (
            """{ nextSteps(buyer: {userId: "u"}) { ...s } }
            fragment s on NextSteps { ... { leftOut { __typename } } }""",
            {Permission.NEXT_STEPS_READ, Permission.BUYERS_READ, Permission.ANY},
        ),
        (
            'mutation { removeOffer(input: {id: "x"}) { catalogueVersion } }',
            {Permission.CATALOGUE_WRITE, Permission.ANY},
        ),
    ],
)
def test_a_document_takes_what_its_fields_take(text: str, expected: set[Permission]) -> None:
    assert operation(text) == expected


async def test_what_a_principal_may_not_is_refused_before_it_runs() -> None:
    ports = FakePorts()
    reader = Principal(WORKSPACE, frozenset({Permission.ANY, Permission.NEXT_STEPS_READ}))
    document = SCHEMA.ready('{ nextSteps(buyer: {userId: "u"}) { leftOut { rule } } }')
    result = await SCHEMA.run(document, context(ports, reader))
    assert [error.formatted for error in result.errors or ()] == [
        {
            "message": "This takes the permission buyers:read.",
            "extensions": {"code": "FORBIDDEN"},
        }
    ]
    assert (result.data, ports.asked) == (None, [])


@pytest.mark.parametrize(
    "asked",
    [
        '{ nextSteps(buyer: {userId: "u"}) { chanceAnyTaken } }',
        '{ nextSteps(buyer: {anonymousId: "a"}, voice: SELLER) { chanceAnyTaken } }',
        '{ explore(first: 1, buyer: {email: "a@b.example"}) { pageInfo { hasNextPage } } }',
        """mutation { decideNextSteps(input: {buyer: {crmId: "c"}})
           { nextSteps { chanceAnyTaken } } }""",
        """mutation { decideNextSteps(input: {buyer: {anonymousId: "a"}, voice: SELLER})
           { nextSteps { chanceAnyTaken } } }""",
    ],
)
async def test_whose_word_is_not_taken_names_no_known_buyer(asked: str) -> None:
    ports = FakePorts()
    browser = Principal(WORKSPACE, frozenset(Permission), vouches=False)
    result = await SCHEMA.run(SCHEMA.ready(asked), context(ports, browser))
    assert [error.extensions for error in result.errors or ()] == [{"code": "FORBIDDEN"}]
    assert ports.asked == []


async def test_whose_word_is_not_taken_asks_for_who_is_in_front_of_it() -> None:
    browser = Principal(WORKSPACE, frozenset(Permission), vouches=False)
    document = SCHEMA.ready('{ nextSteps(buyer: {anonymousId: "a"}) { chanceAnyTaken } }')
    assert (await SCHEMA.run(document, context(FakePorts(), browser))).errors is None


def test_a_field_without_a_rule_fails_the_build() -> None:
    @strawberry.type
    class Query:
        open: int = strawberry.field(default=1, directives=ANYONE)
        forgotten: int = 2

    schema = Schema(query=Query)
    assert list(undeclared(schema._schema)) == ["Query.forgotten"]
    with pytest.raises(LookupError, match=r"Query\.forgotten"):
        schema.open(introspection=True)
