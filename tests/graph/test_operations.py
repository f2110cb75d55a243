"""The built-in documents fit the schema that they are shipped with."""

import pytest

from api.keys import BROWSERS
from graph.documents import unfit
from graph.operations import built_in
from graph.schema import build

SCHEMA = build()


@pytest.mark.parametrize("name", built_in())
def test_a_built_in_document_is_fit_and_named_as_its_operation(name: str) -> None:
    document = SCHEMA.ready(built_in()[name])
    assert list(unfit(document)) == []
    assert document.operation(None).name == name


def test_a_browser_may_run_each_of_them() -> None:
    documents = {name: SCHEMA.ready(text) for name, text in built_in().items()}
    allowed = {name for name, one in documents.items() if one.operation(None).needs <= BROWSERS}
    assert allowed == set(documents) - {"talkingPoints"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("query a { __typename } query b { __typename }", "UNKNOWN_OPERATION"),
        ("fragment f on Query { __typename }", "GRAPHQL_VALIDATION_FAILED"),
        ('{ decision(id: "x") { leftOut(first: 10000) { rule } } }', "COST_LIMIT"),
    ],
)
def test_what_no_workspace_should_trust(text: str, code: str) -> None:
    errors = [*unfit(SCHEMA.ready(text))]
    assert errors
    assert {(e.extensions or {}).get("code", "GRAPHQL_VALIDATION_FAILED") for e in errors} == {code}


def test_a_held_document_stays_for_its_holder_whatever_others_send() -> None:
    schema = build()
    held = schema.held("query held { __typename }")
    for number in range(600):
        schema.ready(f"query q{number} {{ __typename }}")
    assert schema.held("query held { __typename }") is held
    assert schema.ready("query held { __typename }") is held
